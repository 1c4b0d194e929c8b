// Rows of the ledger's tables, back to records.
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

export type Row = Readonly<Record<string, unknown>>;
/** The name with a number; null for 0. */
export type NameOf = (id: number) => string | null;

/** By their number in the table. */
export const RELATIONS = [null, "subagent", "fork"] as const;

export function readStanding(row: Row, nameOf: NameOf): Standing {
  return {
    session: nameOf(Number(row["session"])) ?? "",
    key: nameOf(Number(row["key"])) ?? "",
    at: Number(row["at"]),
    position: Number(row["position"]),
  };
}

export function readSession(row: Row, nameOf: NameOf): SessionRecord {
  return {
    session: nameOf(Number(row["session"])) ?? "",
    folder: nameOf(Number(row["folder"])),
    branch: nameOf(Number(row["branch"])),
    parent: nameOf(Number(row["parent"])),
    relation: RELATIONS[Number(row["relation"])] ?? null,
    at: numberOf(row["at"]),
  };
}

export function readRequest(row: Row, nameOf: NameOf): RequestRecord {
  const count = (name: string): number => Number(row[name]);
  const tokens = {
    input: count("input"),
    output: count("output"),
    cacheRead: count("cache_read"),
    cacheWrite5m: count("cache_write_5m"),
    cacheWrite1h: count("cache_write_1h"),
  };
  return {
    ...readStanding(row, nameOf),
    model: nameOf(count("model")),
    provider: nameOf(count("provider")),
    tokens: row["input"] === null ? null : tokens,
    webSearches: count("web_searches"),
    fast: row["fast"] === 1,
    quality: QUALITIES[count("quality")] ?? "none",
    costUsd: numberOf(row["cost_usd"]),
    sidechain: row["sidechain"] === 1,
    sameAs: numberOf(row["same_as"]),
    replay: numberOf(row["replay"]),
    parts: row["parts"] instanceof Uint8Array ? readParts(row["parts"]) : [],
  };
}

export function readEdit(row: Row, nameOf: NameOf): EditRecord<number> {
  return {
    ...readStanding(row, nameOf),
    stage: row["stage"] === 0 ? "call" : "result",
    model: nameOf(Number(row["model"])),
    status: STATUSES[Number(row["status"])] ?? "unknown",
    change: numberOf(row["change"]),
  };
}

export function readUndo(row: Row, nameOf: NameOf): UndoRecord {
  return { ...readStanding(row, nameOf), edit: nameOf(Number(row["edit"])) ?? "" };
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
