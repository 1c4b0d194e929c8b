// How far a file is a copy of another whose transcript is at hand, and from which line on it tells the same.
import { closeSync, readSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { markOfOpen } from "./file-mark.ts";
import { openFile } from "./open-file.ts";
import type { Passage, Transcript } from "./transcript.ts";

/** Bytes that are compared at once. */
const BLOCK = 2 ** 16;
/** A line end is mostly found in the last bytes. */
const FIRST_LOOK = 2 ** 12;
/** What a line tells depends on the state before it, too: so many lines are tried until both files have the same. */
const MOST_TRIES = 64;

export type Follower = {
  /** Whether the file, after a line that ends here and left this state, goes on as the other did. */
  agrees(end: number, state: unknown): boolean;
  /** The other's passages from there on, as far as the files are equal. */
  rest(): Iterable<Passage>;
  /** The end of the last line that is equal. */
  readonly end: number;
};

/** Compares an open file with the one of a transcript; null where there is nothing to follow. */
export function followTranscript(file: number, size: number, transcript: Transcript): Follower | null {
  const equal = Math.min(transcript.end, equalBytes(file, size, transcript));
  const end = equal === transcript.end ? equal : lineEndBefore(file, equal);
  if (end === 0) return null;
  const { passages } = transcript;
  let next = 0;
  let tries = 0;
  return {
    end,
    agrees: (at, state) => {
      while (next < passages.length && (passages[next]?.start ?? 0) < at) next++;
      const last = passages[next - 1];
      if (last === undefined || at >= end || tries >= MOST_TRIES) return false;
      tries++;
      return isDeepStrictEqual(last.after, state);
    },
    *rest() {
      for (; next < passages.length; next++) {
        const passage = passages[next];
        if (passage === undefined || passage.end > end) return;
        yield passage;
      }
    },
  };
}

/** How many bytes both files begin with. None if the other file is not, before and after, as it was when it was read. */
function equalBytes(file: number, size: number, { path, stamp, end }: Transcript): number {
  let other: number;
  try {
    other = openFile(path);
  } catch {
    return 0;
  }
  try {
    if (markOfOpen(other).stamp !== stamp) return 0;
    const equal = compare(file, other, Math.min(size, end));
    return markOfOpen(other).stamp === stamp ? equal : 0;
  } finally {
    closeSync(other);
  }
}

function compare(one: number, other: number, most: number): number {
  const block = Math.min(BLOCK, most);
  const [a, b] = [Buffer.allocUnsafe(block), Buffer.allocUnsafe(block)];
  let equal = 0;
  while (equal < most) {
    const wanted = Math.min(block, most - equal);
    const length = Math.min(readSync(one, a, 0, wanted, equal), readSync(other, b, 0, wanted, equal));
    if (length === 0) break;
    if (a.compare(b, 0, length, 0, length) !== 0) {
      let at = 0;
      while (a[at] === b[at]) at++;
      return equal + at;
    }
    equal += length;
  }
  return equal;
}

/** The end of the last whole line before an offset; 0 if there is none. */
function lineEndBefore(file: number, offset: number): number {
  let size = FIRST_LOOK;
  for (let end = offset; end > 0; size *= 4) {
    const start = Math.max(0, end - Math.min(size, BLOCK));
    const bytes = Buffer.allocUnsafe(end - start);
    const found = bytes.subarray(0, readSync(file, bytes, 0, bytes.length, start)).lastIndexOf(0x0a);
    if (found >= 0) return start + found + 1;
    end = start;
  }
  return 0;
}
