// Spend by week and outcome, with the share of it that is kept below.
import { nothing, svg } from "lit";
import type { SVGTemplateResult } from "lit";
import { line } from "d3-shape";
import type { Overview, Week } from "../../server/protocol/panel.ts";
import type { Format } from "../format.ts";
import { outcomeWords } from "../outcome-words.ts";
import type { Translate } from "../words.ts";
import type { Chart, ChartTable, Place } from "./chart.ts";
import { lookOf, OUTCOMES_SHOWN } from "./outcome-look.ts";
import { moneyTicks, roomFor } from "./ticks.ts";
import { layOutWeeks, partialOf, weekTicks } from "./weeks-layout.ts";
import type { WeekColumn, WeeksLayout, WeeksTime } from "./weeks-layout.ts";

type Words = { readonly t: Translate; readonly format: Format };
type Shown = Pick<Overview, "weeks" | "now" | "value">;

/** No spend is known of it: nothing could be priced, or none was seen and logs are missing. That is not zero. */
const unknown = ({ costUsd, missing }: Week): boolean =>
  costUsd === null || (missing.length > 0 && costUsd === 0);

function remarkOn(week: Week, partial: WeekColumn["partial"], { t }: Words): string {
  return [
    partial.running ? t("This week is not over.") : "",
    partial.begun ? t("Only a part of this week is in the period.") : "",
    week.missing.length > 0
      ? t("Logs of {0} may have been deleted before they were read.", week.missing.join(", "))
      : "",
  ]
    .filter((remark) => remark !== "")
    .join(" ");
}

function placeOf(week: Week, time: WeeksTime, words: Words): Place {
  const { t, format } = words;
  const names = outcomeWords(t);
  const remark = remarkOn(week, partialOf(week.start, time), words);
  const spent = OUTCOMES_SHOWN.filter((outcome) => week.spend[outcome] > 0).map((outcome) => ({
    label: names[outcome].label,
    value: format.money(week.spend[outcome]),
    outcome,
  }));
  const spend = { label: t("Spent"), value: unknown(week) ? t("not known") : format.money(week.costUsd) };
  const sums =
    unknown(week) && week.sessions === 0
      ? [spend]
      : [
          spend,
          { label: t("Kept share"), value: format.share(week.keptShare) },
          { label: t("Sessions"), value: format.count(week.sessions) },
        ];
  return {
    title: t("Week of {0}", format.day(week.start)),
    figures: [...sums, ...spent],
    ...(remark === "" ? {} : { remark }),
  };
}

function tableOf(weeks: readonly Week[], time: WeeksTime, words: Words): ChartTable {
  const { t, format } = words;
  const names = outcomeWords(t);
  return {
    heads: [
      t("Week of"),
      t("Spent"),
      t("Kept share"),
      ...OUTCOMES_SHOWN.map((outcome) => names[outcome].label),
      t("Sessions"),
      t("Remarks"),
    ],
    rows: weeks.map((week) => [
      format.day(week.start),
      unknown(week) ? t("not known") : format.money(week.costUsd),
      format.share(week.keptShare),
      ...OUTCOMES_SHOWN.map((outcome) =>
        unknown(week) ? t("not known") : format.money(week.spend[outcome]),
      ),
      format.count(week.sessions),
      remarkOn(week, partialOf(week.start, time), words),
    ]),
  };
}

const bar = (column: WeekColumn, baseline: number): SVGTemplateResult => {
  const top = column.blocks.at(-1)?.top ?? baseline;
  return svg`
    ${column.blocks.map(
      (block) => svg`<rect class=${lookOf(block.outcome)} x=${column.barLeft} width=${column.barWidth}
        y=${block.top} height=${block.height}></rect>`,
    )}
    ${
      (!column.partial.running && !column.partial.begun) || column.blocks.length === 0
        ? nothing
        : svg`<rect class="chart-partial" x=${column.barLeft - 2.5} width=${column.barWidth + 5}
            y=${top - 2.5} height=${baseline - top + 2.5}></rect>`
    }`;
};

const axis = (layout: WeeksLayout, labels: readonly string[]): SVGTemplateResult => svg`
  ${layout.ticks.map(
    ({ top }, at) => svg`
      <line class=${at === 0 ? "chart-base" : "chart-grid"} x1=${layout.left} x2=${layout.right}
        y1=${Math.round(top) + 0.5} y2=${Math.round(top) + 0.5}></line>
      <text class="chart-label end" x=${layout.left - 8} y=${top + 4}>${labels[at]}</text>`,
  )}`;

