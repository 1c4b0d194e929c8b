// Money as columns hold it: no more than fits, since what wraps round would be a debt.

/** As much as a column can hold, 10⁻¹² USD: some nine million dollars. */
const MOST = 2n ** 63n - 1n;
const LEAST = -(2n ** 63n);

/** An amount, or as much of it as a column can hold. */
export function heldMoney(amount: bigint): bigint {
  return amount > MOST ? MOST : amount < LEAST ? LEAST : amount;
}

/** The sum of two amounts that columns hold, or as much of it as one can. */
export function addMoney(a: bigint, b: bigint): bigint {
  const sum = BigInt.asIntN(64, a + b);
  if (b < 0n) return sum < a ? sum : LEAST;
  return sum >= a ? sum : MOST;
}

/** A column of amounts. */
export const moneyColumn = (amounts: readonly bigint[]): BigInt64Array =>
  BigInt64Array.from(amounts, heldMoney);
