// How many tokens a text has, where a log doesn't say.
import o200k from "js-tiktoken/ranks/o200k_base";
import { createTokenizer } from "./tokenizer.ts";

const LONGEST_COUNTED = 32_768;
const WINDOWS = 16;

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
    if (text.length <= LONGEST_COUNTED) return count(text);
    const sampled = windowsOf(text).reduce((sum, window) => sum + count(window), 0);
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
