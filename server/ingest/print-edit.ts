// An edit's texts to prints: the last place where they are seen.
import type { FileEdit, TextHunk } from "../agents/agent.ts";
import type { PrintedFileEdit, PrintedHunk } from "../ledger/facts.ts";
import { diffLines } from "../lib/diff.ts";
import { sharedLines } from "../lib/lines.ts";
import { notebookLines } from "../lib/notebook.ts";
import type { Printer } from "../lib/print.ts";
import { afterOf, fitHunks } from "./fit-hunks.ts";

/** The edit of one file without its texts. Where its hunks don't fit the text before, they count and the text does not. */
export function printEdit(edit: FileEdit, printer: Printer): PrintedFileEdit {
  const { path, movedTo, change } = edit;
  const { before, hunks } = linesOfEdit(edit);
  return {
    path,
    movedTo,
    change,
    before: before === null ? null : printer.file(before),
    hunks: hunks.map((hunk) => printHunk(hunk, printer)),
  };
}

/** Lines before the edit, where known, and hunks. Notebooks are taken by the source lines of their cells. */
function linesOfEdit(edit: FileEdit): { before: readonly string[] | null; hunks: readonly TextHunk[] } {
  const before = edit.before === null ? null : sharedLines(edit.before);
  const after = edit.after === null ? null : sharedLines(edit.after);
  const fitted = before === null || edit.hunks === null ? null : hunksThatFit(before, edit.hunks, after);
  if (edit.path.endsWith(".ipynb") && before !== null) {
    const cells = notebookOf(before);
    const newCells = notebookOf(after ?? (fitted === null ? null : afterOf(before, fitted)));
    if (cells !== null && newCells !== null) return { before: cells, hunks: hunksBetween(cells, newCells) };
  }
  if (before !== null && fitted !== null) return { before, hunks: fitted };
  if (before !== null && after !== null) return { before, hunks: hunksBetween(before, after) };
  if (before !== null && edit.change === "delete") return { before, hunks: hunksBetween(before, []) };
  if (edit.hunks !== null) return { before: null, hunks: edit.hunks };
  const added = edit.path.endsWith(".ipynb") ? (notebookOf(after) ?? after) : after;
  return {
    before,
    hunks: added === null ? [] : [{ oldStart: null, lines: added.map((line) => `+${line}`) }],
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
  const made = afterOf(before, fitted);
  return made.length === after.length && made.every((line, i) => line === after[i]) ? fitted : null;
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
