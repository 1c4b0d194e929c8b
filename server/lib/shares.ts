/**
 * Splits a whole amount in proportion to `weights` so that the shares add up to it, by largest remainder; of equal
 * remainders the earlier takes the unit. All >= 0. Without any weight the shares are 0.
 */
export function shares(amount: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((a, b) => a + b, 0n);
  if (total === 0n) return weights.map(() => 0n);
  const parts = weights.map((weight) => (amount * weight) / total);
  const left = Number(amount - parts.reduce((a, b) => a + b, 0n));
  const order = weights
    .map((weight, i) => ({ i, remainder: (amount * weight) % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1));
  for (const { i } of order.slice(0, left)) parts[i] = (parts[i] ?? 0n) + 1n;
  return parts;
}

/** `amount` split evenly over `count` lines. */
export type EvenSplit = {
  /** The first so many lines take a unit more than the others: what the division leaves over. */
  readonly over: number;
  /** What `lines` of them get together, `early` of which are among the first `over`. */
  sum(lines: number, early: number): bigint;
};

/** Splits a whole amount, >= 0, evenly over `count` > 0 lines, so that all shares add up to it. */
export function evenSplit(amount: bigint, count: number): EvenSplit {
  const n = BigInt(count);
  const each = amount / n;
  return { over: Number(amount % n), sum: (lines, early) => each * BigInt(lines) + BigInt(early) };
}

/** The share of the line at `index` when `amount` is split evenly over `count` lines. */
export function evenShare(amount: bigint, count: number, index: number): bigint {
  const split = evenSplit(amount, count);
  return split.sum(1, index < split.over ? 1 : 0);
}
