// The order in which files are read: those that begin alike one after the other, since what one told need not be parsed
// again in the next.
import { hash } from "node:crypto";
import { closeSync, readSync } from "node:fs";
import { openFile } from "./open-file.ts";
import type { Pause } from "./read-file.ts";

/** Records hold ids and times: what is equal up to here is a copy. */
const BEGINNING = 1024;

/**
 * The same tasks in groups: those of one agent whose files begin alike, at the place of the first. The largest comes first:
 * mostly the others are beginnings of it.
 */
export async function alikeTogether<
  T extends {
    readonly agent: { readonly id: string };
    readonly path: string;
    readonly mark: { readonly size: number };
  },
>(tasks: readonly T[], pause: Pause): Promise<T[][]> {
  const groups = new Map<string, T[]>();
  for (const task of tasks) {
    await pause();
    const beginning = `${task.agent.id}\n${beginningOf(task.path) ?? task.path}`;
    const group = groups.get(beginning);
    if (group === undefined) groups.set(beginning, [task]);
    else group.push(task);
  }
  return [...groups.values()].map((group) => group.toSorted((a, b) => b.mark.size - a.mark.size));
}

/** A digest of a file's beginning; null where it can't be read. */
function beginningOf(path: string): string | null {
  try {
    const file = openFile(path);
    try {
      const bytes = Buffer.alloc(BEGINNING);
      return hash("sha1", bytes.subarray(0, readSync(file, bytes)), "binary");
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}
