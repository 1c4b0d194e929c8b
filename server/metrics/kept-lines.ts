// A line that counts the same however it is laid out: so many words of code.

/** Words of code in a line of usual length. */
export const WORDS_PER_LINE = 4;

/** Words as lines of usual length. */
export function keptLinesOf(words: number): number {
  return words / WORDS_PER_LINE;
}
