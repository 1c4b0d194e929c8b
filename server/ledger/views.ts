// What the records of a database come down to: joined when somebody asks, and only if anything is new.
import type { DatabaseSync } from "node:sqlite";
import type { Changes } from "./changes.ts";
import { readAtOnce } from "./database.ts";
import type { EditFact } from "./facts.ts";
import { type Joined, joinRecords, type Placed, type Records } from "./join.ts";
import type { Names } from "./names.ts";
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

/** Makes it again only after a write of facts, by this process (`writes` counts them) or by another. */
export function remembered<T>(database: DatabaseSync, writes: () => number, make: () => T): () => T {
  const others = database.prepare("PRAGMA data_version");
  let last: { readonly stamp: string; readonly value: T } | null = null;
  return () =>
    readAtOnce(database, () => {
      const stamp = `${String(others.get()?.["data_version"])} ${writes()}`;
      if (last?.stamp !== stamp) last = { stamp, value: make() };
      return last.value;
    });
}

/** The records of all agents, joined agent by agent. */
export function joinAll(database: DatabaseSync, names: Names, changes: Changes): Joined[] {
  const all = names.all();
  const nameOf: NameOf = (id) => all.get(id) ?? null;
  const agents = database.prepare("SELECT DISTINCT agent FROM sources ORDER BY agent").all();
  return agents.map((row) => {
    const agent = String(row["agent"]);
    return joinRecords(agent, recordsOf(database, agent, nameOf), changes.better);
  });
}

/** All records of an agent's files. */
export function recordsOf(database: DatabaseSync, agent: string, nameOf: NameOf): Records {
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

/** The edits with what they did, one after the other: all of them at once would fill the memory. */
export function* editsOf(
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
