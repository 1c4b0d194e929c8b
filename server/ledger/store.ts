// Writes what was read of a file: its facts and how far it was read, in one transaction.
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { writeBytes } from "./bytes.ts";
import type { Changes } from "./changes.ts";
import { transact } from "./database.ts";
import type { Forgotten } from "./forgotten.ts";
import type { Lease } from "./lease.ts";
import type { Names } from "./names.ts";
import {
  type EditRecord,
  mergeEdits,
  mergeRequests,
  type NewChange,
  type Part,
  QUALITIES,
  type RequestRecord,
  type Slice,
  type Standing,
  STATUSES,
} from "./records.ts";
import { readEdit, readRequest, RELATIONS, type Row, rowQuery } from "./rows.ts";

/** How far a file was read, and what it was like then. */
export type Checkpoint = {
  /** Device and inode: tells a file that was moved. */
  readonly identity: string;
  /** Changes whenever the file does: nothing is opened while it stays equal. */
  readonly stamp: string;
  /** Just after the last complete line. */
  readonly offset: number;
  /** Digests of the first 4 KiB before the offset and of the last. */
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  /** The agent's own state, as JSON. */
  readonly state: string;
  /** The agent's version. */
  readonly version: number;
};

export type Source = Checkpoint & {
  readonly id: number;
  readonly agent: string;
  readonly path: string;
  readonly gone: boolean;
  /** Grows with each write: two processes can't add the same slice twice. */
  readonly revision: number;
};

/** A slice to write, and how far its source was read with it. */
export type Write = {
  readonly source: Source;
  readonly withdrawal: Withdrawal;
  readonly slice: Slice;
  readonly checkpoint: Checkpoint;
};

/** `all` for a file that began anew; `state` keeps what was billed, the requests, and drops the rest. */
export type Withdrawal = "nothing" | "state" | "all";

export type Store = {
  sources(): readonly Source[];
  /** The source as it is now; made if it is new. */
  open(agent: string, path: string): Source;
  /** Makes the sources that are new, all at once. */
  prepare(files: readonly { readonly agent: string; readonly path: string }[]): void;
  /** Whether a change is in the ledger. */
  isStored(digest: Uint8Array): boolean;
  /** Whether the user had all that a file tells erased: it is not to be read again. */
  isForgotten(agent: string, path: string): boolean;
  /**
   * Adds slices and moves the checkpoints of their sources, in one transaction. Gives the sources of those that were passed
   * over and are to be read again: another process was there before, or has the lease, or what a copy counted on is gone.
   */
  writeAll(writes: readonly Write[]): readonly Source[];
  /** The file is at another path now. */
  move(source: Source, path: string): Source;
  /** The file is gone, or back: what it told stays. */
  mark(source: Source, gone: boolean): void;
};

const STATE_TABLES = ["sessions", "prompts", "commands", "edits", "undos", "skips", "unreadable"];

/** What writing takes. `catchUp`: called first in each transaction, since another process may have erased something. */
export type Writing = {
  readonly database: DatabaseSync;
  readonly names: Names;
  readonly changes: Changes;
  readonly lease: Lease;
  readonly forgotten: Forgotten;
  readonly catchUp: () => void;
};

