// What became of the money: one bar and one table. An outcome that is pressed limits the sessions to it.
import { html, nothing, type TemplateResult } from "lit";
import type { Outcome } from "../../server/protocol/report.ts";
import { outcomeBar, outcomeKey } from "../chart/outcome-bar.ts";
import { OUTCOMES_SHOWN } from "../chart/outcome-look.ts";
import { outcomeWords } from "../outcome-words.ts";
import { rowsOf, type Column } from "../table/columns.ts";
import { tableOf } from "../table/table.ts";
import type { Card, Context } from "./card.ts";

function nameOf(outcome: Outcome, { t, outcome: chosen, setOutcome }: Context): TemplateResult {
  const pressed = outcome === chosen;
  return html`<button
    class="outcome-name"
    aria-pressed=${pressed}
    title=${t("Limit the sessions to it")}
    @click=${() => setOutcome(pressed ? null : outcome)}
  >
    ${outcomeKey(outcome)} <span>${outcomeWords(t)[outcome].label}</span>
  </button>`;
}

function columnsOf(context: Context): readonly Column<Outcome>[] {
  const { overview, format, t } = context;
  const { spend, spendTokens, costUsd, lines } = overview.totals;
  const words = outcomeWords(t);
  const share = (outcome: Outcome): number | null => (costUsd ? spend[outcome] / costUsd : null);
  const linesOf = (outcome: Outcome): number | null => (outcome === "noCode" ? null : lines[outcome]);
  return [
    {
      id: "outcome",
      label: t("Outcome"),
      align: "text",
      value: (outcome) => words[outcome].label,
      show: (outcome) => nameOf(outcome, context),
    },
    {
      id: "meaning",
      label: t("What it is"),
      align: "text",
      room: "extra",
      value: (outcome) => words[outcome].meaning,
      show: (outcome) => html`<span class="quiet">${words[outcome].meaning}</span>`,
    },
    {
      id: "spend",
      label: t("Spend"),
      align: "number",
      value: (o) => spend[o],
      show: (o) => format.money(spend[o]),
    },
    { id: "share", label: t("Part"), align: "number", value: share, show: (o) => format.share(share(o)) },
    {
      id: "tokens",
      label: t("Tokens"),
      align: "number",
      value: (o) => spendTokens[o],
      show: (o) => format.tokens(spendTokens[o]),
    },
    {
      id: "lines",
      label: t("Lines"),
      align: "number",
      value: linesOf,
      show: (o) => format.count(linesOf(o)),
    },
  ];
}

/** The sessions stand further down: a way to them, and a way back. */
function limitedTo(chosen: Outcome | null, { t, setOutcome }: Context): TemplateResult | typeof nothing {
  if (chosen === null) return nothing;
  const goThere = (): void => {
    const sessions = document.getElementById("sessions");
    sessions?.scrollIntoView({ block: "start" });
    sessions?.querySelector<HTMLElement>("h2")?.focus();
  };
  return html`<p class="limited" role="status">
    ${t("The sessions are limited to: {0}", outcomeWords(t)[chosen].label)}
    <button class="quiet-button" @click=${goThere}>${t("Show them")}</button>
    <button class="quiet-button" @click=${() => setOutcome(null)}>${t("Show all sessions")}</button>
  </p>`;
}

function render(context: Context): TemplateResult {
  const { overview, format, t, outcome, filter } = context;
  if (overview.freshness.outcomesAsOf === null && !filter.demo)
    return html`<p class="quiet">
      ${
        overview.freshness.restricted
          ? t("No repository is looked at in a workspace that is not trusted.")
          : t("Lines are not followed yet.")
      }
    </p>`;
  const { unseenChanges } = overview.coverage;
  return html`
    <div class="large-bar">${outcomeBar(overview.totals.spend)}</div>
    ${tableOf(
      {
        id: "outcomes",
        caption: t("Spend by outcome"),
        columns: columnsOf(context),
        rows: OUTCOMES_SHOWN,
        keyOf: String,
        order: null,
      },
      context,
    )}
    ${
      unseenChanges === 0
        ? nothing
        : html`<p class="quiet note">
            ${t(
              "In {0} turns commands or generated files probably changed something that no record shows: changes that cannot be seen. What these turns cost stands where their visible lines went, or under questions, plans, reviews.",
              format.count(unseenChanges),
            )}
          </p>`
    }
    ${limitedTo(outcome, context)}
  `;
}

export const whereItWent: Card = {
  id: "outcomes",
  title: (t) => t("Where it went"),
  render,
  rows: (context) => rowsOf(OUTCOMES_SHOWN, columnsOf(context)),
};
