// The heaviest alignment of two short texts by the plain table of all cells: what `align` must find with less work.
import type { Side, Weigh } from "../../../server/attribution/align.ts";

const BESIDE = 2;

/** For each left line the right line it is, or -1. */
export function alignByTable(left: Side, right: Side, weigh: Weigh): number[] {
  const [rows, cols] = [left.text.length, right.text.length];
  const grid = (value: number): number[][] =>
    Array.from({ length: rows + 1 }, () => Array.from({ length: cols + 1 }, () => value));
  // best: of the first r left and c right lines; paired: the same with the last of both as a pair, -1 where they differ.
  const best = grid(0);
  const paired = grid(-1);
  const at = (cells: number[][], r: number, c: number): number => cells[r]?.[c] ?? -1;
  paired[0]![0] = 0;
  for (let r = 1; r <= rows; r++)
    for (let c = 1; c <= cols; c++) {
      const apart = Math.max(at(best, r - 1, c), at(best, r, c - 1));
      if (left.text[r - 1] === right.text[c - 1]) {
        const beside = at(paired, r - 1, c - 1);
        paired[r]![c] =
          weigh(left.text[r - 1] ?? -1) +
          (left.space[r - 1] === right.space[c - 1] ? 0.5 : 0) +
          (r === rows && c === cols ? BESIDE : 0) +
          Math.max(at(best, r - 1, c - 1), beside < 0 ? 0 : beside + BESIDE);
      }
      best[r]![c] = Math.max(apart, at(paired, r, c));
    }
  const result = Array.from({ length: rows }, () => -1);
  let mustPair = false;
  for (let r = rows, c = cols; r > 0 && c > 0;) {
    const pair = at(paired, r, c);
    if (pair >= 0 && (mustPair || pair >= at(best, r, c))) {
      result[--r] = --c;
      const beside = at(paired, r, c);
      mustPair = r > 0 && c > 0 && beside >= 0 && beside + BESIDE > at(best, r, c);
    } else if (at(best, r - 1, c) >= at(best, r, c - 1)) r--;
    else c--;
  }
  return result;
}
