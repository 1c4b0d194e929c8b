// How much of the machine's time is taken. Work makes a debt, which is paid off by resting; as long as it is small, work
// may be done at once, so that a small history is up to date at any time and a large one leaves the machine alone.

/** So much rest for each moment of work. */
const REST = 10;

/** Debt in ms of work, as it stood at a moment (epoch ms). */
export type Debt = { readonly ms: number; readonly at: number };

export const NO_DEBT: Debt = { ms: 0, at: 0 };

/** The debt once more work was done; `now` is after it. */
export function withWork(debt: Debt, workMs: number, now: number): Debt {
  return { ms: debtAt(debt, now) + workMs, at: now };
}

/** A debt as if it had been made no later than now: it is paid off by any clock. */
export const notAfter = ({ ms, at }: Debt, now: number): Debt => ({ ms, at: Math.min(at, now) });

/** How long to rest until the debt is no more than `most`, ms. A clock that was set back makes it no longer. */
export function restFor(debt: Debt, most: number, now: number): number {
  return Math.max(0, debtAt(debt, now) - most) * REST;
}

function debtAt({ ms, at }: Debt, now: number): number {
  return Math.max(0, ms - Math.max(0, now - at) / REST);
}
