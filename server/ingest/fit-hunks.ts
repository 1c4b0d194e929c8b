// Do a record's hunks fit the text that it says was there before? Where exactly?
import type { TextHunk } from "../agents/agent.ts";

/**
 * The hunks with the line at which each stands in `before`, in the order of the file; null where one of them stands
 * nowhere. A hunk is looked for where it says it begins, one line on (an insertion may name the line that it follows),
 * and then at the first place below the hunk before it.
 */
export function fitHunks(before: readonly string[], hunks: readonly TextHunk[]): TextHunk[] | null {
  const fitted: TextHunk[] = [];
  let from = 0;
  for (const { oldStart, lines } of hunks) {
    const old = lines.filter((line) => line.startsWith(" ") || line.startsWith("-")).map(textOf);
    const at = placeOf(before, old, oldStart, from);
    if (at === null) return null;
    fitted.push({ oldStart: at + 1, lines });
    from = at + old.length;
  }
  return fitted;
}

/** The lines after hunks that fit were applied. */
export function afterOf(before: readonly string[], fitted: readonly TextHunk[]): string[] {
  const after: string[] = [];
  let next = 0;
  for (const { oldStart, lines } of fitted) {
    const start = (oldStart ?? 1) - 1;
    for (; next < start; next++) after.push(before[next] ?? "");
    for (const line of lines) {
      if (line.startsWith("+") || line.startsWith(" ")) after.push(textOf(line));
      if (line.startsWith("-") || line.startsWith(" ")) next++;
    }
  }
  for (; next < before.length; next++) after.push(before[next] ?? "");
  return after;
}

/** Whether the lines after hunks that fit are these. */
export function leadsTo(
  before: readonly string[],
  fitted: readonly TextHunk[],
  after: readonly string[],
): boolean {
  let old = 0;
  let at = 0;
  for (const { oldStart, lines } of fitted) {
    const start = (oldStart ?? 1) - 1;
    while (old < start) if (before[old++] !== after[at++]) return false;
    for (const line of lines) {
      const sign = line.charAt(0);
      if ((sign === "+" || sign === " ") && textOf(line) !== after[at++]) return false;
      if (sign === "-" || sign === " ") old++;
    }
  }
  if (before.length - old !== after.length - at) return false;
  while (old < before.length) if (before[old++] !== after[at++]) return false;
  return true;
}

function placeOf(
  before: readonly string[],
  old: readonly string[],
  oldStart: number | null,
  from: number,
): number | null {
  if (oldStart !== null) {
    const said = [oldStart - 1, oldStart].find((at) => at >= from && standsAt(before, old, at));
    if (said !== undefined) return said;
  }
  // Without any old line there is nothing to look for, except in an empty file.
  if (old.length === 0) return before.length === 0 ? 0 : null;
  for (let at = from; at + old.length <= before.length; at++) if (standsAt(before, old, at)) return at;
  return null;
}

function standsAt(before: readonly string[], old: readonly string[], at: number): boolean {
  if (at < 0 || at + old.length > before.length) return false;
  return old.every((line, index) => before[at + index] === line);
}

const textOf = (line: string): string => (line.endsWith("\r") ? line.slice(1, -1) : line.slice(1));
