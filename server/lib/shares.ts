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

/** The share of the line at `index` when `amount` is split evenly over `count` lines: the first lines take the remainder. */
export function evenShare(amount: bigint, count: number, index: number): bigint {
  const n = BigInt(count);
  return amount / n + (BigInt(index) < amount % n ? 1n : 0n);
}
