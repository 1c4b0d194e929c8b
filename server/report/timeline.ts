// What happened in and to a session, in order of time.
import { NONE, OUTCOMES, type Picture } from "../metrics/picture.ts";
import type { Happening } from "../protocol/panel.ts";
import { iso } from "./figures.ts";

type What = "landed" | "reverted" | "reworked";
type Event = { readonly at: number; readonly happening: Happening };

const REVERTED = OUTCOMES.indexOf("reverted");

/** The prompts of some turns, and the commits that brought or took some pieces, with how many lines of these. */
export function timelineOf(
  picture: Picture,
  turns: readonly number[],
  pieces: readonly number[],
): Happening[] {
  const events = [...turns.map((turn) => promptOf(picture, turn)), ...commitsOf(picture, pieces)];
  return events.sort((a, b) => a.at - b.at).map(({ happening }) => happening);
}

function promptOf({ turns }: Picture, turn: number): Event {
  const at = turns.started[turn] ?? 0;
  return { at, happening: { at: iso(at), what: "prompt", turn: turns.index[turn] ?? 0 } };
}

function commitsOf({ pieces, commits }: Picture, own: readonly number[]): Event[] {
  const sums = new Map<string, { readonly commit: number; readonly what: What; lines: number }>();
  const add = (commit: number, what: What, lines: number): void => {
    const key = `${what} ${commit}`;
    const sum = sums.get(key) ?? { commit, what, lines: 0 };
    sum.lines += lines;
    sums.set(key, sum);
  };
  for (const piece of own) {
    const lines = pieces.lines[piece] ?? 0;
    add(pieces.landed[piece] ?? NONE, "landed", lines);
    add(pieces.gone[piece] ?? NONE, pieces.outcome[piece] === REVERTED ? "reverted" : "reworked", lines);
  }
  return [...sums.values()].flatMap(({ commit, what, lines }) => {
    const { id, at } = commits[commit] ?? {};
    if (id === undefined || at === undefined) return [];
    return [{ at, happening: { at: iso(at), what, commit: id, lines } }];
  });
}
