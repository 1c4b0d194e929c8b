// The lines of stories: every one that carries weight has a text like no other.

/** The text of a line without its white space: what stays the same through formatting. */
export const keyOf = (line: string): string => line.replaceAll(/\s+/g, "");

/** Whether a line carries weight. */
export const isSignificant = (line: string): boolean => /[\p{L}\p{N}]/u.test(line);

/** The lines of a text; a final newline ends the last one. */
export const linesOf = (text: string): string[] => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));

const syllables = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu".split(" ");

const joints = [" + ", ", ", " = ", " / ", ": ", " ? ", "[", "].", " && ", "(", ").", " "];

/**
 * Line number `n` of a story: words made for it alone, joined in a way of its own, so that no two lines of a story could
 * be taken for versions of each other.
 */
export function inventLine(n: number): string {
  const pick = (list: readonly string[], k: number): string => list[scramble(n * 64 + k) % list.length] ?? "";
  const word = (k: number): string => [0, 1, 2, 3].map((i) => pick(syllables, 4 * k + i)).join("");
  const tail = [1, 2, 3].map((k) => pick(joints, 30 + k) + word(k)).join("");
  return `  ${word(0)}${tail}`;
}

/** A number that has nothing to do with its neighbours', from 0 to 2^32. */
function scramble(n: number): number {
  const mixed = Math.imul(n ^ (n >>> 15), 0x2c1b3c6d);
  return Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 4;
}
