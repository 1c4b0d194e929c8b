// What became of the lines of one repository's turns: all that a picture needs of it, in little room.
import type { RepositoryEdit } from "../attribution/attribute.ts";
import { NONE, type Picture } from "../metrics/picture.ts";
import { mainLineOf } from "../survival/main-line.ts";
import type { OutcomeOfLine } from "../survival/outcome.ts";
import { createStays, NEVER, type Stay } from "../survival/stay.ts";
import { inOrder } from "./accounts.ts";
import type { Followed } from "./follow.ts";
import type { TurnLine } from "./settle.ts";
import type { Turns } from "./turns.ts";

/** `landed`, `gone`: places in the repository's commits; NONE. Times are epoch ms, NaN for never. */
export type Fate = {
  readonly written: boolean;
  readonly outcome: OutcomeOfLine;
  readonly model: string | null;
  readonly from: number;
  readonly until: number;
  readonly landed: number;
  readonly gone: number;
};

/**
 * A turn's lines, path by path (absolute). Of each path: runs of lines with the same fate, in the order in which they share
 * the turn's cost: place of the fate, lines, and words of code in those that are written and kept.
 */
export type TurnFates = { readonly turn: number; readonly paths: ReadonlyMap<string, Int32Array> };

export type Fates = {
  readonly fates: readonly Fate[];
  readonly commits: readonly Omit<Picture["commits"][number], "repository">[];
  readonly turns: readonly TurnFates[];
};

/** How a line's fate is looked up: its stay on the main line, and the words in it. */
type Looking = {
  readonly stayOf: (line: TurnLine, since: number) => Stay;
  readonly wordsOf: (id: number) => number;
  readonly commitAt: (order: number) => Fates["commits"][number] | undefined;
};

/** The fates of lines outside of any repository that can be read. */
export const fatesOutside = (lines: ReadonlyMap<number, readonly TurnLine[]>, turns: Turns): Fates =>
  collect(lines, turns, { stayOf: () => NEVER, wordsOf: () => 0, commitAt: () => undefined });

/** The fates of a repository's lines. `words`: of kept lines, by their identities. */
export function fatesIn(
  { attribution, whereabouts, plan, refs }: Followed,
  lines: ReadonlyMap<number, readonly TurnLine[]>,
  turns: Turns,
  words: ReadonlyMap<number, number>,
): Fates {
  const main = mainLineOf(plan, refs.main?.commit ?? null);
  const stays = createStays(attribution, whereabouts, main);
  return collect(lines, turns, {
    stayOf: ({ place, written, outcome }, since) =>
      written ? stays.written(place, outcome) : stays.removed(place, since, outcome),
    wordsOf: (id) => words.get(id) ?? 0,
    commitAt(order) {
      const reverting = whereabouts.commits[order]?.reverting === true;
      const id = plan[order]?.id;
      return id === undefined ? undefined : { id, at: main.at(main.stepOf(order)), reverting };
    },
  });
}

function collect(
  lines: ReadonlyMap<number, readonly TurnLine[]>,
  turns: Turns,
  { stayOf, wordsOf, commitAt }: Looking,
): Fates {
  const fates: Fate[] = [];
  const numbers = new Map<string, number>();
  const commits = createCommits(commitAt);

  function fateOf(line: TurnLine, since: number): number {
    const { written, outcome, model } = line;
    const { from, until, landed, gone } = stayOf(line, since);
    const key = `${written} ${outcome} ${from} ${until} ${landed} ${gone} ${model}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, fates.length);
    const commit = { landed: commits.number(landed), gone: commits.number(gone) };
    // It put back what the line had replaced, whether its message says so or not.
    if (written && outcome === "reverted") commits.reverts(commit.gone);
    return fates.push({ written, outcome, model, from, until, ...commit }) - 1;
  }

  const found = Array.from(lines, ([turn, own]): TurnFates => {
    const since = turns.all[turn]?.started ?? 0;
    const paths = new Map<string, number[]>();
    for (const line of inOrder(own)) {
      const runs = paths.get(line.path) ?? [];
      paths.set(line.path, runs);
      addTo(runs, fateOf(line, since), line.written && line.outcome === "kept" ? wordsOf(line.place) : 0);
    }
    return { turn, paths: new Map(Array.from(paths, ([path, runs]) => [path, Int32Array.from(runs)])) };
  });
  return { fates, commits: commits.all(), turns: found };
}

/** Makes the last run a line longer, or begins another. */
function addTo(runs: number[], fate: number, words: number): void {
  const last = runs.length - 3;
  if (runs[last] !== fate) return void runs.push(fate, 1, words);
  runs[last + 1] = (runs[last + 1] ?? 0) + 1;
  runs[last + 2] = (runs[last + 2] ?? 0) + words;
}

function createCommits(commitAt: Looking["commitAt"]) {
  const numbers = new Map<number, number>();
  const commits: { id: string; at: number; reverting: boolean }[] = [];
  return {
    number(order: number): number {
      const known = numbers.get(order);
      const commit = known === undefined ? commitAt(order) : undefined;
      if (commit === undefined) return known ?? NONE;
      numbers.set(order, commits.length);
      return commits.push({ ...commit }) - 1;
    },
    reverts(number: number): void {
      const commit = commits[number];
      if (commit !== undefined) commit.reverting = true;
    },
    all: () => commits,
  };
}

/** The same turns by the places of their first edits, which stay the same when other sessions become known. */
export function byFirstEdit(fates: Fates, edits: readonly RepositoryEdit[]): Fates {
  const first = new Map<number, number>();
  edits.forEach(({ turn }, place) => {
    if (!first.has(turn)) first.set(turn, place);
  });
  return { ...fates, turns: fates.turns.map((one) => ({ ...one, turn: first.get(one.turn) ?? NONE })) };
}

/** And back: turns by their numbers among all turns. */
export const byTurn = (fates: Fates, edits: readonly RepositoryEdit[]): Fates => ({
  ...fates,
  turns: fates.turns.map((one) => ({ ...one, turn: edits[one.turn]?.turn ?? NONE })),
});
