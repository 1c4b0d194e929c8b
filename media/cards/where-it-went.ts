// What became of the money: one bar and one table. An outcome that is pressed limits the sessions to it.
import { html, nothing, type TemplateResult } from "lit";
import type { Outcome } from "../../server/protocol/report.ts";
import { outcomeBar, outcomeKey } from "../chart/outcome-bar.ts";
import { OUTCOMES_SHOWN } from "../chart/outcome-look.ts";
import { outcomeWords } from "../outcome-words.ts";
import { rowsOf, type Column } from "../table/columns.ts";
import { tableOf } from "../table/table.ts";
import type { Card, Context } from "./card.ts";
import { followed } from "./followed.ts";

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
  const known = followed(overview);
  const spent = (outcome: Outcome): number | null => (known ? spend[outcome] : null);
  const share = (outcome: Outcome): number | null => (known && costUsd ? spend[outcome] / costUsd : null);
  const tokens = (outcome: Outcome): number | null => (known ? spendTokens[outcome] : null);
  const linesOf = (outcome: Outcome): number | null =>
    known && outcome !== "noCode" ? lines[outcome] : null;
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
      show: (outcome) => html`<span class="meaning quiet">${words[outcome].meaning}</span>`,
    },
    { id: "spend", label: t("Spend"), align: "number", value: spent, show: (o) => format.money(spent(o)) },
    { id: "share", label: t("Part"), align: "number", value: share, show: (o) => format.share(share(o)) },
    {
      id: "tokens",
      label: t("Tokens"),
      align: "number",
      room: "spare",
      value: tokens,
      show: (o) => format.tokens(tokens(o)),
    },
    {
      id: "lines",
      label: t("Lines"),
      align: "number",
      room: "spare",
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

/** Changes that can't be seen are called so. */
function unseen({ overview, format, t }: Context): TemplateResult | typeof nothing {
  const { unseenChanges } = overview.coverage;
  if (unseenChanges === 0 || !followed(overview)) return nothing;
  const turns =
    unseenChanges === 1
      ? t("In 1 turn commands or generated files probably changed something that no record shows.")
      : t(
          "In {0} turns commands or generated files probably changed something that no record shows.",
          format.count(unseenChanges),
        );
  return html`<p class="quiet note">
    ${turns}
    ${t("These changes cannot be seen: what they cost stands where the turn's visible lines went, or under questions, plans, reviews.")}
  </p>`;
}

function render(context: Context): TemplateResult {
  const { overview, t, outcome } = context;
  return html`
    <div class="large-bar">${outcomeBar(followed(overview) ? overview.totals.spend : {})}</div>
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
    ${unseen(context)} ${limitedTo(outcome, context)}
  `;
}

export const whereItWent: Card = {
  id: "outcomes",
  title: (t) => t("Where it went"),
  render,
  rows: (context) => rowsOf(OUTCOMES_SHOWN, columnsOf(context)),
};