/** The writer's side of the ledger. */
export function storeOf({ database, names, changes, lease, forgotten, catchUp }: Writing): Store {
  const columns = "id, agent, path, identity, stamp, offset, head, tail, state, version, revision, gone";
  const every = rowQuery(database, `SELECT ${columns} FROM sources ORDER BY agent, path`);
  const byPath = rowQuery(database, `SELECT ${columns} FROM sources WHERE agent = ? AND path = ?`);
  const insert = database.prepare(
    "INSERT OR IGNORE INTO sources VALUES (NULL, ?, ?, '', '', 0, x'', x'', '', 0, 0, 0)",
  );
  const update =
    database.prepare(`UPDATE sources SET identity = ?, stamp = ?, offset = ?, head = ?, tail = ?, state = ?,
    version = ?, gone = 0, revision = revision + 1 WHERE id = ? AND revision = ?`);
  const setPath = database.prepare("UPDATE sources SET path = ?, gone = 0 WHERE id = ?");
  const setGone = database.prepare("UPDATE sources SET gone = ? WHERE id = ?");
  const addFacts = factsWriter(database, names, changes);

  const open = (agent: string, path: string): Source => {
    const row = byPath.get(agent, path);
    if (row !== null) return sourceOf(row);
    insert.run(agent, path);
    return sourceOf(byPath.get(agent, path) ?? []);
  };

  const write = ({ source, withdrawal, slice: told, checkpoint }: Write): boolean => {
    const slice = forgotten.sift(source.agent, told);
    // A copy of a record counts on what another told.
    if (slice.edits.some(({ change }) => change?.files === null && !changes.has(change.digest))) return false;
    const { identity, stamp, offset, head, tail, state, version } = checkpoint;
    const next = [identity, stamp, offset, head, tail, state, version];
    if (update.run(...next, source.id, source.revision).changes === 0) return false;
    if (withdrawal !== "nothing") withdraw(database, source.id, withdrawal);
    addFacts(source.id, slice, withdrawal !== "all" && source.revision > 0);
    return true;
  };

  return {
    open,
    prepare: (files) =>
      transact(database, () => {
        for (const { agent, path } of files) insert.run(agent, path);
      }),
    isStored: changes.has,
    isForgotten: (agent, path) => forgotten.has("file", agent, path),
    sources: () => {
      catchUp();
      return Array.from(every.iterate(), sourceOf);
    },
    writeAll: (writes) =>
      transact(database, () => {
        if (!lease.confirm()) return writes.map(({ source }) => source);
        catchUp();
        return writes.flatMap((one) => (write(one) ? [] : one.source));
      }),
    move: (source, path) => {
      setPath.run(path, source.id);
      return { ...source, path, gone: false };
    },
    mark: (source, gone) => {
      setGone.run(gone ? 1 : 0, source.id);
    },
  };
}

function withdraw(database: DatabaseSync, source: number, what: "state" | "all"): void {
  const tables = what === "all" ? [...STATE_TABLES, "requests"] : STATE_TABLES;
  for (const table of tables) database.prepare(`DELETE FROM ${table} WHERE source = ?`).run(source);
}

function sourceOf(row: Row): Source {
  const [id, agent, path, identity, stamp, offset, head, tail, state, version, revision, gone] = row;
  return {
    id: Number(id),
    agent: textOf(agent),
    path: textOf(path),
    identity: textOf(identity),
    stamp: textOf(stamp),
    offset: Number(offset),
    head: bytesOf(head),
    tail: bytesOf(tail),
    state: textOf(state),
    version: Number(version),
    revision: Number(revision),
    gone: gone === 1,
  };
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const bytesOf = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value : new Uint8Array());

/** `known`: the source may hold records of the same things already, so each is joined with what is there. */
type AddFacts = (source: number, slice: Slice, known: boolean) => void;

