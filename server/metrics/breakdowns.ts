// What was spent by agent, by model, by kind of file and by how much the model was given to read. Each table adds up to the
// whole.
import { KINDS_OF_FILE, kindOfFile } from "./kind-of-file.ts";
import { NONE } from "./picture.ts";
import { NO_CODE } from "./portions.ts";
import type { Selection } from "./select.ts";
import type { Grouping } from "./sums-by.ts";
import { costOf, COUNT, countOf, type Sums, tokensOf, writtenOf } from "./sums.ts";

export type Breakdown = {
  readonly by: "agent" | "model" | "kind" | "context";
  /** Of row i, what a filter calls it, and its label; both empty where there is none. */
  readonly names: readonly { readonly key: string; readonly label: string }[];
  readonly grouping: Grouping;
};

/** All four. */
export function breakdownsOf(selection: Selection): Breakdown[] {
  return [byAgent(selection), byModel(selection), byKind(selection), byContext(selection)];
}

/** Whether there is anything in a row. */
export function hasSomething({ names }: Breakdown, sums: Sums, row: number): boolean {
  const known = names[row]?.key !== "" && countOf(sums, row, COUNT.sessions) > 0;
  const lines = writtenOf(sums, row) + countOf(sums, row, COUNT.removed);
  return known || tokensOf(sums, row) > 0 || costOf(sums, row) > 0n || lines > 0;
}

function byAgent(selection: Selection): Breakdown {
  const { picture, portions } = selection;
  const places = new Map(picture.agents.map(({ id }, place) => [id, place]));
  const ofSession = picture.sessions.map(({ agent }) => places.get(agent) ?? picture.agents.length);
  return {
    by: "agent",
    names: [...picture.agents.map(({ id, label }) => ({ key: id, label })), { key: "", label: "" }],
    grouping: {
      rows: picture.agents.length + 1,
      rowOf: (i) => ofSession[picture.turns.session[portions.turn[i] ?? 0] ?? 0] ?? 0,
    },
  };
}

function byModel(selection: Selection): Breakdown {
  const { picture, portions } = selection;
  const unknown = picture.models.length;
  return {
    by: "model",
    names: [...picture.models, ""].map((name) => ({ key: name, label: name })),
    grouping: {
      rows: unknown + 1,
      rowOf: (i) => {
        const model = portions.model[i] ?? NONE;
        return model === NONE ? unknown : model;
      },
    },
  };
}

/** Of turns that changed no file, the kind is none. */
const NO_FILE = "noFile";

function byKind(selection: Selection): Breakdown {
  const { picture, portions } = selection;
  const names = [...KINDS_OF_FILE, NO_FILE, ""];
  const [none, unknown] = [names.indexOf(NO_FILE), names.indexOf("")];
  const ofPath = Uint8Array.from(picture.paths, (path) => KINDS_OF_FILE.indexOf(kindOfFile(path)));
  return {
    by: "kind",
    names: names.map((kind) => ({ key: kind, label: kind })),
    grouping: {
      rows: names.length,
      rowOf: (i) => {
        const piece = portions.piece[i] ?? NONE;
        if (piece === NONE) return portions.outcome[i] === NO_CODE ? none : unknown;
        return ofPath[picture.pieces.path[piece] ?? 0] ?? 0;
      },
    },
  };
}

/** Thousands of tokens: each from the one before until before its own. */
const CONTEXTS = [25, 50, 100, 200, Infinity];

/** "50-100"; the last has no end. */
const contextKey = (end: number, place: number): string =>
  `${CONTEXTS[place - 1] ?? 0}-${end === Infinity ? "" : end}`;

function byContext(selection: Selection): Breakdown {
  const { picture, portions } = selection;
  const ofTurn = new Uint8Array(picture.turns.context.length);
  for (let turn = 0; turn < ofTurn.length; turn++) {
    const thousands = (picture.turns.context[turn] ?? 0) / 1000;
    ofTurn[turn] = CONTEXTS.findIndex((end) => !(thousands >= end));
  }
  return {
    by: "context",
    names: CONTEXTS.map(contextKey).map((key) => ({ key, label: key })),
    grouping: { rows: CONTEXTS.length, rowOf: (i) => ofTurn[portions.turn[i] ?? 0] ?? 0 },
  };
}
