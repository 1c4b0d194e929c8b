// An agent's record of an edit becomes versions of a file: what it was before, line by line, and what it was after.
import { align } from "./align.ts";
import { baseOf, nearest, resolve } from "./resolve.ts";
import type { Memory } from "./memory.ts";
import { sideOf, weigher } from "./weigh.ts";
import { locate, type LocatedHunk } from "./locate.ts";
import { contentKey } from "./versions.ts";
import type { PrintedFileEdit, PrintedHunk } from "../ledger/facts.ts";

export type EditOfFile = {
  /** Relative to the repository's root, as are all paths here. */
  readonly path: string;
  readonly movedTo: string | null;
  readonly at: number;
  /** Index of the edit: the writer of its lines. */
  readonly writer: number;
  readonly file: PrintedFileEdit;
};

/** What one edit did to one file, as identities. */
export type Recorded = {
  readonly written: number[];
  readonly removed: number[];
  /** The part of `removed` in whose place the edit wrote other lines. */
  readonly replaced: number[];
  /** Lines that the turn had taken out before and that the edit put back. */
  readonly restored: number[];
};

/** The lines that a turn took out of a path, with what stood beside them: should it write one again there, it is the same line. */
export type TakenOut = Map<number, { readonly above: number; readonly below: number }>;

/** Follows one edit of a file; remembers the versions before and after it. */
export function record(edit: EditOfFile, takenOut: TakenOut, memory: Memory): Recorded {
  const { path, movedTo, file } = edit;
  const result: Recorded = { written: [], removed: [], replaced: [], restored: [] };
  const text = file.before === null ? wholeText(file) : null;
  const before =
    file.before !== null
      ? resolve(file.before, edit, memory)
      : text !== null
        ? nearestLines(text, path, memory)
        : baseOf(edit, memory);
  if (file.change === "delete") {
    result.removed.push(...before);
    remember(path, new Int32Array(0), edit, memory);
    return result;
  }
  const hunks = text === null ? file.hunks : [hunkBetween(before, text, memory)];
  const { before: known, found, lost } = locate(before, hunks, file.before === null, memory.registry);
  // What somebody else put back cannot come back once more.
  for (const id of known) takenOut.delete(id);
  const after = applyHunks(known, found, edit, takenOut, memory, result);
  remember(movedTo ?? path, after, edit, memory);
  // Where no known version fits, what was put in is all that is known of the file.
  for (const hunk of lost) {
    const put = applyHunks(
      new Int32Array(0),
      [{ start: 0, hunk: additionsOf(hunk) }],
      edit,
      takenOut,
      memory,
      result,
    );
    if (put.length > 0) remember(movedTo ?? path, put, edit, memory);
  }
  return result;
}

/** A record that shows nothing but the whole text after the edit: one hunk of additions that says not where. */
function wholeText({ change, hunks }: PrintedFileEdit): PrintedHunk | null {
  const [hunk] = hunks;
  if (change !== "update" || hunk === undefined || hunks.length > 1 || hunk.oldStart !== null) return null;
  return /^\+*$/.test(hunk.signs) ? hunk : null;
}

function nearestLines({ lines }: PrintedHunk, path: string, memory: Memory): Int32Array {
  return nearest(memory.versions.ofPath(path), lines, memory)?.lines ?? new Int32Array(0);
}

/** What turns a version into a whole new text. */
function hunkBetween(before: Int32Array, whole: PrintedHunk, { registry }: Memory): PrintedHunk {
  const old = sideOf(before, registry);
  const space = Float64Array.from(whole.lines.flags, (flags) => flags >>> 1);
  const pairs = align({ text: whole.lines.text, space }, old, weigher(registry));
  const signs: string[] = [];
  const text: number[] = [];
  const flags: number[] = [];
  const sketches: (Uint8Array | null)[] = [];
  let j = 0;
  const takeOut = (end: number): void => {
    for (; j < end; j++) {
      signs.push("-");
      text.push(old.text[j] ?? 0);
      flags.push(0);
      sketches.push(null);
    }
  };
  pairs.forEach((pair, i) => {
    if (pair >= 0) takeOut(pair);
    if (pair >= 0) j = pair + 1;
    signs.push(pair >= 0 ? " " : "+");
    text.push(whole.lines.text[i] ?? 0);
    flags.push(whole.lines.flags[i] ?? 0);
    sketches.push(pair >= 0 ? null : (whole.sketches[i] ?? null));
  });
  takeOut(before.length);
  return {
    oldStart: 1,
    signs: signs.join(""),
    lines: { text: Float64Array.from(text), flags: Uint32Array.from(flags) },
    sketches,
  };
}

function remember(path: string, lines: Int32Array, { at }: EditOfFile, { registry, versions }: Memory): void {
  versions.add(
    { path, lines, at, recorded: true },
    contentKey(Float64Array.from(lines, (id) => registry.text(id))),
  );
}

