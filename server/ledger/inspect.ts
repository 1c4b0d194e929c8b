// Looks at the ledger's file without making, changing or setting aside anything.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { FILE, isForeign, isLater } from "./database.ts";
import { ASIDE, damageOf } from "./set-aside.ts";
import { storageProblemOf } from "./storage-problem.ts";

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

/** Inspects the ledger in a folder, every page of it. */
export function inspectLedger(folder: string): Inspection {
  const path = join(folder, FILE);
  const exists = existsSync(path);
  return {
    folder,
    exists,
    bytes: [path, `${path}-wal`, `${path}-shm`].reduce(
      (sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
      0,
    ),
    problem: exists ? problemOf(path) : null,
    setAside: existsSync(join(folder, ASIDE))
      ? readdirSync(join(folder, ASIDE)).map((name) => join(folder, ASIDE, name))
      : [],
  };
}

function problemOf(path: string): string | null {
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      if (isForeign(database)) return "it is another program's database";
      if (isLater(database)) return "it was written by a later version of Tokenworth";
      const said = database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"];
      return said === "ok" ? null : "it is damaged";
    } finally {
      database.close();
    }
  } catch (error) {
    return (
      damageOf(error) ?? storageProblemOf(error) ?? (error instanceof Error ? error.message : String(error))
    );
  }
}
