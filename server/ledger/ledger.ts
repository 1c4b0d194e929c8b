// The ledger: what was read, kept for good, and what it comes down to. No text of any source is in it.
import type { Surroundings } from "../agents/agent.ts";
import type { Printer } from "../lib/print.ts";
import { changesOf } from "./changes.ts";
import { type Coverage, coverageOf } from "./coverage.ts";
import { readAtOnce, transact } from "./database.ts";
import { type Derived, derivedOf } from "./derived.ts";
import type { EditFact, RequestFact, SessionFact } from "./facts.ts";
import { createPrinter, createSeal, type Seal } from "./fingerprint.ts";
import { dataFolder, settingsFolder } from "./folder.ts";
import { forgetAll, forgetParts, type Part } from "./forget.ts";
import { forgottenIn } from "./forgotten.ts";
import type { Records } from "./join.ts";
import { keyIn } from "./key.ts";
import { type Lease, leaseOf } from "./lease.ts";
import { namesOf } from "./names.ts";
import { type Notes, notesOf } from "./notes.ts";
import { type AgentOverview, overviewOf } from "./overview.ts";
import { type AskedSession, promptPlacesOf, type TurnPrompts } from "./prompt-places.ts";
import { type Places, placesOf } from "./places.ts";
import { damageOf, identityOf, type SetAside, setAside } from "./set-aside.ts";
import { type Store, storeOf } from "./store.ts";
import { GENERATION, unlessErased } from "./unless-erased.ts";
import { openUsable } from "./usable.ts";
import { versionsOf } from "./versions.ts";
import { editsOf, joinAll, recordsOf, remembered } from "./views.ts";

export type Ledger = {
  /** Where it lies. */
  readonly folder: string;
  /** Sessions with anything of their own, by agent and id. */
  sessions(): readonly SessionFact[];
  /** By agent, time and key. */
  requests(): Iterable<RequestFact>;
  /** By agent, time and key. Where `wanted` is given, only edits of at least one file whose path it takes. */
  edits(wanted?: (path: string) => boolean): Iterable<EditFact>;
  /** Where the prompts of some sessions stand. */
  promptPlaces(asked: readonly AskedSession[]): readonly TurnPrompts[];
  coverage(): Coverage;
  overview(): readonly AgentOverview[];
  /** Several questions to the ledger as it is at one moment, whatever other processes write meanwhile. */
  atOnce<T>(questions: () => T): T;
  readonly derived: Derived;
  readonly notes: Notes;
  /** Where repositories were seen. */
  readonly places: Places;
  /** Who reads logs has it: one process at a time. */
  readonly lease: Lease;
  readonly printer: Printer;
  /** For ingest: digests of bytes under the user's key, and the writer's side. */
  readonly seal: Seal;
  readonly store: Store;
  /** The user's own key, for threads that print, too. */
  readonly key: Uint8Array;
  /** Gives back the room of what was withdrawn. */
  sweep(): void;
  /** Erases for good what belongs to these sessions and edits, or everything: to be called under the lease. */
  forget(parts: readonly Part[] | "everything"): void;
  /** A file that stood in the ledger's place and could not be used when it was opened; null mostly. */
  readonly setAside: SetAside | null;
  /** Closes the ledger; if `error` came from a file that is damaged, it is set aside, so that the next one begins anew. */
  closeFor(error: unknown): SetAside | null;
  close(): void;
};

/** Opens the ledger where the surroundings say, and makes folders and key when they are missing. */
export function openLedgerOf(surroundings: Surroundings): Ledger {
  return openLedger(dataFolder(surroundings), keyIn(settingsFolder(surroundings)));
}

/**
 * Opens the ledger in a folder, made when it is missing. A file that is damaged, another program's, or was made with
 * another key is set aside. Throws where it can't be opened. `key`: the user's own, 32 bytes.
 */
export function openLedger(folder: string, key: Uint8Array): Ledger {
  const { database, aside } = openUsable(folder, key);
  const identity = identityOf(folder);
  const seal = createSeal(key);
  const names = namesOf(database);
  const versions = versionsOf(database, seal);
  const changes = changesOf(database, names, versions);
  const lease = leaseOf(database);
  const notes = notesOf(database);
  const unless = unlessErased(database, notes);
  const forgotten = forgottenIn(database, seal);
  const catchUp = catchingUp(notes, () => {
    names.forget();
    versions.forget();
    forgotten.refresh();
  });
  const store = storeOf({ database, names, changes, lease, forgotten, catchUp });
  let writes = 0;
  const joined = remembered(
    database,
    () => writes,
    () => joinAll(database, names, changes),
  );
  const recordsNow = (agent: string): Records => {
    const all = names.all();
    return recordsOf(database, agent, (id) => all.get(id) ?? null);
  };
  const counted: Store = {
    ...store,
    writeAll: (all) => {
      writes++;
      try {
        return store.writeAll(all);
      } catch (error) {
        // What was given a number in a transaction that came to nothing has none.
        names.forget();
        versions.forget();
        throw error;
      }
    },
  };
  return {
    folder,
    sessions: () => joined().flatMap((one) => one.sessions),
    requests: () => joined().flatMap((one) => one.requests),
    edits: (wanted) => editsOf(joined(), changes, names, wanted),
    promptPlaces: (asked) => {
      const facts = (): readonly SessionFact[] => joined().flatMap((one) => one.sessions);
      return readAtOnce(database, () => promptPlacesOf(database, names, facts, asked));
    },
    coverage: () => readAtOnce(database, () => coverageOf(database)),
    overview: () => readAtOnce(database, () => overviewOf(database)),
    atOnce: (questions) => readAtOnce(database, questions),
    derived: derivedOf(database, unless),
    notes,
    places: placesOf(database, unless),
    lease,
    printer: createPrinter(key),
    seal,
    store: counted,
    key,
    sweep: () => transact(database, changes.sweep),
    forget: (parts) => {
      const erasable = { database, changes, forgotten, notes, recordsOf: recordsNow };
      if (parts === "everything") forgetAll(erasable);
      else forgetParts(erasable, parts);
      catchUp();
      unless.goOn();
      writes++;
    },
    setAside: aside,
    closeFor: (error) => {
      if (database.isOpen) database.close();
      const reason = damageOf(error);
      return reason === null ? null : setAside(folder, identity, reason);
    },
    close: () => {
      if (database.isOpen) database.close();
    },
  };
}

/** Calls `forget` when something was erased since the last time. */
function catchingUp(notes: Notes, forget: () => void): () => void {
  let last = notes.number(GENERATION);
  return () => {
    const now = notes.number(GENERATION);
    if (now !== last) forget();
    last = now;
  };
}
