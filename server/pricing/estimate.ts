// How many tokens a text has, where a log doesn't say.
import o200k from "js-tiktoken/ranks/o200k_base";
import { createTokenizer } from "./tokenizer.ts";

const LONGEST_COUNTED = 32_768;
const WINDOWS = 16;
// The tokenizer's time grows with the square of a word's length: longer runs are cut, at a token or so per cut.
const LONGEST_RUN = 64;
const LONGEST_WIDE_RUN = 24;
const LONG_RUN = /[^\s\x21-\x7e]{25,}|\S{65,}|\s{65,}/g;

/** Counts tokens of a text by `o200k_base`; of a very long text by even samples of it. Never throws. */
export type TokenCounter = (text: string) => number;

/** Building the tokenizer waits for the first text: many have none to count. */
function createTokenCounter(): TokenCounter {
  let tokenizer: TokenCounter | null = null;
  const count: TokenCounter = (text) => {
    tokenizer ??= createTokenizer(o200k);
    return tokenizer(text);
  };
  return (text) => {
    if (text === "") return 0;
    if (text.length <= LONGEST_COUNTED) return countPieces(text, count);
    const sampled = windowsOf(text).reduce((sum, window) => sum + countPieces(window, count), 0);
    return Math.round((sampled * text.length) / LONGEST_COUNTED);
  };
}

/** The counter that all share: the tokenizer is built once. */
export const countTokens: TokenCounter = createTokenCounter();

function windowsOf(text: string): readonly string[] {
  const size = LONGEST_COUNTED / WINDOWS;
  const step = (text.length - size) / (WINDOWS - 1);
  return Array.from({ length: WINDOWS }, (_, i) =>
    text.slice(Math.floor(i * step), Math.floor(i * step) + size),
  );
}

function countPieces(text: string, count: TokenCounter): number {
  let tokens = 0;
  let from = 0;
  for (const run of text.matchAll(LONG_RUN)) {
    tokens += count(text.slice(from, run.index));
    tokens += countRun(run[0], count);
    from = run.index + run[0].length;
  }
  return tokens + count(text.slice(from));
}

function countRun(run: string, count: TokenCounter): number {
  const size = /[^\s!-~]/.test(run) ? LONGEST_WIDE_RUN : LONGEST_RUN;
  let tokens = 0;
  for (let i = 0; i < run.length; i += size) tokens += count(run.slice(i, i + size));
  return tokens;
}
