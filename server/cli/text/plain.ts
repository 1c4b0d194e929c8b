// Names from logs and repositories as text that does nothing but stand there.
import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { UNSEEN } from "../../lib/unseen.ts";
import type { Look } from "./look.ts";

/** More marks than any script puts on one letter: they would cover the lines above and below. */
const HEAPED_MARKS = /(?<=\p{M}{4})\p{M}+/gu;

/** `text` on one line without terminal escapes, control and invisible characters; in ASCII where that is all there is. */
export function plain(text: string, look: Look): string {
  const still = stripVTControlCharacters(text.slice(0, 4096).toWellFormed())
    .replace(/\t/g, "  ")
    .replace(UNSEEN, "")
    .replace(HEAPED_MARKS, "");
  return look.unicode ? still : still.replace(/[^ -~]/gu, "?");
}

/** Columns that a text takes on a terminal. */
export const widthOf = (text: string): number => stringWidth(text);

/** `text` in at most `width` columns, cut at its end (or its start, where the end tells more). */
export function fit(text: string, width: number, look: Look, keep: "start" | "end" = "start"): string {
  if (widthOf(text) <= width) return text;
  const characters = keep === "start" ? [...text] : [...text].reverse();
  let taken = "";
  let room = width - widthOf(look.symbols.ellipsis);
  for (const character of characters) {
    room -= widthOf(character);
    if (room < 0) break;
    taken = keep === "start" ? taken + character : character + taken;
  }
  return keep === "start" ? taken + look.symbols.ellipsis : look.symbols.ellipsis + taken;
}

/** `text` with spaces up to `width` columns. */
export function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** Words on lines of at most `width` columns; lines after the first begin with `indent`. */
export function wrap(text: string, width: number, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  // A percent sign stays with its number.
  for (const word of text.split(/ (?!%)/)) {
    const longer = line === "" ? (lines.length === 0 ? word : indent + word) : `${line} ${word}`;
    if (line !== "" && widthOf(longer) > width) {
      lines.push(line);
      line = indent + word;
    } else line = longer;
  }
  return [...lines, line].join("\n");
}
