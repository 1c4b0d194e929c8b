// How much code a line holds: its words, of which there are as many however the code is laid out.
import { type Marks, marksOf } from "./marks.ts";
import { createScanner, type Scanned } from "./scan.ts";

/** A line of more words is data, however long it is. */
export const MOST_WORDS = 120;

/** An import that is still open after so many lines was none. */
const MOST_IMPORT_LINES = 200;

/**
 * The words of code in each line of a text: none of comments, nor of what imports something. Of prose, and in a language
 * that is not known, each word counts.
 */
export function wordsOfLines(lines: readonly string[], language: string): Uint8Array {
  const marks = marksOf(language);
  const scan = createScanner(marks);
  const words = new Uint8Array(lines.length);
  let importing: Importing | null = null;
  lines.forEach((line, index) => {
    const found = scan(line);
    if (importing !== null && isOver(importing, line)) importing = null;
    if (importing === null && found.words > 0 && !found.inside && marks.imports?.test(line) === true)
      importing = { depth: 0, lines: 0, ends: "no", isList: /^\s*export/.test(line) };
    if (importing === null) words[index] = Math.min(MOST_WORDS, found.words);
    else importing = grown(importing, found, marks);
  });
  return words;
}

/** `ends`: `maybe` where only the next line can tell. */
type Importing = {
  readonly depth: number;
  readonly lines: number;
  readonly ends: "no" | "maybe" | "yes";
  readonly isList: boolean;
};

function grown(importing: Importing, found: Scanned, { importEnd }: Marks): Importing {
  const depth = importing.depth + found.depth;
  const next = { ...importing, depth, lines: importing.lines + 1 };
  if (depth > 0) return next;
  const isEnded =
    importEnd === "line" ||
    found.semicolon ||
    (importEnd === ";" && found.closes) ||
    (importEnd === "string" && found.string);
  return { ...next, ends: isEnded ? "yes" : importing.isList && found.closes ? "maybe" : "no" };
}

const STATEMENT =
  /^\s*(import|export|const|let|var|function|class|abstract|interface|enum|async|if|for|while|return|throw|use|pub|fn|struct|impl|public|private)\b/;

function isOver({ depth, lines, ends }: Importing, line: string): boolean {
  if (ends === "yes" || lines > MOST_IMPORT_LINES) return true;
  if (ends === "maybe") return line.trim() !== "" && !/^\s*from\b/.test(line);
  return depth <= 0 && STATEMENT.test(line);
}
