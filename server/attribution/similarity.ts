import type { Sketch } from "../lib/print.ts";

/** How alike two lines are, 0 to 1: twice the tokens they share over all their tokens (Dice 1945, on multisets). */
export function similarity(a: Sketch, b: Sketch): number {
  if (a.length + b.length === 0) return 0;
  const counts = new Uint8Array(256);
  for (const token of a) counts[token] = (counts[token] ?? 0) + 1;
  let shared = 0;
  for (const token of b) {
    const left = counts[token] ?? 0;
    if (left > 0) {
      counts[token] = left - 1;
      shared++;
    }
  }
  return (2 * shared) / (a.length + b.length);
}
