// The turns of a session: what was asked, what it cost, and what became of it.
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { TurnRow } from "../../server/protocol/panel.ts";
import { outcomeBar } from "../chart/outcome-bar.ts";
import type { Format } from "../format.ts";
import type { Translate } from "../words.ts";
import { costRemark, costText, keptText, modelsText, wordsText } from "./session-words.ts";

type Words = { readonly t: Translate; readonly format: Format };

/** `words`: of each turn's prompt, as far as they are known. */
export function turnsTable(
  turns: readonly TurnRow[],
  words: readonly (string | null | undefined)[],
  said: Words,
): TemplateResult {
  const { t, format } = said;
  return html`<table class="table turns">
    <thead>
      <tr>
        <th scope="col" class="numeric">${t("Turn")}</th>
        <th scope="col" class="turn-words">${t("Prompt")}</th>
        <th scope="col" class="roomy">${t("When")}</th>
        <th scope="col" class="extra turn-model">${t("Model")}</th>
        <th scope="col" class="numeric extra">${t("Context")}</th>
        <th scope="col" class="numeric">${t("Cost")}</th>
        <th scope="col" class="turn-bar roomy">${t("Outcome")}</th>
        <th scope="col" class="numeric">${t("Lines kept")}</th>
      </tr>
    </thead>
    <tbody>
      ${turns.map(
        (turn) =>
          html`<tr>
            <td class="numeric quiet">${format.count(turn.index + 1)}</td>
            <th scope="row" class="turn-words">
              ${wordsText(words[turn.index], said)}
              ${
                turn.unseen
                  ? html`<span class="quiet unseen"
                      >${t("probably changed files in a way that cannot be seen")}</span
                    >`
                  : nothing
              }
            </th>
            <td class="quiet roomy">${format.moment(turn.started)}</td>
            <td class="quiet extra turn-model" title=${turn.models.join(", ")}>
              ${modelsText(turn.models, said)}
            </td>
            <td class="numeric quiet extra">${format.tokens(turn.contextTokens)}</td>
            <td class="numeric" title=${costRemark(turn, said) ?? nothing}>${costText(turn, said)}</td>
            <td class="turn-bar roomy">${outcomeBar(turn.spend)}</td>
            <td class="numeric quiet">${keptText(turn, said)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
