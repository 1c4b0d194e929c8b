// Decides when to look again: at once where little was done lately, else after a rest that is much longer than the work.
import { type Debt, NO_DEBT, notAfter, restFor, withWork } from "./throttle.ts";

/** What has changed since it was looked at: agents' logs, and what stands in repositories. */
export type Wanted = { readonly logs: boolean; readonly work: boolean };

/** The next look: at everything, or only at what was spent; and in how many ms. */
export type Next = { readonly all: boolean; readonly inMs: number };

export type Schedule = {
  /** null: there is nothing to look at. `now`: epoch ms. */
  next(wanted: Wanted, withGit: boolean, now: number): Next | null;
  began(now: number): void;
  /** `workMs`: how much of a processor's time it took. `first`: nothing had been known before, it does not come again. */
  ended(look: { readonly all: boolean; readonly workMs: number; readonly first: boolean }, now: number): void;
  /** It came to nothing. Gives whether it is tried again though nothing changes. */
  failed(): boolean;
  /** What was done and what failed does not count any more. */
  forgive(): void;
};

/** So much work may be done without a rest; and so much is rested for at most. */
const FREE_MS = 2_000;
const MOST_MS = 10_000;
/** Between two looks, ms; and how long what changes together is waited for. */
const GAP_MS = 500;
const TOGETHER_MS = 50;
/** What failed is tried again after a second, two, four, so many times. */
const FAILED_REST_MS = 1_000;
const MOST_FAILURES = 6;

/** Costs are looked at by themselves while outcomes rest: they have a debt of their own. */
export function createSchedule(): Schedule {
  let debts: { readonly all: Debt; readonly costs: Debt } = { all: NO_DEBT, costs: NO_DEBT };
  let lastAt = -Infinity;
  let failures = 0;

  return {
    next({ logs, work }, withGit, now) {
      // A clock that was set back would have it rest until it is there again.
      lastAt = Math.min(lastAt, now);
      debts = { all: notAfter(debts.all, now), costs: notAfter(debts.costs, now) };
      const rest = failures === 0 ? 0 : FAILED_REST_MS * 2 ** (Math.min(failures, MOST_FAILURES) - 1);
      const gap = Math.max(TOGETHER_MS, lastAt + GAP_MS - now, rest);
      const inMs = {
        all: withGit && (logs || work) ? Math.max(gap, restFor(debts.all, FREE_MS, now)) : Infinity,
        costs: logs ? Math.max(gap, restFor(debts.costs, FREE_MS, now)) : Infinity,
      };
      const all = inMs.all <= inMs.costs;
      const least = all ? inMs.all : inMs.costs;
      return least === Infinity ? null : { all, inMs: least };
    },
    began(now) {
      lastAt = now;
    },
    ended({ all, workMs, first }, now) {
      failures = 0;
      if (first) return;
      const which = all ? "all" : "costs";
      debts = { ...debts, [which]: withWork(debts[which], Math.min(workMs, MOST_MS), now) };
    },
    failed: () => ++failures < MOST_FAILURES,
    forgive() {
      failures = 0;
      debts = { all: NO_DEBT, costs: NO_DEBT };
    },
  };
}
