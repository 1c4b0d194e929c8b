// One row of the list of sessions, and its heads.
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { SessionColumn, SessionRow } from "../../server/protocol/panel.ts";
import { outcomeBar } from "../chart/outcome-bar.ts";
import type { Format } from "../format.ts";
import type { Translate } from "../words.ts";
import { costRemark, costText, keptText, modelsText, wordsText } from "./session-words.ts";

type Words = { readonly t: Translate; readonly format: Format };
export type Sort = { readonly by: SessionColumn; readonly descending: boolean };

/** Everything that sessions can be sorted by, as it is called. */
export const columnNames = (t: Translate): Readonly<Record<SessionColumn, string>> => ({
  started: t("When"),
  agent: t("Agent"),
  model: t("Model"),
  repository: t("Repository"),
  costUsd: t("Cost"),
  tokens: t("Tokens"),
  turns: t("Turns"),
  keptLines: t("Lines kept"),
});

/** Texts begin at the first letter, figures and times at the largest. */
export const firstDescending = (by: SessionColumn): boolean =>
  by !== "agent" && by !== "model" && by !== "repository";

/** Sorted by a column; once more: the other way round. */
export const resorted = (sort: Sort, by: SessionColumn): Sort =>
  sort.by === by ? { by, descending: !sort.descending } : { by, descending: firstDescending(by) };

/** The heads; what is sorted by in this place, with a key for each. */
const heads: readonly { readonly name: string; readonly sorts: readonly SessionColumn[] }[] = [
  { name: "words", sorts: [] },
  { name: "made-by", sorts: ["agent", "model"] },
  { name: "repository", sorts: ["repository"] },
  { name: "when", sorts: ["started"] },
  { name: "cost", sorts: ["costUsd"] },
  { name: "outcome", sorts: [] },
  { name: "kept", sorts: ["keptLines"] },
];

/** How many columns a row has. */
export const COLUMNS = heads.length;

const arrow = (descending: boolean): TemplateResult =>
  html`<span class="sort-arrow" aria-hidden="true">${descending ? "↓" : "↑"}</span>`;

export function headRow(sort: Sort, { t }: Words, sortBy: (by: SessionColumn) => void): TemplateResult {
  const names = columnNames(t);
  const fixed: Readonly<Record<string, string>> = { words: t("Session"), outcome: t("Outcome") };
  return html`<div class="session-row session-heads" role="row" aria-rowindex="1">
    ${heads.map(({ name, sorts }) => {
      const sorted = sorts.includes(sort.by);
      return html`<div
        class="session-${name}"
        role="columnheader"
        aria-sort=${sorted ? (sort.descending ? "descending" : "ascending") : nothing}
      >
        ${fixed[name] ?? nothing}
        ${sorts.map(
          (by, at) =>
            html`${at > 0 ? html`<span aria-hidden="true"> · </span>` : nothing}<button
                class="sort-button"
                @click=${() => sortBy(by)}
              >
                ${names[by]}${sort.by === by ? arrow(sort.descending) : nothing}
              </button>`,
        )}
      </div>`;
    })}
  </div>`;
}

export type RowState = {
  /** From 0. */
  readonly at: number;
  readonly active: boolean;
  readonly words: string | null | undefined;
};

/** A row whose page has not come yet has its place already. */
export function sessionRow(
  row: SessionRow | undefined,
  { at, active, words }: RowState,
  said: Words,
  open: (row: SessionRow) => void,
): TemplateResult {
  const index = at + 2;
  if (row === undefined)
    return html`<div class="session-row" role="row" aria-rowindex=${index} id="session-${at}">
      <div class="session-words quiet" role="gridcell">…</div>
    </div>`;
  const { format } = said;
  const text = wordsText(words, said);
  return html`<div
    class="session-row ${active ? "active" : ""}"
    role="row"
    id="session-${at}"
    aria-rowindex=${index}
    aria-selected=${active}
    @click=${() => open(row)}
  >
    <div
      class="session-words ${words === null || words === undefined ? "quiet" : ""}"
      role="gridcell"
      title=${text}
    >
      ${text}
    </div>
    <div class="session-made-by quiet" role="gridcell" title=${row.models.join(", ")}>
      ${row.agentLabel} · ${modelsText(row.models, said)}
    </div>
    <div class="session-repository quiet" role="gridcell" title=${row.repositories.join(", ")}>
      ${row.repositories.join(", ")}
    </div>
    <div class="session-when quiet" role="gridcell">${format.moment(row.started)}</div>
    <div class="session-cost" role="gridcell" title=${costRemark(row, said) ?? nothing}>
      ${costText(row, said)}
    </div>
    <div class="session-outcome" role="gridcell">${outcomeBar(row.spend)}</div>
    <div class="session-kept quiet" role="gridcell">${keptText(row, said)}</div>
  </div>`;
}
