// Spend by week, and the share of it that is kept.
import { html, nothing, type TemplateResult } from "lit";
import "../chart/chart-view.ts";
import type { Chart } from "../chart/chart.ts";
import { asTable, chartCopies, chartTools } from "../chart/chart-tools.ts";
import { OUTCOMES_SHOWN } from "../chart/outcome-look.ts";
import { weeksChart } from "../chart/weeks-chart.ts";
import { outcomeWords } from "../outcome-words.ts";
import type { Card, Context, Rows } from "./card.ts";

const chartOf = ({ overview, t, format }: Context): Chart => weeksChart(overview, { t, format });

const empty = ({ overview }: Context): boolean =>
  overview.weeks.every(({ costUsd, missing }) => costUsd === 0 && missing.length === 0);

function render(context: Context): TemplateResult {
  if (empty(context)) return html`<p class="quiet">${context.t("Nothing was spent in this time.")}</p>`;
  const chart = chartOf(context);
  return html`<chart-view .chart=${chart} .asTable=${asTable(context, chart)}></chart-view>`;
}

/** Amounts as numbers; a week of which nothing is known has none. */
function rows({ overview, t }: Context): Rows {
  const words = outcomeWords(t);
  return [
    [
      t("Week of"),
      t("Spent in USD"),
      t("Kept share"),
      ...OUTCOMES_SHOWN.map((outcome) => words[outcome].label),
      t("Sessions"),
      t("Logs missing of"),
    ],
    ...overview.weeks.map(({ start, costUsd, keptShare, spend, sessions, missing }) => {
      const known = costUsd !== null && (costUsd > 0 || missing.length === 0);
      return [
        start,
        known ? costUsd : null,
        keptShare,
        ...OUTCOMES_SHOWN.map((outcome) => (known ? spend[outcome] : null)),
        sessions,
        missing.join(", "),
      ];
    }),
  ];
}

export const overTime: Card = {
  id: "over-time",
  title: (t) => t("Over time"),
  width: "half",
  render,
  tools: (context) => (empty(context) ? nothing : chartTools(context, chartOf(context))),
  copies: (context) => (empty(context) ? nothing : chartCopies(context, chartOf(context))),
  uncopied: empty,
  rows,
};
