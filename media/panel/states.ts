// What stands in place of the cards where there is nothing to show.
import { html, nothing, type TemplateResult } from "lit";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-progress-bar/index.js";
import type { Freshness } from "../../server/protocol/panel.ts";
import type { Shell } from "./panel.ts";
import type { PanelState } from "./state.ts";

export type Action = { readonly label: string; readonly run: () => void };

/** The first is what one most likely wants. */
export const buttons = (actions: readonly Action[]): TemplateResult =>
  html`<div class="tools">
    ${actions.map(
      ({ label, run }, at) =>
        html`<vscode-button ?secondary=${at > 0} @click=${run}>${label}</vscode-button>`,
    )}
  </div>`;

function instead(
  title: string,
  body: TemplateResult | string,
  actions: readonly Action[] = [],
): TemplateResult {
  return html`<section class="instead">
    <h2>${title}</h2>
    ${typeof body === "string" ? html`<p>${body}</p>` : body}
    ${actions.length > 0 ? buttons(actions) : nothing}
  </section>`;
}

/** What can be done about a server that has ended. */
export const restarting = ({ t, run }: Shell): readonly Action[] => [
  { label: t("Restart"), run: () => run("tokenworth.restartServer") },
  { label: t("Show log"), run: () => run("tokenworth.showLog") },
];

const madeUp = ({ t, setFilter }: Shell): Action => ({
  label: t("See it with made-up data"),
  run: () => setFilter({ demo: true, repository: null, agent: null, model: null }),
});

function starting(shell: Shell, progress: Freshness["progress"]): TemplateResult {
  const { t, format } = shell;
  const counted =
    progress !== null && progress.total > 0
      ? html`<vscode-progress-bar
            aria-label=${t("Reading logs")}
            .value=${progress.done}
            .max=${progress.total}
          ></vscode-progress-bar>
          <p class="quiet">${format.share(progress.done / progress.total)}</p>`
      : html`<vscode-progress-bar aria-label=${t("Reading logs")} indeterminate></vscode-progress-bar>`;
  return instead(
    t("Reading your agents' logs"),
    html`<p>${t("The first time takes a moment. Nothing leaves this machine.")}</p>
      ${counted}`,
  );
}

/** Where logs were looked for. */
function lookedIn({ t, knows }: Shell): TemplateResult {
  const places = (knows.doctor?.agents ?? []).map(({ label, places: folders }) => ({
    label,
    folders: folders.map(({ folder }) => folder).join(", "),
  }));
  const toggled = ({ currentTarget }: Event): void => {
    if ((currentTarget as HTMLDetailsElement).open && knows.doctor === null) knows.askFor();
  };
  return html`<p>
      ${t("Coding agents keep logs of their sessions on this machine, and there are none yet where they are looked for. As soon as there are some, they show here.")}
    </p>
    <details class="small" @toggle=${toggled}>
      <summary>${t("What was looked for")}</summary>
      <dl class="pairs">
        ${places.map(
          ({ label, folders }) =>
            html`<dt>${label}</dt>
              <dd class="path">${folders}</dd>`,
        )}
      </dl>
    </details>`;
}

function empty(shell: Shell): TemplateResult {
  const { t, run } = shell;
  return instead(t("No logs of coding agents were found"), lookedIn(shell), [
    madeUp(shell),
    { label: t("Look again"), run: () => run("tokenworth.refresh") },
  ]);
}

/** Everything was erased, or the first reading was stopped. */
function atRest(shell: Shell): TemplateResult {
  const { t, run } = shell;
  return instead(
    t("Nothing is read now"),
    t(
      "What was recorded has been erased, or reading it was stopped. The agents' logs are read once you look again.",
    ),
    [{ label: t("Look again"), run: () => run("tokenworth.refresh") }, madeUp(shell)],
  );
}

function nothingChosen(shell: Shell): TemplateResult {
  const { t, setFilter } = shell;
  return instead(
    t("Nothing was spent here in this time"),
    t("There are sessions, but none that these filters leave."),
    [
      {
        label: t("Show everything"),
        run: () => setFilter({ period: "all", repository: null, agent: null, model: null }),
      },
    ],
  );
}

function withoutOverview(shell: Shell): TemplateResult {
  const { t, state, retry } = shell;
  if (state.surroundings.server === "stopped")
    return instead(
      t("The server has stopped"),
      t("It does the reading and the counting. What it knows is safe."),
      [...restarting(shell)],
    );
  if (state.problem !== null && state.surroundings.server === "running")
    return instead(t("The server did not answer"), state.problem, [
      { label: t("Try again"), run: retry },
      ...restarting(shell),
    ]);
  return starting(shell, state.status?.freshness.progress ?? null);
}

/** No session was ever seen: there is nothing that could be filtered. */
export function hasNothing({ overview, status }: PanelState): boolean {
  if (overview === null) return true;
  return (status?.sessions ?? overview.choices.agents.length) === 0 && !overview.filter.demo;
}

/** In place of the cards; null: the cards themselves. */
export function inPlaceOfCards(shell: Shell): TemplateResult | null {
  const { overview } = shell.state;
  if (overview === null) return withoutOverview(shell);
  const { freshness, coverage } = overview;
  if (hasNothing(shell.state)) {
    if (freshness.costsAsOf !== null) return empty(shell);
    return freshness.activity === "stopped" ? atRest(shell) : starting(shell, freshness.progress);
  }
  return coverage.sessions === 0 ? nothingChosen(shell) : null;
}
