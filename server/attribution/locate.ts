// Where in a version of a file the hunks of a record belong.
import type { Registry } from "./registry.ts";
import type { PrintedHunk } from "../ledger/facts.ts";

/** A hunk and the 0-based line of the version before at which its old side begins. */
export type LocatedHunk = { readonly start: number; readonly hunk: PrintedHunk };

/**
 * Finds each hunk's old side (context and removed lines) in a version: where the record says, else the nearest place
 * after the hunk before it. `lost` are those that stand nowhere.
 */
export function locate(
  before: Int32Array,
  hunks: readonly PrintedHunk[],
  registry: Registry,
): { readonly found: readonly LocatedHunk[]; readonly lost: readonly PrintedHunk[] } {
  const found: LocatedHunk[] = [];
  const lost: PrintedHunk[] = [];
  const texts = Float64Array.from(before, (id) => registry.text(id));
  let from = 0;
  for (const hunk of hunks) {
    const old = oldSide(hunk);
    const start = findOld(texts, old, hunk.oldStart, from);
    if (start < 0) lost.push(hunk);
    else {
      found.push({ start, hunk });
      from = start + old.length;
    }
  }
  return { found, lost };
}

/** Keys of the lines that a hunk expects to find. */
function oldSide(hunk: PrintedHunk): number[] {
  const old: number[] = [];
  for (let k = 0; k < hunk.signs.length; k++) if (hunk.signs[k] !== "+") old.push(hunk.lines.text[k] ?? -1);
  return old;
}

function findOld(texts: Float64Array, old: readonly number[], oldStart: number | null, from: number): number {
  const stated = oldStart === null ? -1 : Math.max(0, oldStart - 1);
  if (old.length === 0)
    return stated < 0 ? texts.length : stated < from ? -1 : Math.min(stated, texts.length);
  if (stated >= from && fits(texts, old, stated)) return stated;
  let best = -1;
  for (let at = from; at + old.length <= texts.length; at++) {
    if (!fits(texts, old, at)) continue;
    if (stated < 0) return at;
    if (best < 0 || Math.abs(at - stated) < Math.abs(best - stated)) best = at;
  }
  return best;
}

function fits(texts: Float64Array, old: readonly number[], at: number): boolean {
  if (at < 0 || at + old.length > texts.length) return false;
  for (let k = 0; k < old.length; k++) if (texts[at + k] !== old[k]) return false;
  return true;
}
