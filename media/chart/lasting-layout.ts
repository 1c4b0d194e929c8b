// Where everything of the curve of what lasted stands, in pixels. Pure numbers: lasting-chart.ts draws them.
import { scaleLinear, scalePow } from "d3-scale";
import { curveStepAfter, line } from "d3-shape";
import type { Lasting } from "../../server/protocol/panel.ts";

/** With fewer sessions at risk a curve says little: it is drawn grey. With fewer in all, there is none. */
export const FEWEST_SESSIONS = 5;

const PLOT = { top: 10, height: 168 };
const AXIS = 24;
const RISK = { row: 16, rows: 2, head: 18 };
const RIGHT = 14;
/** The widest label is a count of lines, such as 44.6K. */
const LABEL = { apart: 42, half: 18 };

type Age = { readonly ageDays: number; readonly alive: number };

export type LastingLayout = {
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly plotTop: number;
  readonly baseline: number;
  readonly shares: readonly { readonly share: number; readonly top: number }[];
  /** Ages that the axis names; where the labels stand. `known`: enough sessions are that old. */
  readonly ages: readonly {
    readonly ageDays: number;
    readonly x: number;
    readonly alive: number;
    readonly y: number;
    readonly sessions: number;
    readonly lines: number;
    readonly known: boolean;
    readonly labelled: boolean;
  }[];
  /** Paths: of the ages that enough sessions are old, and of those beyond. */
  readonly sure: string;
  readonly unsure: string;
  /** Where the curve turns grey; null: nowhere. */
  readonly greyFrom: number | null;
  readonly riskTop: number;
  readonly riskRow: number;
};

/** The share alive at an age: that of the last step not after it. */
export function aliveAt(steps: readonly Age[], ageDays: number): number {
  return steps.findLast((step) => step.ageDays <= ageDays)?.alive ?? 1;
}

/** The part of a step curve between two ages, with its ends. */
function between(steps: readonly Age[], from: number, to: number): Age[] {
  const inside = steps.filter(({ ageDays }) => ageDays > from && ageDays < to);
  return [
    { ageDays: from, alive: aliveAt(steps, from) },
    ...inside,
    { ageDays: to, alive: aliveAt(steps, to) },
  ];
}

/** Which ages keep their label: the first, which stands at the right of its mark, then each that has room. */
function roomy(xs: readonly number[]): ReadonlySet<number> {
  const kept = new Set<number>();
  let last = Number.NEGATIVE_INFINITY;
  xs.forEach((x, at) => {
    if (x - last < LABEL.apart) return;
    kept.add(at);
    last = at === 0 ? x + LABEL.half : x;
  });
  return kept;
}

/** The curve in a picture of a width; `left`: room for the axis. Young ages get more room than old ones. */
export function layOutLasting(lasting: Lasting, size: { width: number; left: number }): LastingLayout {
  const reached = lasting.atRisk.filter(({ sessions }) => sessions > 0);
  const oldest = Math.max(1, reached.at(-1)?.ageDays ?? 0, lasting.steps.at(-1)?.ageDays ?? 0);
  const right = Math.max(size.left + 1, size.width - RIGHT);
  const baseline = PLOT.top + PLOT.height;
  const x = scalePow([0, oldest], [size.left, right]).exponent(0.5);
  const y = scaleLinear([0, 1], [baseline, PLOT.top]);
  const path = line<Age>(
    ({ ageDays }) => x(ageDays),
    ({ alive }) => y(alive),
  ).curve(curveStepAfter);
  const sure = Math.min(oldest, lasting.sureDays);
  const xs = reached.map(({ ageDays }) => x(ageDays));
  const named = roomy(xs);
  return {
    height: baseline + AXIS + RISK.head + RISK.row * RISK.rows + 4,
    left: size.left,
    right,
    plotTop: PLOT.top,
    baseline,
    shares: [0, 0.25, 0.5, 0.75, 1].map((share) => ({ share, top: y(share) })),
    ages: reached.map(({ ageDays, sessions, lines }, at) => ({
      ageDays,
      x: x(ageDays),
      alive: aliveAt(lasting.steps, ageDays),
      y: y(aliveAt(lasting.steps, ageDays)),
      sessions,
      lines,
      known: sessions >= FEWEST_SESSIONS,
      labelled: named.has(at),
    })),
    sure: sure > 0 ? (path(between(lasting.steps, 0, sure)) ?? "") : "",
    unsure: sure < oldest ? (path(between(lasting.steps, sure, oldest)) ?? "") : "",
    greyFrom: sure < oldest ? x(sure) : null,
    riskTop: baseline + AXIS + RISK.head,
    riskRow: RISK.row,
  };
}
