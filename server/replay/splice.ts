// One file's lines led through a change: the stretches between hunks keep their identities.
import type { Hunk } from "../git/facts.ts";

/** Stands where a line was added, until `settle` gives it an identity. */
export const ADDED = -1;

/** One place of a file where lines were put in, taken out, or both. */
export type Change = {
  /** 0-based line of the new version. */
  readonly at: number;
  /** Texts of the new lines from `at` on. */
  readonly added: readonly string[];
  /** Identities taken out there. */
  readonly removed: Int32Array;
};

/**
 * The new version of a file: `lines` with the old identities kept and ADDED for new lines, and the changes in order.
 * null where the hunks do not fit the old lines, so that nothing may be said about the new ones.
 */
export function splice(
  old: Int32Array,
  hunks: readonly Hunk[],
): { readonly lines: Int32Array; readonly changes: readonly Change[] } | null {
  let length = old.length;
  for (const hunk of hunks) length += hunk.added.length - hunk.oldLines;
  if (length < 0) return null;
  const lines = new Int32Array(length);
  const changes: Change[] = [];
  let from = 0;
  let to = 0;
  for (const hunk of hunks) {
    // With no old lines the hunk comes after line oldStart; otherwise oldStart is the first that goes.
    const start = hunk.oldLines === 0 ? hunk.oldStart : hunk.oldStart - 1;
    const end = start + hunk.oldLines;
    const at = to + start - from;
    const stated = hunk.added.length === 0 ? hunk.newStart : hunk.newStart - 1;
    if (start < from || end > old.length || at !== stated || at + hunk.added.length > length) return null;
    copy(old, from, start, lines, to);
    lines.fill(ADDED, at, at + hunk.added.length);
    changes.push({ at, added: hunk.added, removed: old.slice(start, end) });
    from = end;
    to = at + hunk.added.length;
  }
  if (length - to !== old.length - from) return null;
  copy(old, from, old.length, lines, to);
  return { lines, changes };
}

/** Below this a loop is quicker than a view and a copy of it. */
const FEW = 64;

function copy(from: Int32Array, start: number, end: number, into: Int32Array, at: number): void {
  if (end - start > FEW) into.set(from.subarray(start, end), at);
  else for (let i = start, to = at; i < end; i++, to++) into[to] = from[i] ?? 0;
}
