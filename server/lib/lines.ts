/**
 * The lines of a text, without their ends: "\n" alone parts them, a "\r" before it is dropped, as is a byte order mark.
 * A last line without an end counts like one with it; the empty text has no lines.
 */
export function linesOf(text: string): string[] {
  if (text === "") return [];
  const lines = (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text).split("\n");
  if (lines.at(-1) === "") lines.pop();
  if (!text.includes("\r")) return lines;
  return lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
}

const SHARED_TEXTS = 16;
const LONGEST_SHARED = 2 ** 18;

/**
 * The lines of a text as `linesOf` gives them, for reading only. Whoever asks again soon gets the very same list: an
 * edit's text before mostly is the last edit's text after.
 */
export const sharedLines: (text: string) => readonly string[] = createSharedLines();

function createSharedLines(): (text: string) => readonly string[] {
  let recent: { readonly text: string; readonly lines: readonly string[] }[] = [];
  return (text) => {
    const known = recent.find((one) => one.text === text);
    if (known !== undefined) return known.lines;
    const lines = linesOf(text);
    if (text.length <= LONGEST_SHARED) recent = [{ text, lines }, ...recent.slice(0, SHARED_TEXTS - 1)];
    return lines;
  };
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Whether a line has at least one letter or digit. */
export function isSignificant(line: string): boolean {
  return LETTER_OR_DIGIT.test(line);
}
