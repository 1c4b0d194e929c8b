// How long written lines stay once they have landed: the plain curve of Kaplan and Meier. Lines of one session die together,
// so that no interval may be drawn from their number; the number of sessions stands beside it.
import { NONE } from "./picture.ts";
import type { Selection } from "./select.ts";

const HOUR = 3_600_000;
const HOURS = 24;
/** Over a hundred years: whoever says more has a wrong clock. */
const OLDEST = 2 ** 20;
/** With fewer sessions at risk a curve says little. */
const FEWEST_SESSIONS = 5;
/** Days. */
const AGES = [0, 1, 7, 14, 30, 60, 90, 180, 365];

/** By age, in whole units of time: how many went at that age, and how many were last seen at it, those included. */
export type Ages = { readonly died: Float64Array; readonly left: Float64Array };

export type Step = { readonly time: number; readonly alive: number };

/** The share alive from each age of a death on. Who dies at an age was at risk together with who is last seen then. */
export function kaplanMeier({ died, left }: Ages): Step[] {
  const steps: Step[] = [];
  let [atRisk, alive] = [left.reduce((sum, count) => sum + count, 0), 1];
  for (let time = 0; time < left.length; time++) {
    const dead = died[time] ?? 0;
    if (dead > 0) {
      alive *= 1 - dead / atRisk;
      steps.push({ time, alive });
    }
    atRisk -= left[time] ?? 0;
  }
  return steps;
}

export type LastingFigures = {
  readonly lines: number;
  readonly sessions: number;
  /** The oldest age that at least five sessions have reached; 0: there are not so many. */
  readonly sureDays: number;
  /** `time` in days. From 1 at birth to the greatest age that is known. */
  readonly steps: readonly Step[];
  readonly atRisk: readonly { readonly ageDays: number; readonly sessions: number; readonly lines: number }[];
};

/** The lives of a selection's lines, as far as the picture knows them. Ages are whole hours. */
export function lastingOf(selection: Selection): LastingFigures {
  const { ages, longest } = agesOf(selection);
  const days = (hours: number): number => hours / HOURS;
  const largest = ages.left.length - 1;
  const lines = (hours: number): number => ages.left.subarray(hours).reduce((sum, count) => sum + count, 0);
  const curve = kaplanMeier(ages).map(({ time, alive }) => ({ time: days(time), alive }));
  return {
    lines: lines(0),
    sessions: longest.length,
    sureDays: days(longest.toSorted((a, b) => b - a)[FEWEST_SESSIONS - 1] ?? 0),
    steps: longest.length === 0 ? [] : visibleSteps([{ time: 0, alive: 1 }, ...curve], days(largest)),
    atRisk: AGES.filter((age) => age * HOURS <= largest).map((ageDays) => ({
      ageDays,
      sessions: longest.filter((hours) => hours >= ageDays * HOURS).length,
      lines: lines(ageDays * HOURS),
    })),
  };
}

/** Lines by age in hours, and the longest life of each session that has any. */
function agesOf(selection: Selection): { ages: Ages; longest: number[] } {
  const longest = new Map<number, number>();
  const { session, hours, died, lines } = livesOf(selection);
  for (let i = 0; i < hours.length; i++) {
    const own = session[i] ?? NONE;
    longest.set(own, Math.max(longest.get(own) ?? 0, hours[i] ?? 0));
  }
  const size = hours.reduce((most, age) => Math.max(most, age + 1), 0);
  const ages = { died: new Float64Array(size), left: new Float64Array(size) };
  for (let i = 0; i < hours.length; i++) {
    const [age, count] = [hours[i] ?? 0, lines[i] ?? 0];
    ages.left[age] = (ages.left[age] ?? 0) + count;
    if (died[i] === 1) ages.died[age] = (ages.died[age] ?? 0) + count;
  }
  return { ages, longest: [...longest.values()] };
}

/** Of each piece of lines that landed: for how many hours they were seen there, and whether they then went. */
function livesOf({ picture, portions, chosen }: Selection) {
  const { pieces, turns, at } = picture;
  const column = (): Int32Array => new Int32Array(chosen.length);
  const [session, hours, died, lines] = [column(), column(), column(), column()];
  let count = 0;
  for (let k = 0; k < chosen.length; k++) {
    const i = chosen[k] ?? 0;
    const piece = portions.piece[i] ?? NONE;
    if (piece === NONE || portions.own[i] !== 1 || pieces.written[piece] !== 1) continue;
    const [from, until] = [pieces.from[piece] ?? Number.NaN, pieces.until[piece] ?? Number.NaN];
    if (Number.isNaN(from)) continue;
    const gone = !Number.isNaN(until);
    session[count] = turns.session[pieces.turn[piece] ?? 0] ?? NONE;
    hours[count] = Math.min(OLDEST, Math.max(0, Math.floor(((gone ? until : at) - from) / HOUR)));
    died[count] = gone ? 1 : 0;
    lines[count++] = pieces.lines[piece] ?? 0;
  }
  const own = (all: Int32Array): Int32Array => all.subarray(0, count);
  return { session: own(session), hours: own(hours), died: own(died), lines: own(lines) };
}

/** Smaller steps than an eye sees go with the next, so that a hundred thousand of them fit on a line. */
const SMALLEST = 0.001;

function visibleSteps(all: readonly Step[], largest: number): Step[] {
  const steps: Step[] = [];
  for (const step of all) {
    const last = steps.at(-1);
    if (last?.time === step.time) steps.pop();
    if (last === undefined || last.time === step.time || last.alive - step.alive >= SMALLEST)
      steps.push(step);
  }
  const end = all.at(-1);
  if (end !== undefined && steps.at(-1)?.alive !== end.alive) steps.push(end);
  const last = steps.at(-1);
  return last === undefined || last.time >= largest
    ? steps
    : [...steps, { time: largest, alive: last.alive }];
}
