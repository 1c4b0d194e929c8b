// Looks at the ledger's file without making, changing or setting aside anything.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { FILE, isForeign, isLater } from "./database.ts";
import { notesOf } from "./notes.ts";
import { ASIDE, damageOf, OTHER_KEY } from "./set-aside.ts";
import { storageProblemOf } from "./storage-problem.ts";
import { markOfKey } from "./usable.ts";

export type Inspection = {
  readonly folder: string;
  readonly exists: boolean;
  /** With what SQLite keeps beside it. */
  readonly bytes: number;
  /** What is wrong with it, in a few words; null where nothing is. */
  readonly problem: string | null;
  /** Folders of files that stood in the ledger's place once. */
  readonly setAside: readonly string[];
};

/** Inspects the ledger in a folder, every page of it. `key`: the user's own, null where there is none. */
export function inspectLedger(folder: string, key: Uint8Array | null): Inspection {
  const path = join(folder, FILE);
  const exists = existsSync(path);
  return {
    folder,
    exists,
    bytes: [path, `${path}-wal`, `${path}-shm`].reduce(
      (sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
      0,
    ),
    problem: exists ? problemOf(path, key) : null,
    setAside: existsSync(join(folder, ASIDE))
      ? readdirSync(join(folder, ASIDE)).map((name) => join(folder, ASIDE, name))
      : [],
  };
}

function problemOf(path: string, key: Uint8Array | null): string | null {
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      if (isForeign(database)) return "it is another program's database";
      if (isLater(database)) return "it was written by a later version of Tokenworth";
      const said = database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"];
      if (said !== "ok") return "it is damaged";
      return isOfKey(database, key) ? null : OTHER_KEY;
    } finally {
      database.close();
    }
  } catch (error) {
    return (
      damageOf(error) ?? storageProblemOf(error) ?? (error instanceof Error ? error.message : String(error))
    );
  }
}

/** One of the first version has no note of its key yet. */
function isOfKey(database: DatabaseSync, key: Uint8Array | null): boolean {
  const hasNotes = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'notes'").get() !== undefined;
  const noted = hasNotes ? notesOf(database).get("key") : null;
  return noted === null || (key !== null && Buffer.compare(noted, markOfKey(key)) === 0);
}
