// Rows of the ledger's tables, back to records.
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { Tokens } from "../agents/agent.ts";
import { readBytes } from "./bytes.ts";
import {
  type EditRecord,
  type Part,
  QUALITIES,
  type RequestRecord,
  type SessionRecord,
  type Standing,
  STATUSES,
  type UndoRecord,
} from "./records.ts";

/** A row of a table: its columns in their order. */
export type Row = readonly unknown[];
/** The name with a number; null for 0. */
export type NameOf = (id: number) => string | null;

export type RowQuery = {
  get(...parameters: SQLInputValue[]): Row | null;
  iterate(...parameters: SQLInputValue[]): Iterable<Row>;
};

/** A query that gives whole rows. As objects they would take three times as long to make. */
export function rowQuery(database: DatabaseSync, sql: string): RowQuery {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  return {
    get: (...parameters) => rowOf(statement.get(...parameters)),
    *iterate(...parameters) {
      for (const row of statement.iterate(...parameters)) yield rowOf(row) ?? [];
    },
  };
}

const rowOf = (row: unknown): Row | null => (Array.isArray(row) ? row : null);

/** By their number in the table. */
export const RELATIONS = [null, "subagent", "fork"] as const;

/** The file that a row stems from: the first column of all tables of facts. */
export const readSource = ([source]: Row): number => Number(source);

export function readStanding([, session, key, at, position]: Row, nameOf: NameOf): Standing {
  return {
    session: nameOf(Number(session)) ?? "",
    key: nameOf(Number(key)) ?? "",
    at: Number(at),
    position: Number(position),
  };
}

export function readSession(
  [, session, folder, branch, parent, relation, at]: Row,
  nameOf: NameOf,
): SessionRecord {
  return {
    session: nameOf(Number(session)) ?? "",
    folder: nameOf(Number(folder)),
    branch: nameOf(Number(branch)),
    parent: nameOf(Number(parent)),
    relation: RELATIONS[Number(relation)] ?? null,
    at: numberOf(at),
  };
}

export function readRequest(row: Row, nameOf: NameOf): RequestRecord {
  const { session, key, at, position } = readStanding(row, nameOf);
  const parts = row[19];
  return {
    session,
    key,
    at,
    position,
    model: nameOf(Number(row[5])),
    provider: nameOf(Number(row[6])),
    tokens: row[7] === null ? null : readTokens(row),
    webSearches: Number(row[12]),
    fast: row[13] === 1,
    quality: QUALITIES[Number(row[14])] ?? "none",
    costUsd: numberOf(row[15]),
    sidechain: row[16] === 1,
    sameAs: numberOf(row[17]),
    replay: numberOf(row[18]),
    parts: parts instanceof Uint8Array ? readParts(parts) : NO_PARTS,
  };
}

const NO_PARTS: readonly Part[] = [];

const readTokens = (row: Row): Tokens => ({
  input: Number(row[7]),
  output: Number(row[8]),
  cacheRead: Number(row[9]),
  cacheWrite5m: Number(row[10]),
  cacheWrite1h: Number(row[11]),
});

export function readEdit(row: Row, nameOf: NameOf): EditRecord<number> {
  const [, session, key, stage, at, position, model, status, change] = row;
  return {
    ...readStanding([0, session, key, at, position], nameOf),
    stage: stage === 0 ? "call" : "result",
    model: nameOf(Number(model)),
    status: STATUSES[Number(status)] ?? "unknown",
    change: numberOf(change),
  };
}

export function readUndo([, session, key, edit, at, position]: Row, nameOf: NameOf): UndoRecord {
  return {
    ...readStanding([0, session, key, at, position], nameOf),
    edit: nameOf(Number(edit)) ?? "",
  };
}

function readParts(bytes: Uint8Array): Part[] {
  const reader = readBytes(bytes);
  return Array.from({ length: reader.number() }, () => {
    const print = reader.number();
    const rest = reader.number();
    return { print, input: rest % 2 === 1, tokens: Math.floor(rest / 2) };
  });
}

const numberOf = (value: unknown): number | null => (typeof value === "number" ? value : null);
