// Where in a version of a file the hunks of a record belong.
import { align } from "./align.ts";
import { sideOf, weigher } from "./weigh.ts";
import { NOBODY, type Registry } from "./registry.ts";
import type { PrintedHunk } from "../ledger/facts.ts";

/** A hunk and the 0-based line of the version before at which its old side begins. */
export type LocatedHunk = { readonly start: number; readonly hunk: PrintedHunk };

export type Located = {
  /** The version before, with lines of a hunk's old side put in that it lacked. */
  readonly before: Int32Array;
  readonly found: readonly LocatedHunk[];
  /** Hunks that stand nowhere. */
  readonly lost: readonly PrintedHunk[];
};

/**
 * Finds each hunk's old side (context and removed lines) in a version: where the record says, else the nearest place
 * after the hunk before it. Where `loosely`, the version may be older than the edit: a hunk of which only a part is
 * found there shows what a person did in between.
 */
export function locate(
  version: Int32Array,
  hunks: readonly PrintedHunk[],
  loosely: boolean,
  registry: Registry,
): Located {
  const found: LocatedHunk[] = [];
  const lost: PrintedHunk[] = [];
  let before = Array.from(version);
  let from = 0;
  let shift = 0;
  for (const hunk of hunks) {
    const old = oldSide(hunk);
    const stated = hunk.oldStart === null ? null : hunk.oldStart + shift;
    let start = findOld(
      before.map((id) => registry.text(id)),
      old,
      stated,
      from,
    );
    if (start < 0 && loosely) {
      const corrected = correct(before, hunk, from, registry);
      if (corrected !== null) {
        shift += corrected.before.length - before.length;
        ({ before, start } = corrected);
      }
    }
    if (start < 0) lost.push(hunk);
    else {
      found.push({ start, hunk });
      from = start + old.length;
    }
  }
  return { before: Int32Array.from(before), found, lost };
}

/** How far lines may have moved apart between a version and the edit made on a later one. */
const REACH = 12;

/** The version with the old side of a hunk in it, where the best part of that is found there in one stretch. */
function correct(
  before: readonly number[],
  hunk: PrintedHunk,
  from: number,
  registry: Registry,
): { before: number[]; start: number } | null {
  const places = [...hunk.signs].flatMap((sign, k) => (sign === "+" ? [] : [k]));
  const snippet = {
    text: places.map((k) => hunk.lines.text[k] ?? -1),
    space: places.map((k) => (hunk.lines.flags[k] ?? 0) >>> 1),
  };
  let best: { pairs: Int32Array; offset: number; count: number } | null = null;
  for (const offset of offsetsOf(before, snippet.text, from, registry)) {
    const low = Math.max(from, offset - REACH);
    const window = Int32Array.from(before.slice(low, offset + snippet.text.length + REACH));
    const pairs = align(snippet, sideOf(window, registry), weigher(registry));
    const count = pairs.reduce(
      (sum, j) => sum + (j >= 0 && registry.significant(window[j] ?? -1) ? 1 : 0),
      0,
    );
    if (best === null || count > best.count) best = { pairs, offset: low, count };
  }
  if (best === null || best.count < 2) return null;
  const { pairs, offset } = best;
  const first = pairs.find((j) => j >= 0) ?? 0;
  const last = pairs.findLast((j) => j >= 0) ?? 0;
  const middle = places.map((k, i) => {
    const pair = pairs[i] ?? -1;
    if (pair >= 0) return before[offset + pair] ?? 0;
    const flags = hunk.lines.flags[k] ?? 0;
    return registry.add(hunk.lines.text[k] ?? 0, flags >>> 1, (flags & 1) === 1, NOBODY);
  });
  return {
    before: [...before.slice(0, offset + first), ...middle, ...before.slice(offset + last + 1)],
    start: offset + first,
  };
}

/** Where a snippet may begin, by the places of its least common lines. */
function offsetsOf(
  before: readonly number[],
  texts: readonly number[],
  from: number,
  registry: Registry,
): number[] {
  const order = texts
    .map((text, i) => ({ text, i, births: registry.births(text) }))
    .filter(({ births }) => births > 0)
    .sort((a, b) => a.births - b.births || a.i - b.i);
  const offsets = new Set<number>();
  for (const { text, i } of order) {
    for (let j = from; j < before.length && offsets.size < 16; j++)
      if (registry.text(before[j] ?? -1) === text) offsets.add(Math.max(from, j - i));
    if (offsets.size >= 4) break;
  }
  return [...offsets];
}

/** Keys of the lines that a hunk expects to find. */
function oldSide(hunk: PrintedHunk): number[] {
  const old: number[] = [];
  for (let k = 0; k < hunk.signs.length; k++) if (hunk.signs[k] !== "+") old.push(hunk.lines.text[k] ?? -1);
  return old;
}

function findOld(
  texts: readonly number[],
  old: readonly number[],
  oldStart: number | null,
  from: number,
): number {
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

function fits(texts: readonly number[], old: readonly number[], at: number): boolean {
  if (at < 0 || at + old.length > texts.length) return false;
  for (let k = 0; k < old.length; k++) if (texts[at + k] !== old[k]) return false;
  return true;
}
