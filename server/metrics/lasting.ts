// How long written lines stay once they have landed: the plain curve of Kaplan and Meier. Lines of one session die together,
// so that no interval may be drawn from their number; the number of sessions stands beside it.
import { NONE } from "./picture.ts";
import type { Selection } from "./select.ts";

const SECOND = 1000;
const DAY = 86_400_000;
/** With fewer sessions at risk a curve says little. */
const FEWEST_SESSIONS = 5;
const AGES = [0, 1, 7, 14, 30, 60, 90, 180, 365];

/** Column i of each is life i: so many lines that were there for a time, and then went or are not known any further. */
export type Lives = {
  /** Whole units of time, 0 or more. */
  readonly time: Float64Array;
  /** 1: they went. */
  readonly died: Uint8Array;
  readonly lines: Int32Array;
};

export type Step = { readonly time: number; readonly alive: number };

/** The share alive from each time of a death on. Who dies at a time was at risk together with who is last seen then. */
export function kaplanMeier(lives: Lives): Step[] {
  const { time, died, lines } = lives;
  const order = inOrderOfTime(time);
  const steps: Step[] = [];
  let [atRisk, alive] = [lines.reduce((sum, count) => sum + count, 0), 1];
  for (let k = 0; k < order.length;) {
    const now = time[order[k] ?? 0] ?? 0;
    let [dead, left] = [0, 0];
    for (; k < order.length && time[order[k] ?? 0] === now; k++) {
      const count = lines[order[k] ?? 0] ?? 0;
      left += count;
      if (died[order[k] ?? 0] === 1) dead += count;
    }
    if (dead > 0) {
      alive *= 1 - dead / atRisk;
      steps.push({ time: now, alive });
    }
    atRisk -= left;
  }
  return steps;
}

/** Places of whole times in their order. Times and places fit into one number together, and numbers alone sort fast. */
function inOrderOfTime(time: Float64Array): Uint32Array {
  const places = time.length + 1;
  const keys = time.map((at, place) => at * places + place).sort();
  return Uint32Array.from(keys, (key) => key % places);
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

/** The lives of a selection's lines, as far as the picture knows them. */
export function lastingOf(selection: Selection): LastingFigures {
  const { lives, longest } = livesOf(selection);
  const days = (time: number): number => (time * SECOND) / DAY;
  const largest = days(Math.max(...longest, 0));
  const curve = kaplanMeier(lives).map(({ time, alive }) => ({ time: days(time), alive }));
  const lines = (least: number): number =>
    lives.lines.reduce((sum, count, i) => ((lives.time[i] ?? 0) >= least ? sum + count : sum), 0);
  return {
    lines: lines(0),
    sessions: longest.length,
    sureDays: days(longest.toSorted((a, b) => b - a)[FEWEST_SESSIONS - 1] ?? 0),
    steps: longest.length === 0 ? [] : visibleSteps([{ time: 0, alive: 1 }, ...curve], largest),
    atRisk: AGES.filter((age) => longest.length > 0 && age <= largest).map((ageDays) => {
      const least = (ageDays * DAY) / SECOND;
      return { ageDays, sessions: longest.filter((time) => time >= least).length, lines: lines(least) };
    }),
  };
}

/** The lives in whole seconds, and the longest of each session that has any. */
function livesOf({ picture, portions, chosen }: Selection): { lives: Lives; longest: number[] } {
  const { pieces, turns, at } = picture;
  const lives = {
    time: new Float64Array(chosen.length),
    died: new Uint8Array(chosen.length),
    lines: new Int32Array(chosen.length),
  };
  const longest = new Map<number, number>();
  let count = 0;
  for (let k = 0; k < chosen.length; k++) {
    const i = chosen[k] ?? 0;
    const piece = portions.piece[i] ?? NONE;
    if (piece === NONE || portions.own[i] !== 1 || pieces.written[piece] !== 1) continue;
    const [from, until] = [pieces.from[piece] ?? Number.NaN, pieces.until[piece] ?? Number.NaN];
    if (Number.isNaN(from)) continue;
    const died = !Number.isNaN(until);
    const time = Math.max(0, Math.floor(((died ? until : at) - from) / SECOND));
    lives.time[count] = time;
    lives.died[count] = died ? 1 : 0;
    lives.lines[count++] = pieces.lines[piece] ?? 0;
    const session = turns.session[pieces.turn[piece] ?? 0] ?? NONE;
    longest.set(session, Math.max(longest.get(session) ?? 0, time));
  }
  return { lives: shortened(lives, count), longest: [...longest.values()] };
}

const shortened = ({ time, died, lines }: Lives, count: number): Lives => ({
  time: time.subarray(0, count),
  died: died.subarray(0, count),
  lines: lines.subarray(0, count),
});

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
