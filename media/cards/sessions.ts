// Every session, and what became of its lines.
import { html, nothing, type TemplateResult } from "lit";
import { outcomeKey } from "../chart/outcome-bar.ts";
import { OUTCOMES_SHOWN } from "../chart/outcome-look.ts";
import { outcomeWords } from "../outcome-words.ts";
import { allRows } from "../sessions/pages.ts";
import "../sessions/session-list.ts";
import { sortOf, SORT_CHOICE } from "../sessions/session-list.ts";
import "../sessions/session-story.ts";
import type { Card, Context, Rows } from "./card.ts";

/** Says which sessions are left out, and takes them in again. */
function chip({ outcome, setOutcome, t }: Context): TemplateResult | typeof nothing {
  if (outcome === null) return nothing;
  const { label } = outcomeWords(t)[outcome];
  return html`<p class="chip">
    ${outcomeKey(outcome)} ${t("Only sessions that spent something on: {0}", label)}
    <button class="quiet-button" @click=${() => setOutcome(null)}>${t("Show all")}</button>
  </p>`;
}

/** The list keeps its place while a session is shown instead of it. */
function render(context: Context): TemplateResult {
  const opened = context.session !== null;
  return html`${opened ? nothing : chip(context)}
    <session-list .context=${context} ?hidden=${opened}></session-list>
    ${opened ? html`<session-story .context=${context}></session-story>` : nothing}`;
}

/** All that the filter leaves, in the order shown. */
async function rows({ ask, filter, outcome, chosen, t }: Context): Promise<Rows> {
  const words = outcomeWords(t);
  const found = await allRows(ask, { filter, outcome, sort: sortOf(chosen(SORT_CHOICE)) });
  return [
    [
      t("Started"),
      t("Ended"),
      t("Agent"),
      t("Session"),
      t("Models"),
      t("Repositories"),
      t("Turns"),
      t("Requests"),
      t("Tokens"),
      t("Cost in USD"),
      t("Estimated cost in USD"),
      t("Tokens without a price"),
      t("Quality of the counts"),
      ...OUTCOMES_SHOWN.map((each) => t("{0}, in USD", words[each].label)),
      t("Lines written"),
      t("Lines removed"),
      t("Lines kept"),
    ],
    ...found.map((row) => [
      row.started,
      row.ended,
      row.agentLabel,
      row.session,
      row.models.join(", "),
      row.repositories.join(", "),
      row.turns,
      row.requests,
      row.tokens,
      row.costUsd,
      row.estimatedCostUsd,
      row.unpricedTokens,
      row.quality,
      ...OUTCOMES_SHOWN.map((each) => row.spend[each]),
      row.lines.written,
      row.lines.removed,
      row.lines.kept,
    ]),
  ];
}

export const sessions: Card = {
  id: "sessions",
  title: (t) => t("Sessions"),
  render,
  // A session that is open has copies of its own.
  uncopied: ({ session }) => session !== null,
  rows,
};
