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

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Whether a line has at least one letter or digit. */
export function isSignificant(line: string): boolean {
  return LETTER_OR_DIGIT.test(line);
}
