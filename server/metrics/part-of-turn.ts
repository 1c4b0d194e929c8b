// What falls into a scope of a turn whose lines lie in several repositories. Each line has its even share of everything, in
// order of path and line, so that the parts of a turn add up to it and are what the report says.
import { evenSplit, shares } from "../lib/shares.ts";
import { pieceFalls, type Scope } from "./choice.ts";
import { NONE, type Picture } from "./picture.ts";

/** Lines of a turn, numbered in order of path: those from `first` until before `end` fall into the scope. */
export type Run = { readonly first: number; readonly end: number };
export type Part = { readonly lines: number; readonly runs: readonly Run[] };

/** Which lines of a turn fall into the scope; its pieces are the rows from `first` until before `end`. */
export function partOfTurn(
  picture: Picture,
  scope: Scope,
  rows: { readonly turn: number; readonly first: number; readonly end: number },
): Part {
  const { pieces, turns, paths } = picture;
  const session = turns.session[rows.turn] ?? NONE;
  const files = new Map<number, { lines: number; falls: number }>();
  for (let row = rows.first; row < rows.end; row++) {
    const path = pieces.path[row] ?? NONE;
    const file = files.get(path) ?? { lines: 0, falls: 0 };
    files.set(path, file);
    const lines = pieces.lines[row] ?? 0;
    file.lines += lines;
    if (pieceFalls(picture, scope, row, session)) file.falls += lines;
  }
  const ordered = [...files].sort(([a], [b]) => ((paths[a] ?? "") < (paths[b] ?? "") ? -1 : 1));
  const runs: Run[] = [];
  let lines = 0;
  for (const [, file] of ordered) {
    if (file.falls > 0) runs.push({ first: lines, end: lines + file.falls });
    lines += file.lines;
  }
  return { lines, runs };
}

/** What of a whole amount the part takes. */
export function amountOfPart({ lines, runs }: Part, whole: number): number {
  const amount = BigInt(whole);
  return Number(runs.reduce((sum, run) => sum + evenShareOfRun(amount, lines, run), 0n));
}

/** The same of money. */
export function moneyOfPart({ lines, runs }: Part, whole: bigint): bigint {
  return runs.reduce((sum, run) => sum + evenShareOfRun(whole, lines, run), 0n);
}

/** What the lines of a run take together of what `count` lines share evenly. */
export function evenShareOfRun(amount: bigint, count: number, { first, end }: Run): bigint {
  const split = evenSplit(amount, count);
  return split.sum(end - first, Math.max(0, Math.min(end, split.over) - first));
}

/** What of each kind of token the part takes: line by line, in proportion to what is left of each kind. */
export function kindsOfPart({ lines, runs }: Part, kinds: readonly number[]): readonly number[] {
  let left = kinds.map(BigInt);
  const all = left.reduce((a, b) => a + b, 0n);
  const sum = kinds.map(() => 0);
  for (let line = 0; line < lines; line++) {
    const own = evenShareOfRun(all, lines, { first: line, end: line + 1 });
    const taken = shares(own, left);
    left = left.map((count, kind) => count - (taken[kind] ?? 0n));
    if (runs.some(({ first, end }) => line >= first && line < end))
      taken.forEach((count, kind) => (sum[kind] = (sum[kind] ?? 0) + Number(count)));
  }
  return sum;
}
