// The files of a session: what became of its lines in each, and where they stand now.
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Fate, LinesOfFile, SessionStory } from "../../server/protocol/panel.ts";
import { outcomeBar, outcomeKey } from "../chart/outcome-bar.ts";
import type { Format } from "../format.ts";
import { outcomeWords } from "../outcome-words.ts";
import type { Translate } from "../words.ts";
import { keptText } from "./session-words.ts";
import { shortCommit } from "./timeline-chart.ts";

type Words = { readonly t: Translate; readonly format: Format };
type File = SessionStory["files"][number];

/** Where a file's lines stand now: "none" where there is nothing to look at, as with made-up data. */
export type Standing = LinesOfFile | "asking" | "unknown" | "none";

/** `line` null: the file as it is. */
export type OpenFile = (path: string, line: number | null) => void;

const event = (at: Fate["landed"], { format }: Words): TemplateResult | string =>
  at === null ? "" : html`${format.day(at.at)} <code>${shortCommit(at.commit)}</code>`;

function fatesTable(fates: readonly Fate[], said: Words): TemplateResult {
  const { t, format } = said;
  const words = outcomeWords(t);
  return html`<table class="table fates">
    <thead>
      <tr>
        <th scope="col">${t("Outcome")}</th>
        <th scope="col" class="numeric">${t("Lines")}</th>
        <th scope="col" class="numeric roomy">${t("Turn")}</th>
        <th scope="col">${t("Landed")}</th>
        <th scope="col">${t("Gone")}</th>
      </tr>
    </thead>
    <tbody>
      ${fates.map(
        (fate) =>
          html`<tr>
            <th scope="row">
              ${outcomeKey(fate.outcome)}
              ${fate.written ? words[fate.outcome].label : t("Removal: {0}", words[fate.outcome].label)}
            </th>
            <td class="numeric">${format.count(fate.lines)}</td>
            <td class="numeric quiet roomy">${format.count(fate.turn + 1)}</td>
            <td class="quiet">${event(fate.landed, said)}</td>
            <td class="quiet">${event(fate.gone, said)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function standingText(
  path: string,
  standing: Standing,
  { t }: Words,
  open: OpenFile,
): TemplateResult | typeof nothing {
  if (standing === "none") return nothing;
  if (standing === "asking") return html`<p class="quiet">${t("Looking where its lines are now …")}</p>`;
  if (standing === "unknown") return html`<p class="quiet">${t("This file can't be looked at now.")}</p>`;
  if (standing.runs.length === 0)
    return html`<p class="quiet">${t("None of these lines is in the file now.")}</p>`;
  return html`<p class="runs">
    <span class="quiet">${t("In the file now:")}</span>
    ${standing.runs.map(({ first, last, evidence }) => {
      const lines = first === last ? t("line {0}", first) : t("lines {0}–{1}", first, last);
      return html`<button class="link" @click=${() => open(path, first)}>
        ${evidence === "edited" ? t("{0}, changed a little since", lines) : lines}
      </button>`;
    })}
  </p>`;
}

/** `standing` null: the file is folded. */
export function fileFates(
  file: File,
  fates: readonly Fate[],
  standing: Standing | null,
  { said, toggle, open }: { readonly said: Words; readonly toggle: () => void; readonly open: OpenFile },
): TemplateResult {
  const { t } = said;
  const folded = standing === null;
  return html`<li class="file">
    <div class="file-head">
      <button class="file-name" aria-expanded=${!folded} @click=${toggle}>
        <span class="twisty" aria-hidden="true">${folded ? "▸" : "▾"}</span>
        <span class="file-path">${file.name}</span>
        ${file.repository === null ? nothing : html`<span class="quiet">${file.repository}</span>`}
      </button>
      <span class="file-bar">${outcomeBar(file.lines)}</span>
      <span class="file-kept quiet">${keptText(file, said)}</span>
    </div>
    ${
      folded
        ? nothing
        : html`<div class="file-body">
            ${fatesTable(fates, said)} ${standingText(file.path, standing, said, open)}
            ${
              standing === "none" || standing === "unknown"
                ? nothing
                : html`<button class="link" @click=${() => open(file.path, null)}>
                    ${t("Open the file")}
                  </button>`
            }
          </div>`
    }
  </li>`;
}
