// A file that no commit holds, against the version that its checkout stands on.
import { printableLine } from "../lib/notebook.ts";
import type { FilePrint } from "../lib/print.ts";
import { align } from "./align.ts";
import { UNKNOWN, type Draft, type Gap } from "./draft.ts";
import type { Memory } from "./memory.ts";
import type { Registry } from "./registry.ts";
import { sideOf, weigher } from "./weigh.ts";

/** A draft of a file's lines: what it shares with `before` is inherited, the rest unknown. */
export function splitAt(
  path: string,
  before: Int32Array | null,
  lines: readonly string[],
  { registry, printer }: Memory,
): Draft {
  const print = printer.file(lines.map((line) => printableLine(path, line)));
  return { ...draftOfPrint(path, before, print, registry), source: (line) => lines[line] };
}

/** The same of a file of which only the print is known. */
export function draftOfPrint(
  path: string,
  before: Int32Array | null,
  print: FilePrint,
  registry: Registry,
): Draft {
  const text = print.text;
  const space = Float64Array.from(print.flags, (flags) => flags >>> 1);
  const significant = Uint8Array.from(print.flags, (flags) => flags & 1);
  const ids = new Int32Array(text.length).fill(UNKNOWN);
  const gaps: Gap[] = [];
  if (before !== null) {
    const pairs = align({ text, space }, sideOf(before, registry), weigher(registry));
    let old = 0;
    let from = 0;
    for (let i = 0; i <= pairs.length; i++) {
      const j = i === pairs.length ? before.length : (pairs[i] ?? -1);
      if (j < 0) continue;
      if (i > from || j > old) gaps.push({ at: from, count: i - from, removed: before.slice(old, j) });
      if (i < pairs.length) ids[i] = before[j] ?? UNKNOWN;
      old = j + 1;
      from = i + 1;
    }
  }
  return {
    path,
    oldPath: before === null ? null : path,
    before,
    ids,
    text,
    space,
    significant,
    gaps,
    source: () => undefined,
  };
}
