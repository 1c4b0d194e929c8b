// Erases from the ledger: everything, or what belongs to some sessions. Nothing of it stays in the file's bytes.
import type { DatabaseSync } from "node:sqlite";
import type { Changes } from "./changes.ts";
import { transact } from "./database.ts";
import type { Forgotten } from "./forgotten.ts";
import { belongings, type Records } from "./join.ts";
import { ERASED, type Notes } from "./notes.ts";
import { dropStrangePlaces } from "./places.ts";
import { GENERATION } from "./unless-erased.ts";
import { dropUnusedNames } from "./unused-names.ts";

/** Some sessions of one agent, and edits that belong to other sessions, by their keys. */
export type Part = {
  readonly agent: string;
  readonly sessions: ReadonlySet<string>;
  readonly edits: ReadonlySet<string>;
};

/** The parts of a ledger that forgetting touches. */
export type Erasable = {
  readonly database: DatabaseSync;
  readonly changes: Changes;
  readonly forgotten: Forgotten;
  readonly notes: Notes;
  readonly recordsOf: (agent: string) => Records;
};

const FACTS = ["sessions", "prompts", "commands", "requests", "edits", "undos"];
const OF_SOURCES = ["skips", "unreadable"];

/** Erases the parts, and remembers by digests alone that they are not to be read again. */
export function forgetParts(ledger: Erasable, parts: readonly Part[]): void {
  const { database, changes, notes } = ledger;
  transact(database, () => {
    for (const part of parts) forgetPart(ledger, part);
    database.exec("DELETE FROM derived");
    changes.erase();
    dropUnusedNames(database, changes.names());
    dropStrangePlaces(database);
    notes.putNumber(GENERATION, notes.number(GENERATION) + 1);
  });
  compact(database);
}

/** Erases all that was ever read. The next run reads again what is still there. */
export function forgetAll({ database, notes }: Erasable): void {
  transact(database, () => {
    const tables = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('lease', 'notes')")
      .all();
    for (const { name } of tables) database.exec(`DELETE FROM ${String(name)}`);
    notes.putNumber(GENERATION, notes.number(GENERATION) + 1);
    notes.putNumber(ERASED, 1);
  });
  compact(database);
}

function forgetPart({ database, forgotten, recordsOf }: Erasable, part: Part): void {
  const { agent } = part;
  const { sessions, keys } = belongings(recordsOf(agent), part.sessions);
  const records = new Set([...keys, ...part.edits]);
  const before = filled(database, agent);
  for (const session of sessions) forgotten.add("session", agent, session);
  for (const key of records) forgotten.add("record", agent, key);
  const idOf = database.prepare("SELECT id FROM names WHERE name = ?");
  const ids = (names: ReadonlySet<string>): number[] =>
    [...names].flatMap((name) => Number(idOf.get(name)?.["id"] ?? []));
  const own = "source IN (SELECT id FROM sources WHERE agent = ?)";
  for (const id of ids(sessions)) {
    for (const table of FACTS)
      database.prepare(`DELETE FROM ${table} WHERE session = ? AND ${own}`).run(id, agent);
    // A fork of it stands by itself from now on.
    database
      .prepare(`UPDATE OR REPLACE sessions SET parent = 0, relation = 0 WHERE parent = ? AND ${own}`)
      .run(id, agent);
  }
  for (const id of ids(records)) {
    for (const table of FACTS.slice(1))
      database.prepare(`DELETE FROM ${table} WHERE key = ? AND ${own}`).run(id, agent);
    database.prepare(`DELETE FROM undos WHERE edit = ? AND ${own}`).run(id, agent);
  }
  const after = filled(database, agent);
  forgetFiles(
    database,
    [...before.keys()].filter((id) => !after.has(id)),
    (path) => forgotten.add("file", agent, path),
  );
  rereadFilesThatName(database, agent, sessions);
}

/** The files of an agent that facts stand in. */
function filled(database: DatabaseSync, agent: string): ReadonlySet<number> {
  const all = FACTS.map((table) => `SELECT source FROM ${table}`).join(" UNION ");
  const rows = database.prepare(`SELECT id FROM sources WHERE agent = ? AND id IN (${all})`).all(agent);
  return new Set(rows.map(({ id }) => Number(id)));
}

function forgetFiles(
  database: DatabaseSync,
  sources: readonly number[],
  onPath: (path: string) => void,
): void {
  const pathOf = database.prepare("SELECT path FROM sources WHERE id = ?");
  for (const id of sources) {
    onPath(String(pathOf.get(id)?.["path"]));
    for (const table of OF_SOURCES) database.prepare(`DELETE FROM ${table} WHERE source = ?`).run(id);
    database.prepare("DELETE FROM sources WHERE id = ?").run(id);
  }
}

/** A parser's state may hold a session's id: the file is read again from its beginning, without what is forgotten. */
function rereadFilesThatName(database: DatabaseSync, agent: string, sessions: ReadonlySet<string>): void {
  const reset = database.prepare(
    "UPDATE sources SET stamp = '', state = '', offset = 0, head = x'', tail = x'', version = -1 WHERE id = ?",
  );
  for (const { id, state } of database.prepare("SELECT id, state FROM sources WHERE agent = ?").all(agent))
    if ([...sessions].some((session) => String(state).includes(session))) reset.run(Number(id));
}

/** Rewrites the file without the room of what is gone, and empties the log that still shows it. */
function compact(database: DatabaseSync): void {
  database.exec("VACUUM");
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}
