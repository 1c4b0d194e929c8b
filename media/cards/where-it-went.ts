// What became of the money: one bar and one table.
import { html, type TemplateResult } from "lit";
import { outcomeBar, outcomeKey } from "../chart/outcome-bar.ts";
import { OUTCOMES_SHOWN } from "../chart/outcome-look.ts";
import { outcomeWords } from "../outcome-words.ts";
import type { Card, Context } from "./card.ts";

function render({ overview, format, t }: Context): TemplateResult {
  const words = outcomeWords(t);
  const { spend, costUsd } = overview.totals;
  return html`${outcomeBar(spend)}
    <table class="table">
      ${OUTCOMES_SHOWN.map(
        (outcome) =>
          html`<tr>
            <th scope="row">${outcomeKey(outcome)} ${words[outcome].label}</th>
            <td class="numeric">${format.money(spend[outcome])}</td>
            <td class="numeric">${format.share(costUsd ? spend[outcome] / costUsd : null)}</td>
          </tr>`,
      )}
    </table>`;
}

export const whereItWent: Card = {
  id: "outcomes",
  title: (t) => t("Where it went"),
  render,
};
