// What was spent by agent, by model, by kind of file and by how much the model was given to read. Each table adds up to the
// whole.
import { KINDS_OF_FILE, kindOfFile } from "./kind-of-file.ts";
import { NONE } from "./picture.ts";
import { NO_CODE } from "./portions.ts";
import type { Selection } from "./select.ts";
import { sumsByPortion } from "./sums-by.ts";
import { COUNT, countOf, type Sums, tokensOf, writtenOf } from "./sums.ts";

export type BreakdownFigures = {
  readonly by: "agent" | "model" | "kind" | "context";
  /** Of row i, what a filter calls it, and its label; both empty where there is none. */
  readonly names: readonly { readonly key: string; readonly label: string }[];
  readonly sums: Sums;
};

/** All four. */
export function breakdownsOf(selection: Selection): BreakdownFigures[] {
  return [byAgent(selection), byModel(selection), byKind(selection), byContext(selection)];
}

/** Whether there is anything in a row. */
export function hasSomething({ sums, names }: BreakdownFigures, row: number): boolean {
  const known = names[row]?.key !== "" && countOf(sums, row, COUNT.sessions) > 0;
  const lines = writtenOf(sums, row) + countOf(sums, row, COUNT.removed);
  return known || tokensOf(sums, row) > 0 || lines > 0;
}

function byAgent(selection: Selection): BreakdownFigures {
  const { picture, portions } = selection;
  const places = new Map(picture.agents.map(({ id }, place) => [id, place]));
  const ofSession = picture.sessions.map(({ agent }) => places.get(agent) ?? picture.agents.length);
  return {
    by: "agent",
    names: [...picture.agents.map(({ id, label }) => ({ key: id, label })), { key: "", label: "" }],
    sums: sumsByPortion(
      selection,
      picture.agents.length + 1,
      (i) => ofSession[picture.turns.session[portions.turn[i] ?? 0] ?? 0] ?? 0,
    ),
  };
}

function byModel(selection: Selection): BreakdownFigures {
  const { picture, portions } = selection;
  const unknown = picture.models.length;
  return {
    by: "model",
    names: [...picture.models, ""].map((name) => ({ key: name, label: name })),
    sums: sumsByPortion(selection, unknown + 1, (i) => {
      const model = portions.model[i] ?? NONE;
      return model === NONE ? unknown : model;
    }),
  };
}

/** Of turns that changed no file, the kind is none. */
const NO_FILE = "none";

function byKind(selection: Selection): BreakdownFigures {
  const { picture, portions } = selection;
  const names = [...KINDS_OF_FILE, NO_FILE, ""];
  const ofPath = Uint8Array.from(picture.paths, (path) => KINDS_OF_FILE.indexOf(kindOfFile(path)));
  return {
    by: "kind",
    names: names.map((kind) => ({ key: kind, label: kind })),
    sums: sumsByPortion(selection, names.length, (i) => {
      const piece = portions.piece[i] ?? NONE;
      if (piece === NONE) return names.indexOf(portions.outcome[i] === NO_CODE ? NO_FILE : "");
      return ofPath[picture.pieces.path[piece] ?? 0] ?? 0;
    }),
  };
}

/** From so many tokens on, until the next. */
const CONTEXTS = [
  { from: 0, label: "< 25k" },
  { from: 25_000, label: "25–50k" },
  { from: 50_000, label: "50–100k" },
  { from: 100_000, label: "100–200k" },
  { from: 200_000, label: "≥ 200k" },
];

function byContext(selection: Selection): BreakdownFigures {
  const { picture, portions } = selection;
  return {
    by: "context",
    names: CONTEXTS.map(({ from, label }) => ({ key: String(from), label })),
    sums: sumsByPortion(selection, CONTEXTS.length, (i) => {
      const context = picture.turns.context[portions.turn[i] ?? 0] ?? 0;
      return Math.max(
        0,
        CONTEXTS.findLastIndex(({ from }) => context >= from),
      );
    }),
  };
}
