// Drops the names that nothing in the ledger refers to any more.
import type { DatabaseSync } from "node:sqlite";

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  sessions: ["session", "folder", "branch", "parent"],
  prompts: ["session", "key"],
  commands: ["session", "key"],
  requests: ["session", "key", "model", "provider"],
  edits: ["session", "key", "model"],
  undos: ["session", "key", "edit"],
  versions: ["path"],
};

/** Keeps the names that a table's column holds, and `others`. Only within a transaction. */
export function dropUnusedNames(database: DatabaseSync, others: ReadonlySet<number>): void {
  const used = new Set(others);
  for (const [table, columns] of Object.entries(COLUMNS))
    for (const column of columns)
      for (const { id } of database.prepare(`SELECT DISTINCT ${column} AS id FROM ${table}`).iterate())
        used.add(Number(id));
  const drop = database.prepare("DELETE FROM names WHERE id = ?");
  for (const { id } of database.prepare("SELECT id FROM names").all())
    if (!used.has(Number(id))) drop.run(id ?? null);
}
