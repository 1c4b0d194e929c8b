// Opens the ledger's file: the user's alone, safe against a crash at any moment, of the newest schema.
import { chmodSync, closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makePrivateFolder } from "./folder.ts";
import { steps } from "./schema.ts";

const FILE = "ledger.sqlite";
const BUSY_MS = 15_000;

/** Opens the database in a folder, and makes both when they are missing. Throws where it can't be read or is of a later version. */
export function openDatabase(folder: string): DatabaseSync {
  makePrivateFolder(folder);
  const path = join(folder, FILE);
  // SQLite would make it readable for others; what it adds beside it takes over this file's mode.
  if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
  if (process.platform !== "win32") chmodSync(path, 0o600);
  const database = new DatabaseSync(path, { timeout: BUSY_MS });
  try {
    database.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000; PRAGMA trusted_schema = OFF",
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
  if (database.isTransaction) return work();
  database.exec("BEGIN IMMEDIATE");
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
      throw new Error(`the ledger is of a later version of Tokenworth (${version})`);
    for (const step of steps.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${steps.length}`);
  });
}

const versionOf = (database: DatabaseSync): number =>
  Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
