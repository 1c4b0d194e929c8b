// What is said above the cards: that they are made up, or what they can't tell and why.
import { html, nothing, type TemplateResult } from "lit";
import type { Shell } from "./panel.ts";
import { buttons, restarting, type Action } from "./states.ts";

function banner(
  text: string,
  actions: readonly Action[] = [],
  kind: "plain" | "warning" = "plain",
): TemplateResult {
  return html`<div class="banner ${kind}" role=${kind === "warning" ? "alert" : "note"}>
    <p>${text}</p>
    ${actions.length > 0 ? buttons(actions) : nothing}
  </div>`;
}

const madeUp = ({ t, setFilter }: Shell): TemplateResult =>
  banner(t("This is made-up data, to show what the panel can show."), [
    {
      label: t("Back to my own"),
      run: () => setFilter({ demo: false, repository: null, agent: null, model: null }),
    },
  ]);

const stopped = (shell: Shell): TemplateResult =>
  banner(shell.t("The server has stopped. What is shown is its last answer."), restarting(shell), "warning");

const unanswered = ({ t, state, retry }: Shell): TemplateResult =>
  banner(
    t("The server did not answer, so what is shown may be old: {0}", state.problem ?? ""),
    [{ label: t("Try again"), run: retry }],
    "warning",
  );

const restricted = ({ t, run }: Shell): TemplateResult =>
  banner(
    t(
      "This workspace is not trusted, so no repository is looked at: costs are shown, what became of them is not.",
    ),
    [{ label: t("Manage trust"), run: () => run("tokenworth.manageTrust") }],
  );

/** Above the cards; most of the time none. */
export function banners(shell: Shell): readonly TemplateResult[] {
  const { t, run, state, filter } = shell;
  const { surroundings, overview } = state;
  if (filter.demo) return [madeUp(shell)];
  if (overview === null) return [];
  const freshness = state.status?.freshness ?? overview.freshness;
  const noRepository =
    overview.coverage.sessions > 0 &&
    !freshness.restricted &&
    freshness.outcomesAsOf !== null &&
    overview.choices.repositories.length === 0;
  const all: readonly (TemplateResult | null)[] = [
    surroundings.server === "stopped" ? stopped(shell) : null,
    surroundings.server === "running" && state.problem !== null ? unanswered(shell) : null,
    freshness.restricted ? restricted(shell) : null,
    surroundings.virtual
      ? banner(t("This workspace lies on no disk, so what lasted in it can't be told."))
      : null,
    noRepository
      ? banner(
          t(
            "No git repository is known for this work, so nothing can be followed: its lines count as outside.",
          ),
        )
      : null,
    freshness.problem === null
      ? null
      : banner(
          freshness.problem,
          [{ label: t("Show log"), run: () => run("tokenworth.showLog") }],
          "warning",
        ),
  ];
  return all.filter((one) => one !== null);
}
