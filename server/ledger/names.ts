// Ids, keys, paths and the like, each stored once and known by a number. 0 stands for none.
import type { DatabaseSync } from "node:sqlite";
import { rowQuery } from "./rows.ts";

const REMEMBERED = 100_000;

export type Names = {
  /** The number of a name, made if it is new. Only within a transaction. */
  put(name: string | null): number;
  /** The name with a number; null for 0. */
  get(id: number): string | null;
  /** The number of a name; null where it has none. */
  find(name: string): number | null;
  /** All names by their numbers. */
  all(): ReadonlyMap<number, string>;
  /** Forgets what it remembers: for after a transaction that came to nothing. */
  forget(): void;
};

/** The names of a database. */
export function namesOf(database: DatabaseSync): Names {
  const find = database.prepare("SELECT id FROM names WHERE name = ?");
  const insert = database.prepare("INSERT OR IGNORE INTO names (name) VALUES (?)");
  const byId = database.prepare("SELECT name FROM names WHERE id = ?");
  const every = rowQuery(database, "SELECT id, name FROM names");
  const known = new Map<string, number>();
  return {
    put: (name) => {
      if (name === null) return 0;
      const remembered = known.get(name);
      if (remembered !== undefined) return remembered;
      // Most names that are not remembered are new.
      const { changes, lastInsertRowid } = insert.run(name);
      const id = Number(changes === 1 ? lastInsertRowid : find.get(name)?.["id"]);
      if (known.size >= REMEMBERED) known.clear();
      known.set(name, id);
      return id;
    },
    get: (id) => {
      const name = byId.get(id)?.["name"];
      return typeof name === "string" ? name : null;
    },
    find: (name) => {
      const id = find.get(name)?.["id"];
      return id === undefined ? null : Number(id);
    },
    all: () => {
      const names = new Map<number, string>();
      for (const [id, name] of every.iterate()) names.set(Number(id), String(name));
      return names;
    },
    forget: () => known.clear(),
  };
}
