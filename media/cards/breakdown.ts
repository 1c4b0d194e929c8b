// By agent, model, kind of file and size of context: one table with the same columns everywhere.
import { html, nothing, type TemplateResult } from "lit";
import type { Breakdown, Row } from "../../server/protocol/panel.ts";
import { outcomeBar } from "../chart/outcome-bar.ts";
import { OUTCOMES_SHOWN } from "../chart/outcome-look.ts";
import type { Format } from "../format.ts";
import { outcomeWords } from "../outcome-words.ts";
import { rowsOf, type Column } from "../table/columns.ts";
import { orderedRows, tableOf, type Table } from "../table/table.ts";
import { tabs } from "../table/tabs.ts";
import type { Translate } from "../words.ts";
import { labelOf } from "./breakdown-words.ts";
import type { Card, Context } from "./card.ts";

const CHOICE = "breakdown";

const byWords = (t: Translate): Readonly<Record<Breakdown["by"], string>> => ({
  agent: t("Agent"),
  model: t("Model"),
  kind: t("Kind of file"),
  context: t("Size of context"),
});

/** What the bar shows, for a screen reader. */
function spokenSpend(row: Row, t: Translate, format: Format): string {
  const words = outcomeWords(t);
  return OUTCOMES_SHOWN.filter((outcome) => row.spend[outcome] > 0)
    .map((outcome) => `${words[outcome].label} ${format.money(row.spend[outcome])}`)
    .join(", ");
}

/** A figure that few sessions stand behind says so, and one behind which there are hardly any is left out. */
function careful(row: Row, text: TemplateResult | string, t: Translate): TemplateResult | string {
  if (row.confidence === "enough") return text;
  if (row.confidence === "none") return html`<span class="quiet">${t("too few")}</span>`;
  return html`<span class="few" title=${t("Few sessions: one of them can move it much.")}
    ><span class="quiet">${t("few")}</span> ${text}</span
  >`;
}

/** An amount that leaves out tokens without a known price is at least so much. */
function atLeast(row: Row, text: string, t: Translate): TemplateResult | string {
  return row.unpricedTokens === 0 || row.costUsd === null
    ? text
    : html`<span title=${t("At least: some tokens have no known price.")}>≥ ${text}</span>`;
}

function columnsOf(
  by: Breakdown["by"],
  { t, format }: Pick<Context, "t" | "format">,
): readonly Column<Row>[] {
  const number = (
    id: "sessions" | "costUsd" | "tokens" | "keptShare" | "keptLines" | "usdPerKeptLine",
    label: string,
    show: Column<Row>["show"],
    room?: Column<Row>["room"],
  ): Column<Row> => ({ id, label, align: "number", value: (row) => row[id], show, ...(room && { room }) });
  return [
    {
      id: "label",
      label: byWords(t)[by],
      align: "text",
      value: (row) => labelOf(by, row, t, format),
      show: (row) => html`<span class="name">${labelOf(by, row, t, format)}</span>`,
    },
    number("costUsd", t("Spend"), (row) => atLeast(row, format.money(row.costUsd), t)),
    {
      id: "kept",
      label: t("Outcomes"),
      align: "text",
      room: "extra",
      value: (row) => row.spend.kept,
      show: (row) => outcomeBar(row.spend, spokenSpend(row, t, format)),
    },
    number("keptShare", t("Kept"), (row) => careful(row, format.share(row.keptShare), t)),
    number("usdPerKeptLine", t("Per kept line"), (row) =>
      careful(row, atLeast(row, format.fineMoney(row.usdPerKeptLine), t), t),
    ),
    number("keptLines", t("Kept lines"), (row) => format.count(row.keptLines), "extra"),
    number("tokens", t("Tokens"), (row) => format.tokens(row.tokens), "spare"),
    number("sessions", t("Sessions"), (row) => format.count(row.sessions)),
  ];
}

/** What the words and signs in the table mean, where they are used. */
function remarks(rows: readonly Row[], t: Translate): TemplateResult | typeof nothing {
  const lines = [
    rows.some(({ confidence }) => confidence !== "enough")
      ? t("few, too few: so few sessions that one of them can move the figure much, or that it says nothing.")
      : null,
    rows.some(({ unpricedTokens, costUsd }) => unpricedTokens > 0 && costUsd !== null)
      ? t("≥: at least, since some tokens have no known price.")
      : null,
  ].filter((line) => line !== null);
  return lines.length === 0
    ? nothing
    : html`<div class="quiet note">${lines.map((line) => html`<p>${line}</p>`)}</div>`;
}

function chosenOf({ overview, chosen }: Context): Breakdown | undefined {
  const { breakdowns } = overview;
  return breakdowns.find(({ by }) => by === chosen(CHOICE)) ?? breakdowns[0];
}

function tableFor(breakdown: Breakdown, context: Context): Table<Row> {
  const { by, rows } = breakdown;
  return {
    id: `breakdown-${by}`,
    caption: context.t("By {0}", byWords(context.t)[by]),
    columns: columnsOf(by, context),
    rows,
    keyOf: ({ key }) => key,
    order: by === "context" ? null : { by: "costUsd", descending: true },
  };
}

function render(context: Context): TemplateResult | typeof nothing {
  const { overview, t, choose } = context;
  const shown = chosenOf(context);
  if (shown === undefined) return nothing;
  const words = byWords(t);
  return tabs(
    {
      id: CHOICE,
      label: t("By what"),
      tabs: overview.breakdowns.map(({ by }) => ({ id: by, label: words[by] })),
      chosen: shown.by,
      choose: (by) => choose(CHOICE, by),
    },
    html`${tableOf(tableFor(shown, context), context)} ${remarks(shown.rows, t)}`,
  );
}

export const breakdown: Card = {
  id: "breakdown",
  title: (t) => t("By agent, model, kind of file, size of context"),
  render,
  rows: (context) => {
    const shown = chosenOf(context);
    if (shown === undefined) return [];
    const table = tableFor(shown, context);
    return rowsOf(orderedRows(table, context), table.columns);
  },
};
