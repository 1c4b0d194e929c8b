// Opens the databases of other programs: they are never written, and nothing is created beside them.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { markOf } from "./file-mark.ts";
import { unreadable } from "./unreadable.ts";

const BUSY_MS = 2000;
const COPY_TRIES = 3;

/** A stamp of a database: its own and that of its write-ahead log, in which the newest rows may stand. */
export function databaseStamp(path: string): string {
  return [path, `${path}-wal`].map((file) => markOf(file)?.stamp ?? "").join(" ");
}

/**
 * Calls `work` with the database opened for reading and gives its answer. Without a write-ahead log it is opened as a
 * file that can't change; with one by way of its shared memory where that exists, else as a private copy of both, which
 * is removed again. Throws where it can't be opened.
 */
export async function withForeignDatabase<T>(path: string, work: Work<T>): Promise<T> {
  if ((markOf(`${path}-wal`)?.size ?? 0) === 0) {
    const url = pathToFileURL(path);
    url.search = "immutable=1";
    return withOpen(url, work);
  }
  if (existsSync(`${path}-shm`)) return withOpen(path, work);
  const folder = mkdtempSync(join(tmpdir(), "tokenworth-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    return await withOpen(copyInto(folder, path), (database) => {
      // It holds texts, and whoever is killed leaves nothing behind that has no name any more. Windows does not allow that.
      database.prepare("SELECT count(*) FROM sqlite_schema").get();
      if (process.platform !== "win32") remove();
      return work(database);
    });
  } finally {
    remove();
  }
}

type Work<T> = (database: DatabaseSync) => Promise<T>;

async function withOpen<T>(path: string | URL, work: Work<T>): Promise<T> {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_MS });
    return await work(database);
  } catch (error) {
    // Told apart from an error of the ledger, which is a database as well.
    if (error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR")
      throw unreadable(error.code);
    throw error;
  } finally {
    database?.close();
  }
}

/** A copy is good only if neither file changed meanwhile. */
function copyInto(folder: string, path: string): string {
  const copy = join(folder, "copy.sqlite");
  for (let attempt = 0; attempt < COPY_TRIES; attempt++) {
    const stamp = databaseStamp(path);
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    if (databaseStamp(path) === stamp) return copy;
  }
  throw unreadable("being-written");
}
