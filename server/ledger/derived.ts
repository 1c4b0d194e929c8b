// What may be dropped and made again at any time.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { FILE } from "./database.ts";
import { ERASED, notesOf } from "./notes.ts";
import type { UnlessErased } from "./unless-erased.ts";

/** Values that can be dropped and made again, by repository and name. */
export type Derived = {
  get(repository: string, name: string): Uint8Array | null;
  /** Nothing is put where something was erased since the ledger was opened: the value may tell of it. */
  put(repository: string, name: string, value: Uint8Array): void;
  /** Of one repository, or of all. */
  drop(repository?: string): void;
};

/** The derived values of a database. */
export function derivedOf(database: DatabaseSync, unless: UnlessErased): Derived {
  const put = database.prepare("INSERT OR REPLACE INTO derived VALUES (?, ?, ?)");
  const dropOne = database.prepare("DELETE FROM derived WHERE repository = ?");
  const dropAll = database.prepare("DELETE FROM derived");
  return {
    get: findIn(database),
    put: (repository, name, value) => unless.write(() => put.run(repository, name, value)),
    drop: (repository) => void (repository === undefined ? dropAll.run() : dropOne.run(repository)),
  };
}

function findIn(database: DatabaseSync): Derived["get"] {
  const find = database.prepare("SELECT value FROM derived WHERE repository = ? AND name = ?");
  return (repository, name) => {
    const value = find.get(repository, name)?.["value"];
    return value instanceof Uint8Array ? value : null;
  };
}

/** One derived value of the ledger in a folder, which is opened for it and changed in nothing; null where that can't be had, or everything was erased. */
export function derivedValue(folder: string, repository: string, name: string): Uint8Array | null {
  try {
    const database = new DatabaseSync(join(folder, FILE), { readOnly: true });
    try {
      return notesOf(database).number(ERASED) > 0 ? null : findIn(database)(repository, name);
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}