function additionsOf(hunk: PrintedHunk): PrintedHunk {
  const keep = [...hunk.signs].flatMap((sign, i) => (sign === "+" ? [i] : []));
  return {
    oldStart: 1,
    signs: "+".repeat(keep.length),
    lines: {
      text: Float64Array.from(keep, (i) => hunk.lines.text[i] ?? 0),
      flags: Uint32Array.from(keep, (i) => hunk.lines.flags[i] ?? 0),
    },
    sketches: keep.map((i) => hunk.sketches[i] ?? null),
  };
}

/** Puts located hunks into the version before. Gives the version after; what was written and taken out goes into `result`. */
function applyHunks(
  before: Int32Array,
  hunks: readonly LocatedHunk[],
  edit: EditOfFile,
  takenOut: TakenOut,
  memory: Memory,
  result: Recorded,
): Int32Array {
  const after: number[] = [];
  let old = 0;
  for (const { start, hunk } of hunks) {
    while (old < start) after.push(before[old++] ?? 0);
    for (let k = 0; k < hunk.signs.length;) {
      if (hunk.signs[k] === " ") {
        after.push(before[old++] ?? 0);
        k++;
        continue;
      }
      const gone: number[] = [];
      const put: Put[] = [];
      for (; k < hunk.signs.length && hunk.signs[k] !== " "; k++) {
        if (hunk.signs[k] === "-") gone.push(before[old++] ?? 0);
        else
          put.push({
            ...printAt(hunk, k),
            sketch: hunk.sketches[k] ?? null,
          });
      }
      replace(after, gone, put, before[old] ?? -1, edit, takenOut, memory, result);
    }
  }
  while (old < before.length) after.push(before[old++] ?? 0);
  return Int32Array.from(after);
}

type Put = {
  readonly text: number;
  readonly space: number;
  readonly significant: boolean;
  readonly sketch: Uint8Array | null;
};

const isSignificant = (hunk: PrintedHunk, k: number): boolean => ((hunk.lines.flags[k] ?? 0) & 1) === 1;
const printAt = (hunk: PrintedHunk, k: number): Omit<Put, "sketch"> => ({
  text: hunk.lines.text[k] ?? 0,
  space: (hunk.lines.flags[k] ?? 0) >>> 1,
  significant: isSignificant(hunk, k),
});

/** One contiguous change: `gone` goes, `put` comes, after what `after` holds so far and above the line `below`. */
function replace(
  after: number[],
  gone: readonly number[],
  put: readonly Put[],
  below: number,
  edit: EditOfFile,
  takenOut: TakenOut,
  memory: Memory,
  result: Recorded,
): void {
  const { registry } = memory;
  const above = after.at(-1) ?? -1;
  // What a change takes out and writes again is not written.
  const same = align(
    { text: put.map((p) => p.text), space: put.map((p) => p.space) },
    sideOf(Int32Array.from(gone), registry),
    weigher(registry),
  );
  const kept = new Set<number>();
  same.forEach((j) => j >= 0 && kept.add(gone[j] ?? -1));
  const again = takenOutHere(takenOut, put, above, below, memory);
  let wrote = false;
  put.forEach((line, i) => {
    const back = again.get(i);
    const known = (same[i] ?? -1) >= 0 ? gone[same[i] ?? -1] : back;
    if (known !== undefined) {
      if (known === back) result.restored.push(known);
      registry.respace(known, line.space);
      takenOut.delete(known);
      after.push(known);
      return;
    }
    const id = registry.add(line.text, line.space, line.significant, edit.writer);
    if (line.sketch !== null) registry.setSketch(id, line.sketch);
    result.written.push(id);
    after.push(id);
    wrote = true;
  });
  const out = gone.filter((id) => !kept.has(id));
  out.forEach((id, i) => takenOut.set(id, { above: out[i - 1] ?? above, below: out[i + 1] ?? below }));
  result.removed.push(...out);
  if (wrote) result.replaced.push(...out);
}

/** Lines that the turn took out at this very place and now writes again: line of `put` → identity. */
function takenOutHere(
  takenOut: TakenOut,
  put: readonly Put[],
  above: number,
  below: number,
  { registry }: Memory,
): Map<number, number> {
  const found = new Map<number, number>();
  if (takenOut.size === 0) return found;
  const byText = new Map<number, number[]>();
  for (const id of takenOut.keys()) {
    const list = byText.get(registry.text(id));
    if (list === undefined) byText.set(registry.text(id), [id]);
    else list.push(id);
  }
  let last = above;
  put.forEach((line, i) => {
    const id = byText
      .get(line.text)
      ?.find(
        (candidate) => takenOut.get(candidate)?.above === last && ![...found.values()].includes(candidate),
      );
    if (id !== undefined) found.set(i, id);
    last = id ?? -2;
  });
  let next = below;
  for (let i = put.length - 1; i >= 0; i--) {
    const text = put[i]?.text ?? -1;
    const id =
      found.get(i) ??
      byText
        .get(text)
        ?.find(
          (candidate) => takenOut.get(candidate)?.below === next && ![...found.values()].includes(candidate),
        );
    if (id === undefined) break;
    found.set(i, id);
    next = id;
  }
  return found;
}
