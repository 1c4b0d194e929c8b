// Reads code line by line, as far as is needed to tell words from comments.
import type { Marks } from "./marks.ts";

/** What a line holds beside comments. */
export type Scanned = {
  /** Names, numbers and keywords: signs are none, and no white space can stand within one. */
  readonly words: number;
  /** How many more brackets are opened than closed. */
  readonly depth: number;
  readonly closes: boolean;
  readonly semicolon: boolean;
  /** A string that ends in it. */
  readonly string: boolean;
  /** It begins in a comment or string of an earlier line. */
  readonly inside: boolean;
};

/** Of a run of these, one that holds a letter or a digit is a word: to look for it at once would try each run from every place. */
const RUN = "[\\p{L}\\p{N}_$]+";
const RUNS = new RegExp(RUN, "gu");
const isWord = (run: string): boolean => /[\p{L}\p{N}]/u.test(run);
/** Before a string that stands by itself there is no sign that would make it part of something. */
const OPEN_END = /[=+,(%[{\\]$/;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const countWords = (text: string): number => text.match(RUNS)?.filter(isWord).length ?? 0;

/** A function that is given the lines of a text, one after the other. */
export function createScanner(marks: Marks): (line: string) => Scanned {
  const opening = new Map<string, string>([
    ...marks.block,
    ...marks.long.map((mark) => [mark, mark] as const),
  ]);
  const signs = [...opening.keys()].toSorted((a, b) => b.length - a.length).map(escaped);
  const comment = marks.line === "" ? "(?!)" : marks.line;
  const next = new RegExp(
    `(?<open>${signs.join("|") || "(?!)"})|(?<comment>${comment})|(?<quote>[${marks.quotes || "\\uffff"}])|(?<run>${RUN})|(?<sign>[()\\[\\]{};])`,
    "gu",
  );
  /** What closes the comment or string that a line ended in; whether that is a comment. */
  let within: { readonly close: string; readonly silent: boolean } | null = null;
  let depth = 0;
  let last = "";

  return (line) => {
    const found = {
      words: 0,
      depth: 0,
      closes: false,
      semicolon: false,
      string: false,
      inside: within !== null,
    };
    const indent = line.search(/\S/);
    /** Quotes that are mere signs from here on: what does not close one closes none after it. */
    const unclosed = new Set<string>();
    let at = 0;
    for (;;) {
      if (within !== null) {
        const end = line.indexOf(within.close, at);
        if (!within.silent) found.words += countWords(line.slice(at, end < 0 ? undefined : end));
        if (end < 0) return found;
        if (!within.silent) found.string = true;
        at = end + within.close.length;
        last = within.close;
        within = null;
      }
      next.lastIndex = at;
      const match = next.exec(line);
      const groups = match?.groups ?? {};
      const text = match?.[0] ?? "";
      last = line.slice(at, match?.index).trim().at(-1) ?? last;
      if (match === null || groups["comment"] !== undefined) return found;
      at = match.index + text.length;
      if (groups["open"] !== undefined) {
        const isAlone =
          marks.docs.includes(text) &&
          depth <= 0 &&
          /^\w{0,2}$/.test(line.slice(indent, match.index)) &&
          !OPEN_END.test(last);
        within = { close: opening.get(text) ?? "", silent: isAlone || !marks.long.includes(text) };
        continue;
      }
      last = text.at(-1) ?? last;
      if (groups["run"] !== undefined) found.words += isWord(text) ? 1 : 0;
      else if (groups["quote"] !== undefined) {
        const end = unclosed.has(text) ? -1 : closingQuote(line, text, at);
        if (end < 0) {
          unclosed.add(text);
          continue;
        }
        found.words += countWords(line.slice(at, end));
        found.string = true;
        at = end + 1;
      } else if (text === ";") found.semicolon = true;
      else {
        const step = "([{".includes(text) ? 1 : -1;
        found.depth += step;
        depth += step;
        if (step < 0) found.closes = true;
      }
    }
  };
}

/** Where a string ends that began before `at`; -1: not in this line, so that its quote is a mere sign. */
function closingQuote(line: string, quote: string, at: number): number {
  for (let i = at; i < line.length; i++) {
    if (line[i] === "\\") i++;
    else if (line[i] === quote) return i;
  }
  return -1;
}
