// A file in the ledger's place that can't be used is put aside, never deleted but by its user: somebody may
// still get something out of it.
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { FILE, FOREIGN } from "./database.ts";
import { makePrivateFolder } from "./folder.ts";

export const ASIDE = "set-aside";
/** A ledger whose key is gone: nothing in it can be recognised any more. */
export const OTHER_KEY = "it was made with another key";

/** What was put where, and why (`it is damaged`). */
export type SetAside = { readonly folder: string; readonly reason: string };

/** SQLite's numbers for a file that is broken, and for one that is no database. */
const CORRUPT = 11;
const NOT_A_DATABASE = 26;
/** What SQLite says, with no number of its own, where a damaged head claims a format that nobody writes. */
const STRANGE_FORMAT = "unsupported file format";

/** Why a file can't be used as it stands; null for an error of another kind, such as a disk that is full. */
export function damageOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error.message === FOREIGN || error.message === OTHER_KEY) return error.message;
  if (error.message === STRANGE_FORMAT) return "it is damaged";
  const code = "errcode" in error && typeof error.errcode === "number" ? error.errcode & 0xff : 0;
  return code === CORRUPT || code === NOT_A_DATABASE ? "it is damaged" : null;
}

/** The file that stands in the ledger's place now; null where there is none. */
export function identityOf(folder: string): string | null {
  const stats = statSync(join(folder, FILE), { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`;
}

/**
 * Moves the database and what belongs to it into a folder of its own, unless another file than `identity` stands there
 * by now: then somebody else has done it. Gives the new place. Throws where the system refuses.
 */
export function setAside(folder: string, identity: string | null, reason: string): SetAside | null {
  if (identity === null || identityOf(folder) !== identity) return null;
  makePrivateFolder(join(folder, ASIDE));
  const target = freshFolder(join(folder, ASIDE), new Date());
  for (const name of [FILE, `${FILE}-wal`, `${FILE}-shm`])
    if (existsSync(join(folder, name))) renameSync(join(folder, name), join(target, name));
  return { folder: target, reason };
}

/** Erases all that was ever set aside: the user asked for it. */
export function forgetSetAside(folder: string): void {
  rmSync(join(folder, ASIDE), { recursive: true, force: true });
}

function freshFolder(parent: string, now: Date): string {
  const name = now.toISOString().replaceAll(":", "-");
  for (let attempt = 0; ; attempt++) {
    const folder = join(parent, attempt === 0 ? name : `${name}-${attempt}`);
    try {
      mkdirSync(folder, { mode: 0o700 });
      return folder;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}
