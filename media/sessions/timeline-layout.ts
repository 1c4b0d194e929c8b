// Where the events of a session stand, in pixels. Minutes and months fit in one picture: the further back, the closer.
import { scaleSymlog } from "d3-scale";
import type { Happening } from "../../server/protocol/panel.ts";

/** In the order of the lanes. */
export const KINDS = [
  "prompt",
  "landed",
  "reworked",
  "reverted",
] as const satisfies readonly Happening["what"][];
export type Kind = Happening["what"];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LANE = 30;
const TOP = 6;
const AXIS = 24;
const RIGHT = 14;
const LARGEST = 9;

/** Times since the beginning that the axis may name, in ms. */
const MARKS = [0, 10 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];

export type TimelineLayout = {
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly axisTop: number;
  readonly lanes: readonly { readonly kind: Kind; readonly middle: number }[];
  /** One for each event. */
  readonly marks: readonly {
    readonly kind: Kind;
    readonly x: number;
    readonly y: number;
    /** Grows with the lines that it concerns. */
    readonly radius: number;
    readonly left: number;
    readonly right: number;
  }[];
  readonly ticks: readonly { readonly sinceMs: number; readonly x: number }[];
};

const linesOf = (event: Happening): number => (event.what === "prompt" ? 0 : event.lines);

/** Events, oldest first, in a picture of a width; `left`: room for the names of the lanes. */
export function layOutTimeline(
  events: readonly Happening[],
  { width, left }: { readonly width: number; readonly left: number },
): TimelineLayout {
  const right = Math.max(left + 1, width - RIGHT);
  const times = events.map(({ at }) => Date.parse(at));
  const begin = times[0] ?? 0;
  const span = Math.max(10 * MINUTE, (times.at(-1) ?? begin) - begin);
  const x = scaleSymlog([0, span], [left, right]).constant(30 * MINUTE);
  const lanes = KINDS.filter((kind) => events.some(({ what }) => what === kind)).map((kind, at) => ({
    kind,
    middle: TOP + LANE * (at + 0.5),
  }));
  const most = Math.max(1, ...events.map(linesOf));
  const xs = times.map((time) => x(Math.max(0, time - begin)));
  const between = (at: number, other: number): number => ((xs[at] ?? left) + (xs[other] ?? left)) / 2;
  const axisTop = TOP + LANE * lanes.length;
  let last = Number.NEGATIVE_INFINITY;
  const ticks = MARKS.filter((mark) => mark <= span)
    .map((sinceMs) => ({ sinceMs, x: x(sinceMs) }))
    .filter((tick) => {
      const room = tick.x - last >= 48;
      if (room) last = tick.x;
      return room;
    });
  return {
    height: axisTop + AXIS,
    left,
    right,
    axisTop,
    lanes,
    marks: events.map((event, at) => ({
      kind: event.what,
      x: xs[at] ?? left,
      y: lanes.find(({ kind }) => kind === event.what)?.middle ?? 0,
      radius: event.what === "prompt" ? 3 : 4 + (LARGEST - 4) * Math.sqrt(linesOf(event) / most),
      left: at === 0 ? left - 10 : between(at - 1, at),
      right: at === events.length - 1 ? right + RIGHT : between(at, at + 1),
    })),
    ticks,
  };
}
