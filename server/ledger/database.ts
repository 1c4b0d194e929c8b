// Opens the ledger's file: the user's alone, safe against a crash at any moment, of the newest schema.
import { chmodSync, closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makePrivateFolder } from "./folder.ts";
import { APPLICATION, steps } from "./schema.ts";

export const FILE = "ledger.sqlite";
const BUSY_MS = 15_000;

/** A file that stands in the ledger's place and is none: a database of another program. */
export const FOREIGN = "it is another program's database";

/**
 * Opens the database in a folder, and makes both when they are missing. Throws where it can't be read, is damaged, is
 * another program's or is of a later version.
 */
export function openDatabase(folder: string): DatabaseSync {
  makePrivateFolder(folder);
  const path = join(folder, FILE);
  // SQLite would make it readable for others; what it adds beside it takes over this file's mode.
  if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
  if (process.platform !== "win32") chmodSync(path, 0o600);
  const database = new DatabaseSync(path, { timeout: BUSY_MS });
  try {
    // Before anything is written to it.
    if (isForeign(database)) throw new Error(FOREIGN);
    database.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON",
    );
    migrate(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/**
 * Runs `work` in a transaction that takes the writer's place at once: all of it is kept, or, when it throws, nothing.
 * Inside another transaction it is part of that.
 */
export function transact<T>(database: DatabaseSync, work: () => T): T {
  return within(database, "BEGIN IMMEDIATE", work);
}

/** Runs `work` on the database as it is at one moment, whatever others write meanwhile. */
export function readAtOnce<T>(database: DatabaseSync, work: () => T): T {
  return within(database, "BEGIN", work);
}

function within<T>(database: DatabaseSync, begin: string, work: () => T): T {
  if (database.isTransaction) return work();
  database.exec(begin);
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function migrate(database: DatabaseSync): void {
  if (versionOf(database) === steps.length) return;
  transact(database, () => {
    const version = versionOf(database);
    if (version > steps.length)
      throw new Error(
        `it was written by a later version of Tokenworth (schema ${version}, this one knows ${steps.length}): update this one, or let it keep its data elsewhere (TOKENWORTH_HOME)`,
      );
    for (const step of steps.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${steps.length}`);
  });
}

/** Whether a later version of Tokenworth wrote it. */
export const isLater = (database: DatabaseSync): boolean => versionOf(database) > steps.length;

/** Neither empty nor ours. The first version of ours had no mark yet, but its tables. */
export function isForeign(database: DatabaseSync): boolean {
  const mark = numberOf(database, "application_id");
  if (mark === APPLICATION) return false;
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  if (mark === 0 && tables.length === 0) return false;
  const names = new Set(tables.map(({ name }) => name));
  return mark !== 0 || !["sources", "changes", "derived"].every((name) => names.has(name));
}

const versionOf = (database: DatabaseSync): number => numberOf(database, "user_version");

const numberOf = (database: DatabaseSync, pragma: string): number =>
  Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
