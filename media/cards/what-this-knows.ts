// What the figures stand on, what is stored and where, and the way to erase it. Asked for when it is opened.
import { html, nothing, type TemplateResult } from "lit";
import type { Doctor } from "../../server/protocol/doctor.ts";
import type { PANEL_COMMANDS } from "../../server/protocol/webview.ts";
import { pricedShare } from "./caveats.ts";
import type { Card, Context, Rows } from "./card.ts";
import { coveragePart } from "./knows-coverage.ts";
import { repositoriesPart } from "./knows-repositories.ts";
import { sourcesPart, sourceRows } from "./knows-sources.ts";

type PanelCommand = (typeof PANEL_COMMANDS)[number];

/** One line for those who don't open it. */
function summaryLine({ overview, format, t }: Context): TemplateResult {
  const share = pricedShare(overview);
  return html`<p>
    ${share === null ? nothing : t("{0} of tokens have a known price.", format.share(share))}
    ${t("Nothing has left this machine.")}
  </p>`;
}

function storedPart(doctor: Doctor, { format, t, send }: Context): TemplateResult {
  const { ledger, machine, settings } = doctor;
  const command = (name: PanelCommand, label: string): TemplateResult =>
    html`<vscode-button secondary @click=${() => send({ kind: "run", command: name })}
      >${label}</vscode-button
    >`;
  const facts: readonly (readonly [string, string])[] = [
    [t("Stored in"), ledger.folder],
    [t("Size"), ledger.exists ? format.bytes(ledger.bytes) : t("nothing yet")],
    [t("Since"), format.longDay(ledger.begun)],
    [t("Logs last read"), format.moment(ledger.lastRun)],
    [t("Settings in"), settings.folder],
    [t("Versions"), `Tokenworth ${machine.tokenworth}, Node ${machine.node}, ${machine.git ?? t("no git")}`],
  ];
  return html`<h3>${t("What is stored")}</h3>
    <dl class="pairs">
      ${facts.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    <p class="quiet">
      ${t("It holds paths, branch names, ids, counts, times and keyed fingerprints of lines. Never source text, prompts, or people's names and addresses.")}
    </p>
    <p class="tools">
      ${command("tokenworth.eraseEverything", t("Erase everything"))}
      ${command("tokenworth.openSettings", t("Settings"))}
      ${command("tokenworth.openWalkthrough", t("How it works"))}
    </p>`;
}

function problemsPart({ problems }: Doctor, { t }: Context): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  return html`<h3>${t("What keeps it from its work")}</h3>
    <ul>
      ${problems.map((problem) => html`<li>${problem}</li>`)}
    </ul>`;
}

function opened(context: Context): TemplateResult {
  const { t, knows } = context;
  if (knows.problem !== null)
    return html`<p class="problem">${t("The server could not tell: {0}", knows.problem)}</p>`;
  if (knows.doctor === null) return html`<p class="quiet" role="status">${t("Looking")}</p>`;
  return html`${problemsPart(knows.doctor, context)} ${sourcesPart(knows.doctor, context)}
  ${coveragePart(context)} ${repositoriesPart(knows.doctor, context)} ${storedPart(knows.doctor, context)}`;
}

function render(context: Context): TemplateResult {
  const { t, knows } = context;
  const toggled = ({ currentTarget }: Event): void => {
    if ((currentTarget as HTMLDetailsElement).open) knows.askFor();
  };
  return html`${summaryLine(context)}
    <details class="knows" @toggle=${toggled}>
      <summary>${t("Sources, coverage, prices, what is stored and where")}</summary>
      <div class="known">${opened(context)}</div>
    </details>`;
}

/** Asks first where it was not opened yet. */
async function rows(context: Context): Promise<Rows> {
  const doctor = context.knows.doctor ?? (await context.ask("tokenworth/knows", {}));
  return sourceRows(doctor, context);
}

export const whatThisKnows: Card = {
  id: "knows",
  title: (t) => t("What this knows"),
  render,
  rows,
};
