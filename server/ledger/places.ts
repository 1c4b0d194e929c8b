// Where repositories were seen: so that one is known again when it has moved.
import type { DatabaseSync } from "node:sqlite";
import type { UnlessErased } from "./unless-erased.ts";

/** A folder that was a checkout's root, and the commits without parents of its repository, sorted. */
export type Place = { readonly folder: string; readonly roots: readonly string[] };

export type Places = {
  /** In the order in which they were first seen. */
  all(): readonly Place[];
  /**
   * Remembers what stands at a folder now. What was known of it is kept where it is the same repository. Nothing is
   * remembered where something was erased since the ledger was opened.
   */
  put(place: Place): void;
};

/** Drops the places in which nothing lies that a record names. Only within a transaction. */
export function dropStrangePlaces(database: DatabaseSync): void {
  const named = database.prepare(
    "SELECT 1 FROM names WHERE name = ?1 OR substr(name, 1, length(?1) + 1) IN (?1 || '/', ?1 || '\\') LIMIT 1",
  );
  const drop = database.prepare("DELETE FROM places WHERE folder = ?");
  for (const { folder } of database.prepare("SELECT folder FROM places").all())
    if (named.get(folder ?? null) === undefined) drop.run(folder ?? null);
}

/** The places of a database. */
export function placesOf(database: DatabaseSync, unless: UnlessErased): Places {
  const every = database.prepare("SELECT folder, roots FROM places ORDER BY id");
  const find = database.prepare("SELECT roots FROM places WHERE folder = ?");
  const update = database.prepare("UPDATE places SET roots = ? WHERE folder = ?");
  const replace = database.prepare("INSERT OR REPLACE INTO places (folder, roots) VALUES (?, ?)");
  return {
    all: () =>
      every.all().map((row) => ({ folder: String(row["folder"]), roots: String(row["roots"]).split(" ") })),
    put({ folder, roots }) {
      const known = find.get(folder)?.["roots"];
      const text = roots.join(" ");
      if (known === text) return;
      const same = typeof known === "string" && known.split(" ").some((root) => roots.includes(root));
      unless.write(() => (same ? update.run(text, folder) : replace.run(folder, text)));
    },
  };
}