function factsWriter(database: DatabaseSync, names: Names, changes: Changes): AddFacts {
  const earliest =
    "ON CONFLICT DO UPDATE SET at = min(at, excluded.at), position = min(position, excluded.position)";
  const session = database.prepare(`INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET at = coalesce(min(at, excluded.at), at, excluded.at)`);
  const prompt = database.prepare(`INSERT INTO prompts VALUES (?, ?, ?, ?, ?) ${earliest}`);
  const command = database.prepare(`INSERT INTO commands VALUES (?, ?, ?, ?, ?) ${earliest}`);
  const undo = database.prepare(`INSERT INTO undos VALUES (?, ?, ?, ?, ?, ?) ${earliest}`);
  const skip = database.prepare(`INSERT INTO skips VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET records = records + excluded.records`);
  const broken = database.prepare("INSERT OR REPLACE INTO unreadable VALUES (?, ?, ?)");
  const addRequest = requestWriter(database, names);
  const addEdit = editWriter(database, names, changes);
  const place = ({ session: owner, key }: Standing): [number, number] => [names.put(owner), names.put(key)];

  return (source, slice, known) => {
    for (const one of slice.sessions) {
      const ids = [one.session, one.folder, one.branch, one.parent].map((name) => names.put(name));
      session.run(source, ...ids, RELATIONS.indexOf(one.relation), one.at);
    }
    for (const one of slice.prompts) prompt.run(source, ...place(one), one.at, one.position);
    for (const one of slice.commands) command.run(source, ...place(one), one.at, one.position);
    for (const one of slice.undos) undo.run(source, ...place(one), names.put(one.edit), one.at, one.position);
    for (const one of slice.requests) addRequest(source, one, known);
    // One slice may hold several results of one edit.
    for (const one of slice.edits) addEdit(source, one);
    for (const [reason, records] of slice.skipped) skip.run(source, reason, records);
    for (const { offset, reason } of slice.unreadable) broken.run(source, offset, reason);
  };
}

function requestWriter(database: DatabaseSync, names: Names) {
  const find = rowQuery(database, "SELECT * FROM requests WHERE source = ? AND session = ? AND key = ?");
  const put = database.prepare(`INSERT OR REPLACE INTO requests VALUES (${"?, ".repeat(19)}?)`);
  return (source: number, record: RequestRecord, known: boolean): void => {
    const session = names.put(record.session);
    const key = names.put(record.key);
    const stored = known ? find.get(source, session, key) : null;
    const whole = stored === null ? record : mergeRequests(record, readRequest(stored, names.get));
    put.run(
      source,
      session,
      key,
      whole.at,
      whole.position,
      names.put(whole.model),
      names.put(whole.provider),
      ...counts(whole),
    );
  };
}

function counts(record: RequestRecord): SQLInputValue[] {
  const { tokens, webSearches, fast, quality, costUsd, sidechain, sameAs, replay, parts } = record;
  return [
    tokens?.input ?? null,
    tokens?.output ?? null,
    tokens?.cacheRead ?? null,
    tokens?.cacheWrite5m ?? null,
    tokens?.cacheWrite1h ?? null,
    webSearches,
    fast ? 1 : 0,
    QUALITIES.indexOf(quality),
    costUsd,
    sidechain ? 1 : 0,
    sameAs,
    replay,
    parts.length === 0 ? null : encodeParts(parts),
  ];
}

function encodeParts(parts: readonly Part[]): Uint8Array {
  const writer = writeBytes();
  writer.number(parts.length);
  for (const { print, input, tokens } of parts) {
    writer.number(print);
    writer.number(tokens * 2 + (input ? 1 : 0));
  }
  return writer.done();
}

function editWriter(database: DatabaseSync, names: Names, changes: Changes) {
  const find = rowQuery(
    database,
    "SELECT * FROM edits WHERE source = ? AND session = ? AND key = ? AND stage = ?",
  );
  const insert = database.prepare("INSERT OR IGNORE INTO edits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const replace = database.prepare("REPLACE INTO edits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  return (source: number, edit: EditRecord<NewChange>): void => {
    const ids = [source, names.put(edit.session), names.put(edit.key), edit.stage === "call" ? 0 : 1];
    const record = { ...edit, change: edit.change === null ? null : changes.put(edit.change) };
    const values = ({ at, position, model, status, change }: EditRecord<number>) =>
      [...ids, at, position, names.put(model), STATUSES.indexOf(status), change] as const;
    if (insert.run(...values(record)).changes === 1) return;
    const stored = readEdit(find.get(...ids) ?? [], names.get);
    replace.run(...values(mergeEdits(record, stored, changes.better)));
  };
}
