// What the status bar shows: what today, this week and the running session cost.
import { startOfDay, startOfWeek } from "../lib/time.ts";
import { EVERYTHING, type Scope } from "./choice.ts";
import type { CutPicture } from "./cut-picture.ts";
import { NONE } from "./picture.ts";
import { select, type Selection } from "./select.ts";
import { sumsByTurn } from "./sums-by.ts";
import type { Sums } from "./sums.ts";

/** A session runs as long as it did something within this time, in ms. */
const RUNNING = 30 * 60_000;

export type CostsFigures = {
  /** Each a table of one row. */
  readonly today: Sums;
  readonly week: Sums;
  /** The turns since Monday. */
  readonly ofWeek: Selection;
  /** The running session as a whole, by its number; null: none is running. */
  readonly running: { readonly session: number; readonly sums: Sums } | null;
};

/** The costs within a scope (null: everywhere), seen from `now`, epoch ms. */
export function costsOf(cut: CutPicture, scope: Scope | null, now: number): CostsFigures {
  const until = startOfDay(now, 1);
  const since = (start: number): Selection => select(cut, { ...EVERYTHING, scope, since: start, until });
  const ofWeek = since(startOfWeek(now));
  const session = runningSession(cut, scope, now);
  return {
    today: sumsByTurn(since(startOfDay(now)), 1, () => 0),
    week: sumsByTurn(ofWeek, 1, () => 0),
    ofWeek,
    running: session === NONE ? null : { session, sums: sumsOfSession(cut, session) },
  };
}

function runningSession({ picture }: CutPicture, scope: Scope | null, now: number): number {
  let found = NONE;
  picture.sessions.forEach(({ ended }, session) => {
    // A clock that went wrong may have put an end far into the future.
    if (Math.abs(now - ended) > RUNNING || (scope !== null && scope.sessions[session] !== 1)) return;
    if (ended >= (picture.sessions[found]?.ended ?? -Infinity)) found = session;
  });
  return found;
}

function sumsOfSession(cut: CutPicture, session: number): Sums {
  return sumsByTurn(select(cut, { ...EVERYTHING, session }), 1, () => 0);
}
