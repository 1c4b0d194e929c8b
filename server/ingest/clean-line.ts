// The text of a line's bytes, or why it has none.
import { isUtf8 } from "node:buffer";

export type CleanLine = {
  /** Valid UTF-8 without byte order mark and line end; null where nothing is to be parsed. */
  readonly bytes: Buffer | null;
  /** Why bytes were lost; null where none were. */
  readonly problem: "not-utf8" | "cut-off" | null;
};

/** Types and other short keys mostly stand near the beginning. */
const NEAR = 1024;

/** Whether a line holds one of the needles. */
export function holdsAny(line: Buffer, needles: readonly Buffer[]): boolean {
  const near = line.length > NEAR ? line.subarray(0, NEAR) : line;
  if (needles.some((needle) => near.includes(needle))) return true;
  return near !== line && needles.some((needle) => line.includes(needle));
}

/** Whether a line is no JSON object, as far as its two ends tell; a blank one is no record at all. */
export function isBroken(line: Buffer, offset: number): boolean {
  let start = offset === 0 && startsWithMark(line) ? 3 : 0;
  let end = line.length;
  while (start < end && isBlank(line[start])) start++;
  while (end > start && isBlank(line[end - 1])) end--;
  return start < end && (line[start] !== 0x7b || line[end - 1] !== 0x7d);
}

/** White space, and the zeros that a crash can leave. */
const isBlank = (byte: number | undefined): boolean => byte !== undefined && byte <= 0x20;

/**
 * Reads the bytes of a line. A crash can leave zeros in a file, and what is
 * appended later stands behind them: that is read, and what they cut off is lost.
 */
export function cleanLine(line: Buffer, offset: number): CleanLine {
  const lastZero = line.lastIndexOf(0);
  const start = lastZero >= 0 ? lastZero + 1 : offset === 0 && startsWithMark(line) ? 3 : 0;
  const end = line.at(-1) === 0x0d ? line.length - 1 : line.length;
  const clean = line.subarray(start, Math.max(start, end));
  const cut = lastZero >= 0 && line.subarray(0, lastZero).some((byte) => byte > 0x20);
  if (!isUtf8(clean)) return { bytes: null, problem: "not-utf8" };
  return { bytes: isBlankLine(clean) ? null : clean, problem: cut ? "cut-off" : null };
}

/** Most lines begin with no blank. Not only ASCII is white space. */
const isBlankLine = (line: Buffer): boolean =>
  line.length === 0 || (line[0] !== 0x7b && line.toString("utf8").trim() === "");

/** Whether bytes hold one whole JSON object: no beginning of an object is one, so it can be taken before its line ends. */
export function isWholeObject(text: string): boolean {
  if (!text.trimEnd().endsWith("}")) return false;
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}

const startsWithMark = (line: Buffer): boolean => line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf;
