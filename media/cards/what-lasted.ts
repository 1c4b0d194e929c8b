// The share of lines still there by age.
import { html, nothing, type TemplateResult } from "lit";
import "../chart/chart-view.ts";
import type { Chart } from "../chart/chart.ts";
import { asTable, chartCopies, chartTools } from "../chart/chart-tools.ts";
import { lastingChart, tooFew } from "../chart/lasting-chart.ts";
import { aliveAt, FEWEST_SESSIONS } from "../chart/lasting-layout.ts";
import type { Card, Context, Rows } from "./card.ts";

const chartOf = ({ overview, t, format }: Context): Chart => lastingChart(overview.lasting, { t, format });

function fewSentence({ overview, t, format }: Context): string {
  const { sessions } = overview.lasting;
  if (sessions === 0) return t("No line of this time has come onto a main line yet.");
  return sessions === 1
    ? t(
        "Too few to tell: lines of 1 session have come onto a main line, and a curve needs {0}.",
        FEWEST_SESSIONS,
      )
    : t(
        "Too few to tell: lines of {0} sessions have come onto a main line, and a curve needs {1}.",
        format.count(sessions),
        FEWEST_SESSIONS,
      );
}

function render(context: Context): TemplateResult {
  const { t, overview } = context;
  if (tooFew(overview.lasting)) return html`<p class="quiet">${fewSentence(context)}</p>`;
  const chart = chartOf(context);
  return html`
    <chart-view .chart=${chart} .asTable=${asTable(context, chart)}></chart-view>
    <p class="chart-remark">
      ${t(
        "There is no interval yet: lines of one session tend to go together, so the curve is less certain than so many lines suggest.",
      )}
    </p>
  `;
}

function rows({ overview, t }: Context): Rows {
  const { steps, atRisk } = overview.lasting;
  return [
    [t("Age in days"), t("Share still there"), t("Sessions this old"), t("Lines this old")],
    ...atRisk
      .filter(({ sessions }) => sessions > 0)
      .map(({ ageDays, sessions, lines }) => [ageDays, aliveAt(steps, ageDays), sessions, lines]),
  ];
}

export const whatLasted: Card = {
  id: "what-lasted",
  title: (t) => t("What lasted"),
  width: "half",
  render,
  tools: (context) => (tooFew(context.overview.lasting) ? nothing : chartTools(context, chartOf(context))),
  copies: (context) => (tooFew(context.overview.lasting) ? nothing : chartCopies(context, chartOf(context))),
  uncopied: ({ overview }) => tooFew(overview.lasting),
  rows,
};
