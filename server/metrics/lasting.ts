// How long written lines stay once they have landed: the plain curve of Kaplan and Meier. Lines of one session die together,
// so that no interval may be drawn from their number; the number of sessions stands beside it.
import { NONE } from "./picture.ts";
import type { Selection } from "./select.ts";

const DAY = 86_400_000;
/** With fewer sessions at risk a curve says little. */
const FEWEST_SESSIONS = 5;
const AGES = [0, 1, 7, 14, 30, 60, 90, 180, 365];

/** So many lines that were there for `time`, and then went or (not `died`) are only not known any further. */
export type Life = { readonly time: number; readonly died: boolean; readonly lines: number };

export type Step = { readonly time: number; readonly alive: number };

/** The share alive from each time of a death on. Who dies at a time was at risk together with who is last seen then. */
export function kaplanMeier(lives: readonly Life[]): Step[] {
  const ordered = lives.toSorted((a, b) => a.time - b.time);
  const steps: Step[] = [];
  let [atRisk, alive] = [ordered.reduce((sum, { lines }) => sum + lines, 0), 1];
  for (let i = 0; i < ordered.length;) {
    const time = ordered[i]?.time ?? 0;
    let [dead, left] = [0, 0];
    for (; ordered[i]?.time === time; i++) {
      const { died, lines } = ordered[i] ?? { died: false, lines: 0 };
      left += lines;
      if (died) dead += lines;
    }
    if (dead > 0) {
      alive *= 1 - dead / atRisk;
      steps.push({ time, alive });
    }
    atRisk -= left;
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

/** The lives of a selection's lines, as far as the picture knows them. */
export function lastingOf(selection: Selection): LastingFigures {
  const { lives, oldest } = livesOf(selection);
  const largest = lives.reduce((age, { time }) => Math.max(age, time), 0);
  const all = [{ time: 0, alive: 1 }, ...kaplanMeier(lives)];
  const atRisk = AGES.filter((age) => lives.length > 0 && age <= largest).map((ageDays) => ({
    ageDays,
    sessions: oldest.filter((time) => time >= ageDays).length,
    lines: lives.reduce((sum, { time, lines }) => (time >= ageDays ? sum + lines : sum), 0),
  }));
  return {
    lines: lives.reduce((sum, { lines }) => sum + lines, 0),
    sessions: oldest.length,
    sureDays: oldest.toSorted((a, b) => b - a)[FEWEST_SESSIONS - 1] ?? 0,
    steps: lives.length === 0 ? [] : visibleSteps(all, largest),
    atRisk,
  };
}

/** The lives, in days, and of each session with any the longest. */
function livesOf({ picture, portions, chosen }: Selection): { lives: Life[]; oldest: number[] } {
  const { pieces, turns, at } = picture;
  const lives: Life[] = [];
  const longest = new Map<number, number>();
  for (let k = 0; k < chosen.length; k++) {
    const i = chosen[k] ?? 0;
    const piece = portions.piece[i] ?? NONE;
    if (piece === NONE || portions.own[i] !== 1 || pieces.written[piece] !== 1) continue;
    const [from, until] = [pieces.from[piece] ?? Number.NaN, pieces.until[piece] ?? Number.NaN];
    if (Number.isNaN(from)) continue;
    const died = !Number.isNaN(until);
    const time = Math.max(0, (died ? until : at) - from) / DAY;
    lives.push({ time, died, lines: pieces.lines[piece] ?? 0 });
    const session = turns.session[pieces.turn[piece] ?? 0] ?? NONE;
    longest.set(session, Math.max(longest.get(session) ?? 0, time));
  }
  return { lives, oldest: [...longest.values()] };
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
