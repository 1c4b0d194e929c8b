// The pieces of a picture: each turn's lines by what became of them, with their shares of what the turn cost.
import { createNames, type Names } from "../lib/intern.ts";
import { evenSplit, type EvenSplit } from "../lib/shares.ts";
import { NONE, OUTCOMES, type Picture, type Pieces } from "../metrics/picture.ts";
import type { Fates } from "./fates.ts";

/** What became of lines in one repository (its number), or in none. */
export type Part = { readonly repository: number; readonly fates: Fates };

export type PiecesFrame = {
  /** How many turns there are, and what the lines of each share: money in 10⁻¹² USD. */
  readonly turns: number;
  readonly shared: (turn: number) => { readonly cost: bigint; readonly tokens: number };
  readonly models: Names;
};

/** The lines of one path in a turn. */
type OnPath = { readonly part: number; readonly path: string; readonly runs: Int32Array };

/** All pieces, and the paths and commits that they name. */
export function piecesOf(
  parts: readonly Part[],
  { turns, shared, models }: PiecesFrame,
): Pick<Picture, "pieces" | "paths" | "commits"> {
  const byTurn = Array.from({ length: turns }, (): OnPath[] => []);
  parts.forEach(({ fates }, part) => {
    for (const { turn, paths } of fates.turns)
      for (const [path, runs] of paths) byTurn[turn]?.push({ part, path, runs });
  });
  const bases: number[] = [];
  const commits = parts.flatMap(({ repository, fates }, part) => {
    bases[part + 1] = (bases[part] ?? 0) + fates.commits.length;
    return fates.commits.map((commit) => ({ ...commit, repository }));
  });
  const paths = createNames();
  const rows = emptyRows();
  byTurn.forEach((own, turn) => {
    if (own.length === 0) return;
    const { cost, tokens } = shared(turn);
    for (const group of groupsOf(own, cost, BigInt(tokens))) {
      const { fates, repository } = parts[group.part] ?? NO_PART;
      const fate = fates.fates[group.fate];
      const numbered = (place: number | undefined): number =>
        place === undefined || place === NONE ? NONE : place + (bases[group.part] ?? 0);
      rows.turn.push(turn);
      rows.path.push(paths.number(group.path));
      rows.repository.push(repository);
      rows.model.push(fate?.model == null ? NONE : models.number(fate.model));
      rows.written.push(fate?.written === true ? 1 : 0);
      rows.outcome.push(OUTCOMES.indexOf(fate?.outcome ?? "discarded"));
      rows.lines.push(group.lines);
      rows.words.push(group.words);
      rows.cost.push(group.cost);
      rows.tokens.push(Number(group.tokens));
      rows.from.push(fate?.from ?? Number.NaN);
      rows.until.push(fate?.until ?? Number.NaN);
      rows.landed.push(numbered(fate?.landed));
      rows.gone.push(numbered(fate?.gone));
    }
  });
  return { pieces: columnsOf(rows), paths: paths.save(), commits };
}

const NO_PART: Part = { repository: NONE, fates: { fates: [], commits: [], turns: [] } };

/** Lines of a turn on one path that share a fate, and what falls to them. */
type Group = {
  readonly part: number;
  readonly path: string;
  readonly fate: number;
  lines: number;
  words: number;
  cost: bigint;
  tokens: bigint;
};

/** The groups of a turn: its lines share both amounts evenly, in order of path and line. */
function groupsOf(own: readonly OnPath[], cost: bigint, tokens: bigint): Group[] {
  const ordered = own.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const count = ordered.reduce((sum, { runs }) => sum + linesOf(runs), 0);
  const [money, counts] = [evenSplit(cost, count), evenSplit(tokens, count)];
  const groups: Group[] = [];
  let place = 0;
  for (const { part, path, runs } of ordered) {
    const known = new Map<number, Group>();
    for (let at = 0; at < runs.length; at += 3) {
      const [fate = 0, lines = 0, words = 0] = runs.subarray(at, at + 3);
      const group = known.get(fate) ?? { part, path, fate, lines: 0, words: 0, cost: 0n, tokens: 0n };
      if (!known.has(fate)) groups.push(group);
      known.set(fate, group);
      group.lines += lines;
      group.words += words;
      group.cost += shareOf(money, place, lines);
      group.tokens += shareOf(counts, place, lines);
      place += lines;
    }
  }
  return groups;
}

function linesOf(runs: Int32Array): number {
  let sum = 0;
  for (let at = 1; at < runs.length; at += 3) sum += runs[at] ?? 0;
  return sum;
}

/** What falls to `lines` lines from the one at `place` on. */
const shareOf = (split: EvenSplit, place: number, lines: number): bigint =>
  split.sum(lines, Math.max(0, Math.min(lines, split.over - place)));

const emptyRows = () => ({
  turn: [] as number[],
  path: [] as number[],
  repository: [] as number[],
  model: [] as number[],
  written: [] as number[],
  outcome: [] as number[],
  lines: [] as number[],
  words: [] as number[],
  cost: [] as bigint[],
  tokens: [] as number[],
  from: [] as number[],
  until: [] as number[],
  landed: [] as number[],
  gone: [] as number[],
});

const columnsOf = (rows: ReturnType<typeof emptyRows>): Pieces => ({
  turn: Int32Array.from(rows.turn),
  path: Int32Array.from(rows.path),
  repository: Int32Array.from(rows.repository),
  model: Int32Array.from(rows.model),
  written: Uint8Array.from(rows.written),
  outcome: Uint8Array.from(rows.outcome),
  lines: Int32Array.from(rows.lines),
  words: Int32Array.from(rows.words),
  cost: BigInt64Array.from(rows.cost),
  tokens: Float64Array.from(rows.tokens),
  from: Float64Array.from(rows.from),
  until: Float64Array.from(rows.until),
  landed: Int32Array.from(rows.landed),
  gone: Int32Array.from(rows.gone),
});
