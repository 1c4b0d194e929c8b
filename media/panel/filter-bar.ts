// The top of the panel: its name, the filters that all cards obey, and how fresh what they show is.
import { html, nothing, type TemplateResult } from "lit";
import type { Filter, Freshness, Overview, Period } from "../../server/protocol/panel.ts";
import type { Translate } from "../words.ts";
import type { Shell } from "./panel.ts";
import { hasNothing } from "./states.ts";

/** What the periods are called, shortest first. */
export function periodWords(t: Translate): Readonly<Record<Period, string>> {
  return {
    today: t("Today"),
    "7d": t("Last 7 days"),
    "30d": t("Last 30 days"),
    "90d": t("Last 90 days"),
    "365d": t("Last 365 days"),
    all: t("All time"),
  };
}

type Option = { readonly value: string; readonly label: string };

/** A choice that is made and can't be offered (any more) stands in the list all the same. */
function withChosen(options: readonly Option[], chosen: string | null): readonly Option[] {
  return chosen === null || options.some(({ value }) => value === chosen)
    ? options
    : [...options, { value: chosen, label: chosen }];
}

function select(
  name: string,
  options: readonly Option[],
  chosen: string,
  onChange: (value: string) => void,
): TemplateResult {
  return html`<span class="select">
    <select
      aria-label=${name}
      title=${name}
      @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value)}
    >
      ${options.map(
        ({ value, label }) => html`<option value=${value} .selected=${value === chosen}>${label}</option>`,
      )}
    </select>
  </span>`;
}

function choiceOf(
  shell: Shell,
  by: "repository" | "agent" | "model",
  words: { readonly name: string; readonly all: string },
  offered: readonly Option[],
): TemplateResult {
  const chosen = shell.filter[by];
  const options = [{ value: "", label: words.all }, ...withChosen(offered, chosen)];
  return select(words.name, options, chosen ?? "", (value) =>
    shell.setFilter({ [by]: value === "" ? null : value } satisfies Partial<Filter>),
  );
}

const none: Overview["choices"] = { repositories: [], agents: [], models: [] };

function filters(shell: Shell): TemplateResult {
  const { t, state, filter, setFilter } = shell;
  const { repositories, agents, models } = state.overview?.choices ?? none;
  const periods = Object.entries(periodWords(t)).map(([value, label]) => ({ value, label }));
  return html`<div class="filters" role="group" aria-label=${t("What the cards show")}>
    ${select(t("Period"), periods, filter.period, (period) => setFilter({ period: period as Period }))}
    ${choiceOf(
      shell,
      "repository",
      { name: t("Repository"), all: t("All repositories") },
      repositories.map(({ root, name }) => ({ value: root, label: name })),
    )}
    ${choiceOf(
      shell,
      "agent",
      { name: t("Agent"), all: t("All agents") },
      agents.map(({ id, label }) => ({ value: id, label })),
    )}
    ${choiceOf(
      shell,
      "model",
      { name: t("Model"), all: t("All models") },
      models.map(({ model }) => ({ value: model, label: model })),
    )}
  </div>`;
}

/** "reading logs 43 %": one short line. */
export function freshnessWords({ t, format }: Pick<Shell, "t" | "format">, freshness: Freshness): string {
  const { activity, progress, costsAsOf, outcomesAsOf } = freshness;
  const part = progress !== null && progress.total > 0 ? format.share(progress.done / progress.total) : "";
  switch (activity) {
    case "starting":
      return t("starting");
    case "reading":
      return t("reading logs {0}", part).trim();
    case "following":
      return t("following lines {0}", part).trim();
    case "ready":
      return t("up to date {0}", format.clock(outcomesAsOf ?? costsAsOf));
    case "resting":
      return t("as of {0}, goes on soon", format.moment(outcomesAsOf ?? costsAsOf));
    case "stopped":
      return costsAsOf === null
        ? t("stopped")
        : t("stopped; as of {0}", format.moment(outcomesAsOf ?? costsAsOf));
    case "problem":
      return t("not up to date");
    default:
      return activity satisfies never;
  }
}

/** Said aloud when it changes, so it says nothing of work that begins and ends all the time. */
function spokenFreshness({ activity, outcomesAsOf }: Freshness, t: Translate): string {
  if (activity === "stopped") return t("Stopped");
  if (activity === "problem") return t("Not up to date");
  return outcomesAsOf === null ? t("Reading logs") : t("Up to date");
}

function freshnessLine(shell: Shell): TemplateResult | typeof nothing {
  const { t, run, state, filter } = shell;
  const freshness = state.status?.freshness ?? state.overview?.freshness;
  if (filter.demo || freshness === undefined) return nothing;
  const busy = freshness.activity === "reading" || freshness.activity === "following";
  const command = (name: "tokenworth.stop" | "tokenworth.refresh", label: string): TemplateResult =>
    html`<button class="quiet-button" @click=${() => run(name)}>${label}</button>`;
  return html`<div class="freshness">
    <span>${freshnessWords(shell, freshness)}</span>
    ${freshness.activity === "starting" ? nothing : busy ? command("tokenworth.stop", t("Stop")) : command("tokenworth.refresh", t("Refresh"))}
    <span class="spoken" role="status">${spokenFreshness(freshness, t)}</span>
  </div>`;
}

/** The head of the panel. */
export function filterBar(shell: Shell): TemplateResult {
  return html`<header class="bar">
    <h1>Tokenworth</h1>
    ${freshnessLine(shell)} ${hasNothing(shell.state) ? nothing : filters(shell)}
  </header>`;
}