const hatches = (layout: WeeksLayout, label: string): SVGTemplateResult => svg`
  ${layout.missing.map(
    ({ left, right }) => svg`
      <rect class="chart-missing" x=${left + 1} width=${Math.max(1, right - left - 2)}
        y=${layout.barsTop} height=${layout.baseline - layout.barsTop}></rect>
      ${
        right - left > label.length * 6.2
          ? svg`
            <rect class="chart-paper" x=${(left + right) / 2 - label.length * 3.2} width=${label.length * 6.4}
              y=${layout.barsTop + 2} height="17"></rect>
            <text class="chart-note middle" x=${(left + right) / 2} y=${layout.barsTop + 14}>${label}</text>`
          : nothing
      }`,
  )}`;

/** The line of the kept share: broken where nothing was spent, with a dot for each week where there is room. */
function shareStrip(layout: WeeksLayout, weeks: readonly Week[], words: Words): SVGTemplateResult {
  const { t, format } = words;
  const path = line<WeekColumn>(
    ({ middle }) => middle,
    ({ shareTop }) => shareTop ?? 0,
  ).defined(({ shareTop }) => shareTop !== null);
  const { columns } = layout;
  const step = (layout.right - layout.left) / Math.max(1, columns.length);
  const named = step >= 40;
  return svg`
    <text class="chart-label" x="0" y=${layout.shareTop - 12}>${t("Kept share")}</text>
    ${[1, 0].map((share) => {
      const top = share === 1 ? layout.shareTop : layout.shareBottom;
      return svg`
        <line class="chart-grid" x1=${layout.left} x2=${layout.right} y1=${top + 0.5} y2=${top + 0.5}></line>
        <text class="chart-label end" x=${layout.left - 8} y=${top + 4}>${format.share(share)}</text>`;
    })}
    <path class="chart-line" d=${path(columns) ?? ""}></path>
    ${columns.map((column, at) =>
      column.shareTop === null
        ? nothing
        : svg`
          ${
            step >= 14 || (columns[at - 1]?.shareTop ?? columns[at + 1]?.shareTop ?? null) === null
              ? svg`<circle class="chart-dot" r="3" cx=${column.middle} cy=${column.shareTop}></circle>`
              : nothing
          }
          ${
            named
              ? svg`<text class="chart-value middle" x=${column.middle}
                  y=${column.shareTop - layout.shareTop > 16 ? column.shareTop - 7 : column.shareTop + 16}
                >${format.share(weeks[at]?.keptShare ?? null)}</text>`
              : nothing
          }`,
    )}`;
}

/** Under a week that is not whole. */
function noteOn({ partial }: WeekColumn, since: string | null, { t, format }: Words): string | null {
  if (partial.running) return t("so far");
  return partial.begun ? t("from {0}", format.day(since)) : null;
}

function dates(layout: WeeksLayout, { weeks, value: { since } }: Shown, words: Words): SVGTemplateResult {
  return svg`${layout.columns.map((column, at) => {
    if (!column.labelled) return nothing;
    const anchor = column.labelEnds ? "end" : "middle";
    const x = column.labelEnds ? column.right : column.middle;
    const note = noteOn(column, since, words);
    return svg`
      <text class="chart-label ${anchor}" x=${x} y=${layout.baseline + 16}>${words.format.day(weeks[at]?.start ?? null)}</text>
      ${
        note === null
          ? nothing
          : svg`<text class="chart-note ${anchor}" x=${x} y=${layout.baseline + 30}>${note}</text>`
      }`;
  })}`;
}

/** The chart for what the filter leaves. */
export function weeksChart(overview: Shown, words: Words): Chart {
  const { weeks } = overview;
  const { t } = words;
  const { since } = overview.value;
  const time = { now: Date.parse(overview.now), since: since === null ? null : Date.parse(since) };
  const names = outcomeWords(t);
  const amounts = weekTicks(weeks);
  const labels = moneyTicks(words.format.locale, amounts);
  return {
    name: "over-time",
    title: t("Over time"),
    description: t(
      "Bars of what was spent in each week by what became of it, and a line of the share that is kept.",
    ),
    places: weeks.map((week) => placeOf(week, time, words)),
    table: tableOf(weeks, time, words),
    legend: OUTCOMES_SHOWN.filter((outcome) => weeks.some((week) => week.spend[outcome] > 0)).map(
      (outcome) => [outcome, names[outcome].label] as const,
    ),
    draw: (width, chosen) => {
      const layout = layOutWeeks(weeks, { width, left: roomFor([...labels, "100 %"]) }, time);
      const column = chosen === null ? undefined : layout.columns[chosen];
      return {
        height: layout.height,
        spots: layout.columns,
        body: svg`
          ${hatches(layout, t("logs missing"))}
          ${axis(layout, labels)}
          ${
            column === undefined
              ? nothing
              : svg`<rect class="chart-chosen" x=${column.left} width=${column.right - column.left}
                  y=${layout.barsTop} height=${layout.shareBottom - layout.barsTop}></rect>`
          }
          ${layout.columns.map((each) => bar(each, layout.baseline))}
          ${dates(layout, overview, words)}
          ${shareStrip(layout, weeks, words)}`,
      };
    },
  };
}
