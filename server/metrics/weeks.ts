// What was spent week by week, and which weeks' logs may have been gone before anybody read them.
import { startOfWeek } from "../lib/time.ts";
import type { Picture } from "./picture.ts";
import type { Selection } from "./select.ts";
import type { Grouping } from "./sums-by.ts";

const DAY = 86_400_000;
/** Ten years in a row; of more than that only weeks with something in them. */
const MOST_WEEKS = 520;

export type Weeks = {
  /** Local Mondays, epoch ms, in order. */
  readonly starts: readonly number[];
  /** Row i is week i. */
  readonly grouping: Grouping;
  /** Labels of agents whose logs of the week may be missing. */
  readonly missing: readonly (readonly string[])[];
};

/** All weeks from the selection's beginning, or its first turn, until `now`; of later ones those with something in them. */
export function weeksOf(selection: Selection, now: number): Weeks {
  const { picture, turns, portions } = selection;
  const started = Array.from(turns, (turn) => picture.turns.started[turn] ?? 0);
  const starts = mondays(started, selection.choice.since, now);
  const ofTurn = new Int32Array(picture.turns.started.length);
  for (const turn of turns) ofTurn[turn] = lastNotAfter(starts, picture.turns.started[turn] ?? 0);
  return {
    starts,
    grouping: { rows: starts.length, rowOf: (i) => ofTurn[portions.turn[i] ?? 0] ?? 0 },
    missing: starts.map((start) => agentsMissing(picture, start, selection.choice.agent)),
  };
}

/** What stands in the future, where only a clock that went wrong can have put it, has its weeks, but none before them. */
function mondays(started: readonly number[], since: number | null, now: number): number[] {
  const told = [...new Set(started.map((at) => startOfWeek(at)))].sort((a, b) => a - b);
  const first = Math.min(since ?? Infinity, told[0] ?? Infinity);
  const all: number[] = [];
  for (let week = 0; week < MOST_WEEKS; week++) {
    const monday = startOfWeek(first, week);
    if (!(monday <= now)) return [...all, ...told.filter((one) => one > now)];
    all.push(monday);
  }
  return told;
}

/** Place of the last of some times, in order, that is not after `at`; 0 if all are. */
function lastNotAfter(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

function agentsMissing({ agents, sessions, begun }: Picture, week: number, only: string | null): string[] {
  return agents
    .filter(({ id }) => (only === null || only === id) && sessions.some(({ agent }) => agent === id))
    .filter(({ deletesAfterDays: days }) => days !== null && week < begun - days * DAY)
    .map(({ label }) => label);
}
