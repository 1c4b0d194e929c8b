// What each turn wrote and took out, edit by edit.
import type { RepositoryEdit } from "./attribute.ts";
import type { Recorded, TakenOut } from "./record.ts";
import { createNames } from "../lib/intern.ts";
import { packInts, unpackInts } from "../lib/pack.ts";

/** What a turn's own edits did. `written` and `removed` are net: what it wrote and took away again itself is in neither. */
export type TurnLines = {
  readonly written: readonly number[];
  readonly removed: readonly number[];
  /** All that it ever wrote or took out. */
  readonly everWritten: readonly number[];
  readonly everRemoved: readonly number[];
};

export type Tally = {
  /** The lines that a turn took out of a path so far; to be kept up to date by the caller. */
  takenOut(turn: number, path: string): TakenOut;
  /** Counts what an edit of a turn did to the file that is now at `path`. */
  add(turn: number, path: string, recorded: Recorded): void;
  /** Lines in whose place another turn wrote others. */
  readonly replaced: ReadonlySet<number>;
  /** Path at which an agent wrote a line, or else first took it out; "" for none. */
  pathOf(id: number): string;
  turns(): ReadonlyMap<number, TurnLines>;
  save(): SavedTally;
};

/** Plain data: what `createTally` goes on from. A turn stands as the place of its first edit. */
export type SavedTally = {
  readonly paths: readonly string[];
  readonly turns: Uint8Array;
  readonly writtenCounts: Uint8Array;
  readonly written: Uint8Array;
  readonly removedCounts: Uint8Array;
  readonly removed: Uint8Array;
  readonly outTurns: Uint8Array;
  readonly outPaths: Uint8Array;
  readonly outCounts: Uint8Array;
  readonly out: Uint8Array;
  readonly above: Uint8Array;
  readonly below: Uint8Array;
  readonly replaced: Uint8Array;
  readonly placed: Uint8Array;
  readonly places: Uint8Array;
};

type Turn = {
  readonly written: number[];
  readonly removed: Set<number>;
  readonly out: Map<string, TakenOut>;
};

/** A tally of nothing, or as it was saved. `writerOf`: the place of the edit that wrote a line, below 0 for none. */
export function createTally(
  edits: readonly RepositoryEdit[],
  writerOf: (id: number) => number,
  saved?: SavedTally,
): Tally {
  const byTurn = new Map<number, Turn>();
  const replaced = new Set<number>(saved && unpackInts(saved.replaced));
  const pathOf = new Map<number, string>();
  if (saved) read(saved);

  function open(turn: number): Turn {
    const known = byTurn.get(turn);
    if (known) return known;
    const made = { written: [], removed: new Set<number>(), out: new Map<string, TakenOut>() };
    byTurn.set(turn, made);
    return made;
  }

  function read(from: SavedTally): void {
    const turnAt = (edit: number): number => edits[edit]?.turn ?? -1;
    const [written, removed] = [cut(from.written, from.writtenCounts), cut(from.removed, from.removedCounts)];
    unpackInts(from.turns).forEach((edit, i) => {
      const turn = open(turnAt(edit));
      for (const id of written[i] ?? []) turn.written.push(id);
      for (const id of removed[i] ?? []) turn.removed.add(id);
    });
    const paths = unpackInts(from.outPaths);
    const [out, above, below] = [from.out, from.above, from.below].map((packed) =>
      cut(packed, from.outCounts),
    );
    unpackInts(from.outTurns).forEach((edit, i) => {
      const taken: TakenOut = new Map();
      out?.[i]?.forEach((id, k) =>
        taken.set(id, { above: above?.[i]?.[k] ?? -1, below: below?.[i]?.[k] ?? -1 }),
      );
      open(turnAt(edit)).out.set(from.paths[paths[i] ?? 0] ?? "", taken);
    });
    const places = unpackInts(from.places);
    unpackInts(from.placed).forEach((id, i) => pathOf.set(id, from.paths[places[i] ?? 0] ?? ""));
  }

  return {
    replaced,
    takenOut(turn, path) {
      const { out } = open(turn);
      const known = out.get(path) ?? new Map();
      out.set(path, known);
      return known;
    },
    add(turn, path, recorded) {
      const own = open(turn);
      for (const id of recorded.written) {
        own.written.push(id);
        pathOf.set(id, path);
      }
      for (const id of recorded.removed) {
        own.removed.add(id);
        if (!pathOf.has(id)) pathOf.set(id, path);
      }
      for (const id of recorded.restored) own.removed.delete(id);
      for (const id of recorded.replaced) {
        const author = writerOf(id);
        if (author >= 0 && edits[author]?.turn !== turn) replaced.add(id);
      }
    },
    pathOf: (id) => pathOf.get(id) ?? "",
    turns: () => new Map(Array.from(byTurn, ([turn, lines]) => [turn, net(lines)])),
    save: () => write(byTurn, firstEdits(edits), replaced, pathOf),
  };
}

function net({ written, removed }: Turn): TurnLines {
  const own = new Set(written);
  return {
    written: written.filter((id) => !removed.has(id)),
    removed: [...removed].filter((id) => !own.has(id)),
    everWritten: written,
    everRemoved: [...removed],
  };
}

/** The place of each turn's first edit. */
function firstEdits(edits: readonly RepositoryEdit[]): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  edits.forEach(({ turn }, place) => {
    if (!first.has(turn)) first.set(turn, place);
  });
  return first;
}

function write(
  byTurn: ReadonlyMap<number, Turn>,
  first: ReadonlyMap<number, number>,
  replaced: ReadonlySet<number>,
  pathOf: ReadonlyMap<number, string>,
): SavedTally {
  const names = createNames();
  const turns = [...byTurn];
  const out = turns.flatMap(([turn, own]) =>
    Array.from(own.out, ([path, taken]) => ({ turn, path, taken })).filter(({ taken }) => taken.size > 0),
  );
  const beside = out.flatMap(({ taken }) => [...taken.values()]);
  return {
    turns: packInts(turns.map(([turn]) => first.get(turn) ?? -1)),
    writtenCounts: packInts(turns.map(([, { written }]) => written.length)),
    written: packInts(turns.flatMap(([, { written }]) => written)),
    removedCounts: packInts(turns.map(([, { removed }]) => removed.size)),
    removed: packInts(turns.flatMap(([, { removed }]) => [...removed])),
    outTurns: packInts(out.map(({ turn }) => first.get(turn) ?? -1)),
    outPaths: packInts(out.map(({ path }) => names.number(path))),
    outCounts: packInts(out.map(({ taken }) => taken.size)),
    out: packInts(out.flatMap(({ taken }) => [...taken.keys()])),
    above: packInts(beside.map(({ above }) => above)),
    below: packInts(beside.map(({ below }) => below)),
    replaced: packInts([...replaced]),
    placed: packInts([...pathOf.keys()]),
    places: packInts(Array.from(pathOf.values(), names.number)),
    paths: names.save(),
  };
}

/** Pieces of packed numbers, each as long as the packed counts say. */
function cut(packed: Uint8Array, counts: Uint8Array): Int32Array[] {
  const values = unpackInts(packed);
  let at = 0;
  return Array.from(unpackInts(counts), (count) => values.subarray(at, (at += count)));
}
