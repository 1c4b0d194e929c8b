// Whether a line was made from another: most of its tokens are the other's, or all of the other's are in it.
import type { Sketch } from "../lib/print.ts";

const ALIKE = 0.75;
const HELD = 0.9;
const HELD_ALIKE = 0.5;

/**
 * How alike two lines are, 0 to 1: twice the tokens they share over all their tokens (Dice 1945, on multisets). 0 where
 * that is too little to say that one was made from the other: templates share half of their tokens, too.
 */
export function similarity(a: Sketch, b: Sketch): number {
  if (a.length === 0 || b.length === 0) return 0;
  const shared = sharedTokens(a, b);
  const alike = (2 * shared) / (a.length + b.length);
  const held = shared / Math.min(a.length, b.length);
  return alike >= ALIKE || (held >= HELD && alike >= HELD_ALIKE) ? alike : 0;
}

function sharedTokens(a: Sketch, b: Sketch): number {
  const counts = new Uint8Array(256);
  for (const token of a) counts[token] = (counts[token] ?? 0) + 1;
  let shared = 0;
  for (const token of b) {
    const left = counts[token] ?? 0;
    if (left === 0) continue;
    counts[token] = left - 1;
    shared++;
  }
  return shared;
}
