// The figures of a selection, summed by whatever is asked for.
import { addSpendsOf } from "./spends-of-turn.ts";
import { NONE } from "./picture.ts";
import { rowsByTurn } from "./portions.ts";
import type { Selection } from "./select.ts";
import { addPortion, count, COUNT, createSums, type Sums } from "./sums.ts";

/** A way to sum up: into so many rows, and into which of them a portion (by number) goes. */
export type Grouping = { readonly rows: number; readonly rowOf: (portion: number) => number };

/** What portions tell, and of how many sessions they are, by several groupings in one pass. */
export function sumsByPortion(selection: Selection, groupings: readonly Grouping[]): Sums[] {
  const { picture, portions, chosen } = selection;
  const tables = groupings.map(({ rows, rowOf }) => ({
    rowOf,
    sums: createSums(rows),
    isNew: firstSeen(rows),
  }));
  for (let k = 0; k < chosen.length; k++) {
    const i = chosen[k] ?? 0;
    const session = picture.turns.session[portions.turn[i] ?? 0] ?? NONE;
    for (const { rowOf, sums, isNew } of tables) {
      const row = rowOf(i);
      addPortion(sums, row, selection, i);
      if (isNew(row, session)) count(sums, row, COUNT.sessions);
    }
  }
  return tables.map(({ sums }) => sums);
}

/** All figures; `rowOf` says which row a turn (by number) belongs to. */
export function sumsByTurn(selection: Selection, rows: number, rowOf: (turn: number) => number): Sums {
  const { picture, portions, chosen, turns } = selection;
  const sums = createSums(rows);
  for (let k = 0; k < chosen.length; k++) {
    const i = chosen[k] ?? 0;
    addPortion(sums, rowOf(portions.turn[i] ?? 0), selection, i);
  }
  const all = picture.turns.session.length;
  const spends = rowsByTurn(picture.spends.turn, all);
  const pieces = rowsByTurn(picture.pieces.turn, all);
  const isNew = firstSeen(rows);
  for (let k = 0; k < turns.length; k++) {
    const turn = turns[k] ?? 0;
    const row = rowOf(turn);
    count(sums, row, COUNT.turns);
    count(sums, row, COUNT.unseen, picture.turns.unseen[turn]);
    if (isNew(row, picture.turns.session[turn] ?? NONE)) count(sums, row, COUNT.sessions);
    addSpendsOf({ selection, sums, row, turn, spends, pieces });
  }
  return sums;
}

/** Whether a session, of those that come in order, is seen in a row for the first time. */
function firstSeen(rows: number): (row: number, session: number) => boolean {
  const last = new Int32Array(rows).fill(NONE);
  return (row, session) => {
    if (last[row] === session) return false;
    last[row] = session;
    return true;
  };
}
