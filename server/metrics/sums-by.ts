// The figures of a selection, summed by whatever is asked for.
import { addSpendsOf } from "./spends-of-turn.ts";
import { NONE } from "./picture.ts";
import { rowsByTurn } from "./portions.ts";
import type { Selection } from "./select.ts";
import { addPortion, addRow, count, COUNT, createSums, type Sums } from "./sums.ts";

/** A way to sum up: into so many rows, and into which of them a portion (by number) goes. */
export type Grouping = { readonly rows: number; readonly rowOf: (portion: number) => number };

/** Groupings that are summed as one, into a row for each combination of their rows, as long as these are few. */
const MOST_COMBINATIONS = 4096;

/** What portions tell, and of how many sessions they are, by several groupings in one pass. */
export function sumsByPortion(selection: Selection, groupings: readonly Grouping[]): Sums[] {
  const { picture, portions, chosen } = selection;
  const tables = groupings.map(({ rows, rowOf }) => ({
    rows,
    rowOf,
    sums: createSums(rows),
    isNew: firstSeen(rows),
  }));
  const joints = combined(tables);
  for (let k = 0; k < chosen.length; k++) {
    const i = chosen[k] ?? 0;
    const session = picture.turns.session[portions.turn[i] ?? 0] ?? NONE;
    for (const { members, sums, used } of joints) {
      let place = 0;
      for (const { rows, rowOf, sums: own, isNew } of members) {
        const row = rowOf(i);
        if (isNew(row, session)) count(own, row, COUNT.sessions);
        place = place * rows + row;
      }
      used[place] = 1;
      addPortion(sums, place, selection, i);
    }
  }
  for (const joint of joints) share(joint);
  return tables.map(({ sums }) => sums);
}

type Table = Grouping & {
  readonly sums: Sums;
  readonly isNew: (row: number, session: number) => boolean;
};

type Joint = {
  readonly members: readonly Table[];
  /** By combination: the last member's rows follow each other. */
  readonly sums: Sums;
  readonly used: Uint8Array;
};

/** Puts tables together, in order, as long as there are few combinations: a portion is added once for all of them. */
function combined(tables: readonly Table[]): Joint[] {
  const groups: { members: Table[]; rows: number }[] = [];
  for (const table of tables) {
    const last = groups.at(-1);
    if (last !== undefined && last.rows * table.rows <= MOST_COMBINATIONS) {
      last.members.push(table);
      last.rows *= table.rows;
    } else groups.push({ members: [table], rows: table.rows });
  }
  return groups.map(({ members, rows }) => ({ members, sums: createSums(rows), used: new Uint8Array(rows) }));
}

/** Adds the combinations of a joint to the tables that it stands for. */
function share({ members, sums, used }: Joint): void {
  for (let place = 0; place < used.length; place++) {
    if (used[place] !== 1) continue;
    let rest = place;
    for (const { rows, sums: own } of members.toReversed()) {
      addRow(own, rest % rows, sums, place);
      rest = Math.floor(rest / rows);
    }
  }
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
