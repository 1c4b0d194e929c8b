// Where everything of the chart of weeks stands, in pixels. Pure numbers: weeks-chart.ts draws them.
import { scaleBand, scaleLinear } from "d3-scale";
import type { Week } from "../../server/protocol/panel.ts";
import { type Segment, segmentsOf } from "./outcome-bar.ts";
import { labelled } from "./ticks.ts";

const DAY = 86_400_000;
const BARS = { top: 10, height: 168 };
const DATES = 34;
const SHARE = { gap: 26, height: 44, below: 8 };
const WIDEST_BAR = 44;
const RIGHT = 10;
const HALF_LABEL = 24;

/** A segment with its place from the top. */
export type Block = Pick<Segment, "outcome"> & { readonly top: number; readonly height: number };

/** What of a week is not in the picture: it is not over (`running`), or began before the time that is shown (`begun`). */
export type Partial = { readonly running: boolean; readonly begun: boolean };

export type WeekColumn = {
  /** The strip that answers to the pointer. */
  readonly left: number;
  readonly right: number;
  readonly middle: number;
  readonly barLeft: number;
  readonly barWidth: number;
  readonly blocks: readonly Block[];
  readonly labelled: boolean;
  /** There is no room for the label around its middle: it ends at the right. */
  readonly labelEnds: boolean;
  readonly partial: Partial;
  /** From the top; null where nothing was spent. */
  readonly shareTop: number | null;
};

export type WeeksLayout = {
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly barsTop: number;
  readonly baseline: number;
  readonly ticks: readonly { readonly usd: number; readonly top: number }[];
  readonly columns: readonly WeekColumn[];
  /** Neighbouring weeks in which logs are missing, as one strip. */
  readonly missing: readonly { readonly left: number; readonly right: number }[];
  readonly shareTop: number;
  readonly shareBottom: number;
};

export type WeeksSize = {
  readonly width: number;
  /** Room for the labels of the axis. */
  readonly left: number;
};

/** Epoch ms. `since` null: from the first week on. */
export type WeeksTime = { readonly now: number; readonly since: number | null };

/** The amounts that the axis names: few, round, the last one above or at the dearest week. */
export function weekTicks(weeks: readonly Week[]): number[] {
  const dearest = Math.max(0, ...weeks.map((week) => week.costUsd ?? 0));
  return scaleLinear()
    .domain([0, dearest > 0 ? dearest : 1])
    .nice(4)
    .ticks(4);
}

/** Which parts of a week are missing. */
export function partialOf(start: string, { now, since }: WeeksTime): Partial {
  const begin = Date.parse(start);
  // A week in which clocks change is an hour longer or shorter; nobody looks so closely.
  return { running: now >= begin && now < begin + 7 * DAY, begun: since !== null && since > begin };
}

function strips(weeks: readonly Week[], columns: readonly WeekColumn[]): WeeksLayout["missing"] {
  const found: { left: number; right: number }[] = [];
  weeks.forEach((week, at) => {
    const column = columns[at];
    if (week.missing.length === 0 || column === undefined) return;
    const last = found.at(-1);
    if (last !== undefined && column.left - last.right < 0.5) last.right = column.right;
    else found.push({ left: column.left, right: column.right });
  });
  return found;
}

/** Weeks, oldest first, in a picture of a width. */
export function layOutWeeks(weeks: readonly Week[], size: WeeksSize, time: WeeksTime): WeeksLayout {
  const right = Math.max(size.left + 1, size.width - RIGHT);
  const baseline = BARS.top + BARS.height;
  const amounts = weekTicks(weeks);
  const usd = scaleLinear([0, amounts.at(-1) ?? 1], [0, BARS.height]);
  const shareTop = baseline + DATES + SHARE.gap;
  const share = scaleLinear([0, 1], [shareTop + SHARE.height, shareTop]);
  const band = scaleBand<number>()
    .domain(weeks.map((_, at) => at))
    .range([size.left, right]);
  const step = band.step();
  const barWidth = Math.max(1, Math.min(WIDEST_BAR, Math.round(step * 0.72)));
  const middles = weeks.map((_, at) => (band(at) ?? 0) + step / 2);
  const named = labelled(middles, 58);
  const columns = weeks.map((week, at): WeekColumn => {
    const middle = middles[at] ?? 0;
    const tall = usd(week.costUsd ?? 0);
    return {
      left: middle - step / 2,
      right: middle + step / 2,
      middle,
      barLeft: Math.round(middle - barWidth / 2),
      barWidth,
      blocks: segmentsOf(week.spend).map(({ outcome, start, share: part }) => ({
        outcome,
        top: baseline - (start + part) * tall,
        height: part * tall,
      })),
      labelled: named.has(at),
      labelEnds: middle + HALF_LABEL > right + RIGHT,
      partial: partialOf(week.start, time),
      shareTop: week.keptShare === null ? null : share(week.keptShare),
    };
  });
  return {
    height: shareTop + SHARE.height + SHARE.below,
    left: size.left,
    right,
    barsTop: BARS.top,
    baseline,
    ticks: amounts.map((amount) => ({ usd: amount, top: baseline - usd(amount) })),
    columns,
    missing: strips(weeks, columns),
    shareTop,
    shareBottom: shareTop + SHARE.height,
  };
}
