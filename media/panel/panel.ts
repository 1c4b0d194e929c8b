// The whole panel: what stands on top, then the cards, or what there is to say in their place.
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Filter } from "../../server/protocol/panel.ts";
import type { Card, Context } from "../cards/card.ts";
import { cards } from "../cards/index.ts";
import { outcomePatterns } from "../chart/outcome-look.ts";
import { csvOf } from "../csv.ts";
import { banners } from "./banners.ts";
import { filterBar } from "./filter-bar.ts";
import type { Host } from "./host.ts";
import { inPlaceOfCards } from "./states.ts";
import type { PanelState } from "./state.ts";

export type Actions = Host & {
  readonly change: (change: Partial<PanelState>) => void;
  readonly setFilter: (change: Partial<Filter>) => void;
  readonly askKnows: () => void;
  /** Asks for the overview again. */
  readonly retry: () => void;
  readonly sayCopied: () => void;
};

/** What the parts of the shell may know: an overview may be missing. */
export type Shell = Omit<Context, "overview"> & {
  readonly state: PanelState;
  readonly run: (command: Extract<Parameters<Host["send"]>[0], { kind: "run" }>["command"]) => void;
  readonly retry: () => void;
};

function shellOf(state: PanelState, begun: NonNullable<PanelState["begun"]>, actions: Actions): Shell {
  const { change, setFilter, ask, send } = actions;
  return {
    state,
    filter: state.filter,
    setFilter,
    outcome: state.outcome,
    setOutcome: (outcome) => change({ outcome }),
    session: state.session,
    openSession: (session) => change({ session }),
    chosen: (name) => state.chosen[name],
    choose: (name, value) => change({ chosen: { ...state.chosen, [name]: value } }),
    knows: { doctor: state.doctor, problem: state.doctorProblem, askFor: actions.askKnows },
    surroundings: state.surroundings,
    version: state.version,
    ...begun,
    ask,
    send,
    sayCopied: actions.sayCopied,
    run: (command) => send({ kind: "run", command }),
    retry: actions.retry,
  };
}

/** A card that can't be drawn says so; the others stay. */
function bodyOf(card: Card, context: Context): TemplateResult | typeof nothing {
  try {
    return card.render(context);
  } catch (problem) {
    return html`<p class="problem" role="alert">
      ${context.t("This card could not be drawn: {0}", String(problem))}
    </p>`;
  }
}

function copiesOf(card: Card, context: Context): TemplateResult | typeof nothing {
  const { rows } = card;
  if (rows === undefined || card.uncopied?.(context) === true) return nothing;
  const copy = async (): Promise<void> => context.send({ kind: "copy", text: csvOf(await rows(context)) });
  return html`<span class="quiet" aria-hidden="true">${context.t("Copy")}</span>
    <button
      class="quiet-button"
      @click=${copy}
      aria-label=${context.t("Copy {0} as CSV", card.title(context.t))}
    >
      ${context.t("CSV")}
    </button>
    ${card.copies?.(context) ?? nothing}`;
}

function framed(card: Card, context: Context): TemplateResult | typeof nothing {
  const body = bodyOf(card, context);
  if (body === nothing) return nothing;
  return html`<section class="card ${card.width ?? "whole"}" id=${card.id} aria-labelledby="${card.id}-title">
    <header class="card-head">
      <h2 id="${card.id}-title">${card.title(context.t)}</h2>
      <div class="tools">${card.tools?.(context) ?? nothing} ${copiesOf(card, context)}</div>
    </header>
    ${body}
  </section>`;
}

/** Pure: the picture of a state. */
export function panel(state: PanelState, actions: Actions): TemplateResult | typeof nothing {
  if (state.begun === null) return nothing;
  const shell = shellOf(state, state.begun, actions);
  const instead = inPlaceOfCards(shell);
  const { overview } = state;
  return html`
    <svg class="patterns" aria-hidden="true">${outcomePatterns()}</svg>
    ${filterBar(shell)} ${banners(shell)}
    ${
      instead !== null || overview === null
        ? instead
        : html`<div class="cards ${state.late ? "late" : ""}" aria-busy=${state.late}>
            ${repeat(
              cards,
              (card) => card.id,
              (card) => framed(card, { ...shell, overview }),
            )}
          </div>`
    }
    <p class="copied ${state.note === null ? "" : "shown"}" role="status">
      ${state.note === null ? "" : shell.t("Copied")}
    </p>
  `;
}
