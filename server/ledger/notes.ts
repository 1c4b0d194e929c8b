// What the ledger knows of itself: by name, a few bytes each.
import type { DatabaseSync } from "node:sqlite";

/** When the ledger was begun, and when logs were last read to their end: epoch ms. */
export const BEGUN = "begun";
export const LAST_RUN = "last run";
/** 1: everything was erased, and no logs were read since. */
export const ERASED = "erased";

export type Notes = {
  get(name: string): Uint8Array | null;
  put(name: string, value: Uint8Array): void;
  /** The number noted; 0 where there is none. */
  number(name: string): number;
  putNumber(name: string, value: number): void;
};

/** The notes of a database. */
export function notesOf(database: DatabaseSync): Notes {
  const find = database.prepare("SELECT value FROM notes WHERE name = ?");
  const insert = database.prepare("INSERT OR REPLACE INTO notes VALUES (?, ?)");
  const get = (name: string): Uint8Array | null => {
    const value = find.get(name)?.["value"];
    return value instanceof Uint8Array ? value : null;
  };
  const put = (name: string, value: Uint8Array): void => void insert.run(name, value);
  return {
    get,
    put,
    number: (name) => Number(Buffer.from(get(name) ?? []).toString("latin1")),
    putNumber: (name, value) => put(name, Buffer.from(String(value), "latin1")),
  };
}
