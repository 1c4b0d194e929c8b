// The ledger: what was read, kept for good, and what it comes down to. No text of any source is in it.
import type { DatabaseSync } from "node:sqlite";
import type { Surroundings } from "../agents/agent.ts";
import type { Printer } from "../lib/print.ts";
import { type Changes, changesOf } from "./changes.ts";
import { openDatabase, readAtOnce, transact } from "./database.ts";
import type { EditFact, RequestFact, SessionFact } from "./facts.ts";
import { createPrinter, createSeal, type Seal } from "./fingerprint.ts";
import { forgetAll, forgetParts, GENERATION, type Part } from "./forget.ts";
import { forgottenIn } from "./forgotten.ts";
import { dataFolder, settingsFolder } from "./folder.ts";
import { type Joined, joinRecords, type Placed, type Records } from "./join.ts";
import { keyIn } from "./key.ts";
import { type Lease, leaseOf } from "./lease.ts";
import { type Names, namesOf } from "./names.ts";
import { BEGUN, type Notes, notesOf } from "./notes.ts";
import { type Places, placesOf } from "./places.ts";
import {
  type NameOf,
  readEdit,
  readRequest,
  readSession,
  readSource,
  readStanding,
  readUndo,
  type Row,
  rowQuery,
} from "./rows.ts";
import { type AgentOverview, overviewOf } from "./overview.ts";
import { damageOf, identityOf, OTHER_KEY, type SetAside, setAside } from "./set-aside.ts";
import { type Store, storeOf } from "./store.ts";
import { versionsOf } from "./versions.ts";

/** Values that can be dropped and made again, by repository and name. */
export type Derived = {
  get(repository: string, name: string): Uint8Array | null;
  put(repository: string, name: string, value: Uint8Array): void;
  /** Of one repository, or of all. */
  drop(repository?: string): void;
};

export type Coverage = {
  readonly skippedRecords: number;
  readonly skippedByReason: Readonly<Record<string, number>>;
  readonly unreadable: readonly { readonly path: string; readonly offset: number; readonly reason: string }[];
};

export type Ledger = {
  /** Where it lies. */
  readonly folder: string;
  /** Sessions with anything of their own, by agent and id. */
  sessions(): readonly SessionFact[];
  /** By agent, time and key. */
  requests(): Iterable<RequestFact>;
  /** By agent, time and key. Where `wanted` is given, only edits of at least one file whose path it takes. */
  edits(wanted?: (path: string) => boolean): Iterable<EditFact>;
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
    coverage: () => readAtOnce(database, () => coverageOf(database)),
    overview: () => readAtOnce(database, () => overviewOf(database)),
    atOnce: (questions) => readAtOnce(database, questions),
    derived: derivedOf(database),
    notes,
    places: placesOf(database),
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

function openUsable(folder: string, key: Uint8Array): { database: DatabaseSync; aside: SetAside | null } {
  const identity = identityOf(folder);
  try {
    return { database: openWithKey(folder, key), aside: null };
  } catch (error) {
    const reason = damageOf(error);
    if (reason === null) throw error;
    const aside = setAside(folder, identity, reason);
    return { database: openWithKey(folder, key), aside };
  }
}

/** Prints of another key would match nothing. */
function openWithKey(folder: string, key: Uint8Array): DatabaseSync {
  const database = openDatabase(folder);
  try {
    const notes = notesOf(database);
    const mark = createSeal(key)("the key of this ledger");
    const noted = notes.get("key");
    if (noted === null) {
      notes.put("key", mark);
      notes.putNumber(BEGUN, Date.now());
    }
    if (noted !== null && Buffer.compare(noted, mark) !== 0) throw new Error(OTHER_KEY);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Makes it again only after a write of facts, by this process (`writes` counts them) or by another. */
function remembered<T>(database: DatabaseSync, writes: () => number, make: () => T): () => T {
  const others = database.prepare("PRAGMA data_version");
  let last: { readonly stamp: string; readonly value: T } | null = null;
  return () =>
    readAtOnce(database, () => {
      const stamp = `${String(others.get()?.["data_version"])} ${writes()}`;
      if (last?.stamp !== stamp) last = { stamp, value: make() };
      return last.value;
    });
}

function joinAll(database: DatabaseSync, names: Names, changes: Changes): Joined[] {
  const all = names.all();
  const nameOf: NameOf = (id) => all.get(id) ?? null;
  const agents = database.prepare("SELECT DISTINCT agent FROM sources ORDER BY agent").all();
  return agents.map((row) => {
    const agent = String(row["agent"]);
    return joinRecords(agent, recordsOf(database, agent, nameOf), changes.better);
  });
}

function recordsOf(database: DatabaseSync, agent: string, nameOf: NameOf): Records {
  const read = <T>(table: string, record: (row: Row, nameOf: NameOf) => T): Placed<T>[] => {
    const query = `SELECT * FROM ${table} WHERE source IN (SELECT id FROM sources WHERE agent = ?)`;
    const rows: Placed<T>[] = [];
    for (const row of rowQuery(database, query).iterate(agent))
      rows.push({ source: readSource(row), record: record(row, nameOf) });
    return rows;
  };
  return {
    sessions: read("sessions", readSession).map(({ record }) => record),
    prompts: read("prompts", readStanding),
    commands: read("commands", readStanding),
    requests: read("requests", readRequest),
    edits: read("edits", readEdit),
    undos: read("undos", readUndo),
  };
}

function* editsOf(
  joined: readonly Joined[],
  changes: Changes,
  names: Names,
  wanted: (path: string) => boolean = () => true,
): Generator<EditFact> {
  const all = names.all();
  for (const { change, ...edit } of joined.flatMap((one) => one.edits)) {
    const paths = change === null ? [] : changes.paths(change, all);
    if (change === null || !paths.some(wanted)) continue;
    yield { ...edit, files: changes.get(change, all) };
  }
}

function coverageOf(database: DatabaseSync): Coverage {
  const skips = database
    .prepare("SELECT reason, sum(records) AS records FROM skips GROUP BY reason ORDER BY reason")
    .all();
  const unreadable = database.prepare(
    "SELECT path, unreadable.offset, reason FROM unreadable JOIN sources ON id = source ORDER BY path, unreadable.offset",
  );
  return {
    skippedRecords: skips.reduce((sum, row) => sum + Number(row["records"]), 0),
    skippedByReason: Object.fromEntries(skips.map((row) => [String(row["reason"]), Number(row["records"])])),
    unreadable: unreadable.all().map((row) => ({
      path: String(row["path"]),
      offset: Number(row["offset"]),
      reason: String(row["reason"]),
    })),
  };
}

function derivedOf(database: DatabaseSync): Derived {
  const find = database.prepare("SELECT value FROM derived WHERE repository = ? AND name = ?");
  const put = database.prepare("INSERT OR REPLACE INTO derived VALUES (?, ?, ?)");
  const dropOne = database.prepare("DELETE FROM derived WHERE repository = ?");
  const dropAll = database.prepare("DELETE FROM derived");
  return {
    get: (repository, name) => {
      const value = find.get(repository, name)?.["value"];
      return value instanceof Uint8Array ? value : null;
    },
    put: (repository, name, value) => void put.run(repository, name, value),
    drop: (repository) => void (repository === undefined ? dropAll.run() : dropOne.run(repository)),
  };
}
