// What stands above an opened session: what was asked first, who did it when, what it cost and where that went.
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { SessionStory } from "../../server/protocol/panel.ts";
import { outcomeBar, outcomeKey } from "../chart/outcome-bar.ts";
import { OUTCOMES_SHOWN } from "../chart/outcome-look.ts";
import type { Format } from "../format.ts";
import { outcomeWords } from "../outcome-words.ts";
import type { Translate } from "../words.ts";
import { costRemark, costText, keptText, wordsText } from "./session-words.ts";

type Words = { readonly t: Translate; readonly format: Format };

/** `words`: of the first prompt. */
export function storyHead(
  { row, branch, folders }: SessionStory,
  words: string | null | undefined,
  said: Words,
): TemplateResult {
  const { t, format } = said;
  const names = outcomeWords(t);
  const remark = costRemark(row, said);
  const figures = [
    [t("Cost"), costText(row, said)],
    [t("Tokens"), format.tokens(row.tokens)],
    [t("Requests"), format.count(row.requests)],
    [t("Lines kept"), keptText(row, said)],
  ] as const;
  const facts = [
    row.agentLabel,
    row.models.join(", "),
    row.repositories.join(", "),
    ...(branch === null ? [] : [t("branch {0}", branch)]),
    t("{0} to {1}", format.moment(row.started), format.moment(row.ended)),
  ].filter((fact) => fact !== "");
  return html`
    <h3 id="story-title" class="story-title">${wordsText(words, said)}</h3>
    <p class="quiet">${facts.join(" · ")}</p>
    ${folders.length === 0 ? nothing : html`<p class="quiet story-folders">${folders.join(", ")}</p>`}
    <dl class="story-figures">
      ${figures.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    ${outcomeBar(row.spend)}
    <ul class="chart-legend">
      ${OUTCOMES_SHOWN.filter((outcome) => row.spend[outcome] > 0).map(
        (outcome) =>
          html`<li>${outcomeKey(outcome)} ${names[outcome].label} ${format.money(row.spend[outcome])}</li>`,
      )}
    </ul>
    ${remark === null ? nothing : html`<p class="quiet story-note">${remark}</p>`}
    <p class="quiet story-note">
      ${t("The whole session, whatever the filters leave of it. List price, not your bill.")}
    </p>
  `;
}
