// An edit's texts to prints: the last place where they are seen.
import type { FileEdit, TextHunk } from "../agents/agent.ts";
import type { PrintedFileEdit, PrintedHunk } from "../ledger/facts.ts";
import { diffLines } from "../lib/diff.ts";
import { sharedLines } from "../lib/lines.ts";
import { notebookLines } from "../lib/notebook.ts";
import type { FilePrint, Printer } from "../lib/print.ts";
import { afterOf, fitHunks, leadsTo } from "./fit-hunks.ts";

/** Gives an edit of one file without its texts. Where its hunks don't fit the text before, they count and the text does not. */
export type PrintEdit = (edit: FileEdit) => PrintedFileEdit;

/** Prints edits; of a file that was just edited, only what changed is printed again. */
export function createPrintEdit(printer: Printer): PrintEdit {
  const known = new WeakMap<readonly string[], FilePrint>();
  return (edit) => {
    const { path, movedTo, change } = edit;
    const { before: lines, hunks: texts, after } = linesOfEdit(edit);
    const before = lines === null ? null : (known.get(lines) ?? printer.file(lines));
    const hunks = texts.map((hunk) => printHunk(hunk, printer));
    if (before !== null && after !== null) known.set(after, printAfter(before, hunks, after.length));
    return { path, movedTo, change, before, hunks };
  };
}

/** The file as it is after hunks that lead from the one text to the other. */
function printAfter(before: FilePrint, hunks: readonly PrintedHunk[], length: number): FilePrint {
  const after = { text: new Float64Array(length), flags: new Uint32Array(length) };
  let old = 0;
  let at = 0;
  const take = (from: FilePrint, start: number, end: number): void => {
    after.text.set(from.text.subarray(start, end), at);
    after.flags.set(from.flags.subarray(start, end), at);
    at += end - start;
  };
  for (const { oldStart, signs, lines } of hunks) {
    const start = (oldStart ?? 1) - 1;
    take(before, old, start);
    old = start;
    for (let line = 0; line < signs.length; line++) {
      if (signs[line] !== "-") take(lines, line, line + 1);
      if (signs[line] !== "+") old++;
    }
  }
  take(before, old, before.text.length);
  return after;
}

type EditLines = {
  readonly before: readonly string[] | null;
  readonly hunks: readonly TextHunk[];
  /** Known only where the hunks lead to it. */
  readonly after: readonly string[] | null;
};

/** Lines before the edit, where known, and hunks. Notebooks are taken by the source lines of their cells. */
function linesOfEdit(edit: FileEdit): EditLines {
  const before = edit.before === null ? null : sharedLines(edit.before);
  const after = edit.after === null ? null : sharedLines(edit.after);
  const fitted = before === null || edit.hunks === null ? null : hunksThatFit(before, edit.hunks, after);
  if (edit.path.endsWith(".ipynb") && before !== null) {
    const cells = notebookOf(before);
    const newCells = notebookOf(after ?? (fitted === null ? null : afterOf(before, fitted)));
    if (cells !== null && newCells !== null)
      return { before: cells, hunks: hunksBetween(cells, newCells), after: null };
  }
  if (before !== null && fitted !== null) return { before, hunks: fitted, after };
  if (before !== null && after !== null) return { before, hunks: hunksBetween(before, after), after };
  if (before !== null && edit.change === "delete")
    return { before, hunks: hunksBetween(before, []), after: null };
  if (edit.hunks !== null) return { before: null, hunks: edit.hunks, after: null };
  const added = edit.path.endsWith(".ipynb") ? (notebookOf(after) ?? after) : after;
  return {
    before,
    hunks: added === null ? [] : [{ oldStart: null, lines: added.map((line) => `+${line}`) }],
    after: null,
  };
}

/** The record's own hunks tell best what was one change, if they lead from the one text to the other. */
function hunksThatFit(
  before: readonly string[],
  hunks: readonly TextHunk[],
  after: readonly string[] | null,
): readonly TextHunk[] | null {
  const fitted = fitHunks(before, hunks);
  if (fitted === null || after === null) return fitted;
  return leadsTo(before, fitted, after) ? fitted : null;
}

function hunksBetween(before: readonly string[], after: readonly string[]): TextHunk[] {
  return diffLines(before, after).map(({ oldStart, removed, added }) => ({
    oldStart,
    lines: [...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)],
  }));
}

function notebookOf(lines: readonly string[] | null): string[] | null {
  if (lines === null) return null;
  return lines.length === 0 ? [] : notebookLines(lines.join("\n"));
}

function printHunk({ oldStart, lines }: TextHunk, printer: Printer): PrintedHunk {
  // What begins with no sign is no line of a file ("\ No newline at end of file").
  const signed = lines.filter((line) => line.startsWith("+") || line.startsWith("-") || line.startsWith(" "));
  const signs = signed.map((line) => line.charAt(0)).join("");
  const texts = signed.map(withoutSign);
  const print = printer.file(texts);
  const sketches = texts.map((text, index) =>
    signs[index] === "+" && ((print.flags[index] ?? 0) & 1) === 1 ? printer.sketch(text) : null,
  );
  return { oldStart, signs, lines: print, sketches };
}

const withoutSign = (line: string): string => (line.endsWith("\r") ? line.slice(1, -1) : line.slice(1));
