// Unified diffs as a patch's result records them: hunks with line numbers, without file headers.
import type { TextHunk } from "../agent.ts";

const HUNK = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/;

/**
 * The hunks of a diff of one file, or null where the text is none. File headers before the first hunk are passed over;
 * an empty text is a diff without hunks. A hunk that takes out nothing stands before the line after its stated one.
 */
export function parseUnified(text: string): TextHunk[] | null {
  const lines = text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  const hunks: TextHunk[] = [];
  for (let i = 0; i < lines.length;) {
    const header = HUNK.exec(lines[i] ?? "");
    if (header === null) {
      if (!mayStandBetween(lines[i] ?? "")) return null;
      i++;
      continue;
    }
    const hunk = hunkOf(lines, i + 1, header);
    if (hunk === null) return null;
    hunks.push({ oldStart: hunk.oldStart, lines: hunk.lines });
    i = hunk.next;
  }
  return hunks;
}

function mayStandBetween(line: string): boolean {
  return line.trim() === "" || /^(?:--- |\+\+\+ |diff |index |\\ )/.test(line);
}

type ReadHunk = { readonly oldStart: number; readonly lines: readonly string[]; readonly next: number };

/** Reads as many lines as the header announces: their text may look like headers. */
function hunkOf(all: readonly string[], first: number, header: RegExpExecArray): ReadHunk | null {
  let oldLeft = Number(header[2] ?? 1);
  let newLeft = Number(header[4] ?? 1);
  const oldStart = Number(header[1]) + (oldLeft === 0 ? 1 : 0);
  const lines: string[] = [];
  let next = first;
  for (; next < all.length && (oldLeft > 0 || newLeft > 0); next++) {
    const line = all[next] === "" ? " " : (all[next] ?? "");
    if (line.startsWith("\\")) continue;
    if (!/^[ +-]/.test(line)) return null;
    lines.push(line);
    if (!line.startsWith("+")) oldLeft--;
    if (!line.startsWith("-")) newLeft--;
  }
  return oldLeft === 0 && newLeft === 0 ? { oldStart, lines, next } : null;
}
