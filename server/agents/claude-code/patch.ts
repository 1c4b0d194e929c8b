// The hunks of a result. What Claude Code logs is made for display: leading tabs have become spaces in it.
import { countOf, isRecord } from "../../lib/json.ts";
import type { TextHunk } from "../agent.ts";

/** The hunks of a `structuredPatch`; null if there is none, or it holds anything else. */
export function hunksOf(patch: unknown): TextHunk[] | null {
  if (!Array.isArray(patch) || patch.length === 0) return null;
  const hunks: TextHunk[] = [];
  for (const hunk of patch as unknown[]) {
    if (!isRecord(hunk) || !Array.isArray(hunk["lines"])) return null;
    const start = countOf(hunk["oldStart"]);
    const lines = hunk["lines"].filter(
      (line): line is string => typeof line === "string" && /^[ +-]/.test(line),
    );
    // In an empty file a hunk may be said to begin before the first line.
    hunks.push({ oldStart: start === null ? null : Math.max(1, start), lines: lines.map(withoutReturn) });
  }
  return hunks;
}

const withoutReturn = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);

/**
 * The hunks with the indentation that the files have: lines of the old side are taken from `before` (its lines), which
 * must be equal but for the indentation, else null; other lines from the call's own old and new lines.
 */
export function restored(
  hunks: readonly TextHunk[],
  before: readonly string[] | null,
  call: { readonly old: readonly string[]; readonly put: readonly string[] },
): TextHunk[] | null {
  const removed = new Map(call.old.map((line) => [shown(line), line]));
  const added = new Map(call.put.map((line) => [shown(line), line]));
  const result: TextHunk[] = [];
  for (const { oldStart, lines } of hunks) {
    let at = (oldStart ?? 1) - 1;
    let tabs = false;
    const exact: string[] = [];
    for (const line of lines) {
      const text = line.slice(1);
      if (line.startsWith("+")) {
        exact.push(`+${added.get(text) ?? (tabs ? withTabs(text) : text)}`);
        continue;
      }
      const old = before === null ? (removed.get(text) ?? text) : before[at++];
      if (old === undefined || old.trimStart() !== text.trimStart()) return null;
      if (old !== text && old.startsWith("\t")) tabs = true;
      exact.push(line.charAt(0) + old);
    }
    result.push({ oldStart, lines: exact });
  }
  return result;
}

/** A line as a patch shows it: two spaces for each leading tab. */
const shown = (line: string): string => line.replace(/^\t+/, (tabs) => "  ".repeat(tabs.length));

/** The indentation back in tabs, for a line of a file that is indented by them. */
function withTabs(text: string): string {
  const spaces = text.length - text.trimStart().length;
  return "\t".repeat(Math.floor(spaces / 2)) + text.slice(Math.floor(spaces / 2) * 2);
}

/** Whether `after` is what the hunks make of `before`, seen without indentation. */
export function agrees(
  hunks: readonly TextHunk[],
  before: readonly string[],
  after: readonly string[],
): boolean {
  let shift = 0;
  for (const { oldStart, lines } of hunks) {
    const side = lines.filter((line) => !line.startsWith("-"));
    const start = (oldStart ?? 1) - 1 + shift;
    if (side.some((line, i) => after[start + i]?.trimStart() !== line.slice(1).trimStart())) return false;
    shift += side.length - lines.filter((line) => !line.startsWith("+")).length;
  }
  return before.length + shift === after.length;
}
