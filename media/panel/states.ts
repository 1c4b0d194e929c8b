// What stands in place of the cards where there is nothing to show, and what is said above them.
import { html, nothing, type TemplateResult } from "lit";
import type { Shell } from "./panel.ts";

type Action = { readonly label: string; readonly run: () => void };

function banner(text: string, actions: readonly Action[], kind: "note" | "warning" = "note"): TemplateResult {
  return html`<div class="banner ${kind}" role=${kind === "warning" ? "alert" : "note"}>
    <p>${text}</p>
    <div class="tools">
      ${actions.map(({ label, run }) => html`<button class="button" @click=${run}>${label}</button>`)}
    </div>
  </div>`;
}

/** Above the cards. */
export function banners(shell: Shell): readonly (TemplateResult | typeof nothing)[] {
  const { t, run, setFilter, state, filter } = shell;
  const { surroundings, status, overview } = state;
  const restricted = status?.freshness.restricted ?? false;
  const problem = status?.freshness.problem ?? null;
  return [
    filter.demo
      ? banner(t("This is made-up data."), [
          {
            label: t("Back to my own"),
            run: () => setFilter({ demo: false, repository: null, agent: null, model: null }),
          },
        ])
      : nothing,
    surroundings.server === "stopped" && overview !== null
      ? banner(
          t("The server has stopped. What is shown is as of its last answer."),
          [
            { label: t("Restart"), run: () => run("tokenworth.restartServer") },
            { label: t("Show log"), run: () => run("tokenworth.showLog") },
          ],
          "warning",
        )
      : nothing,
    restricted && !filter.demo
      ? banner(
          t(
            "This workspace is not trusted, so no repository is looked at: costs are shown, outcomes are not.",
          ),
          [{ label: t("Manage trust"), run: () => run("tokenworth.manageTrust") }],
        )
      : nothing,
    surroundings.virtual && !filter.demo
      ? banner(t("This workspace lies on no disk, so its history can't be followed."), [])
      : nothing,
    problem !== null && !filter.demo
      ? banner(problem, [{ label: t("Show log"), run: () => run("tokenworth.showLog") }], "warning")
      : nothing,
  ];
}

/** In place of the cards; null: the cards themselves. */
export function inPlaceOfCards({ t, state }: Shell): TemplateResult | null {
  if (state.overview !== null) return null;
  return html`<div class="instead"><p>${t("Looking for the logs of your agents.")}</p></div>`;
}
