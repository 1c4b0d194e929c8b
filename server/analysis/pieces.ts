// The pieces of a picture: each turn's lines by what became of them, with their shares of what the turn cost.
import { createNames, type Names } from "../lib/intern.ts";
import { evenSplit } from "../lib/shares.ts";
import { NONE, OUTCOMES, type Picture, type Pieces } from "../metrics/picture.ts";
import { mainLineOf } from "../survival/main-line.ts";
import { createStays, NEVER, type Stay } from "../survival/stay.ts";
import { inOrder } from "./accounts.ts";
import type { Followed } from "./follow.ts";
import type { Gathered } from "./gather.ts";
import { createCommits, type Lined } from "./pictured-commits.ts";
import type { TurnLine } from "./settle.ts";

export type PiecesFrame = {
  /** What the lines of a turn (by its place among all turns) share: money in 10⁻¹² USD. */
  readonly shared: (turn: number) => { readonly cost: bigint; readonly tokens: number };
  readonly models: Names;
  /** Of each repository, by its root: the words of kept lines by their identities. */
  readonly words: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** Number of a repository by its root. */
  readonly repositories: ReadonlyMap<string, number>;
};

/** Lines of a turn that share a fate, and how many of them take a unit of what a division leaves over. */
type Group = {
  readonly line: TurnLine;
  readonly stay: Stay;
  lines: number;
  words: number;
  overMoney: number;
  overTokens: number;
};

/** All pieces of what was gathered, and the paths and commits that they name. */
export function piecesOf(
  { turns, lines, followed }: Pick<Gathered, "turns" | "lines" | "followed">,
  { shared, models, repositories, words }: PiecesFrame,
): Pick<Picture, "pieces" | "paths" | "commits"> {
  const paths = createNames();
  const lined = new Map(followed.map((one) => [one.repository.root, linedUp(one)]));
  const commits = createCommits(lined, repositories);
  const stays = new Map(Array.from(lined, ([root, one]) => [root, staysIn(one)]));
  const rows = emptyRows();
  turns.all.forEach(({ started }, turn) => {
    const own = inOrder(lines.get(turn) ?? []);
    if (own.length === 0) return;
    const { cost, tokens } = shared(turn);
    const money = evenSplit(cost, own.length);
    const counts = evenSplit(BigInt(tokens), own.length);
    const groups = new Map<string, Group>();
    own.forEach((line, place) => {
      const stay = stays.get(line.repository ?? "")?.(line, started) ?? NEVER;
      const group = groupOf(groups, line, stay);
      group.lines++;
      if (line.written && line.outcome === "kept")
        group.words += words.get(line.repository ?? "")?.get(line.place) ?? 0;
      if (place < money.over) group.overMoney++;
      if (place < counts.over) group.overTokens++;
    });
    for (const { line, stay, ...group } of groups.values()) {
      const root = line.repository ?? "";
      rows.turn.push(turn);
      rows.path.push(paths.number(line.path));
      rows.repository.push(repositories.get(root) ?? NONE);
      rows.model.push(line.model === null ? NONE : models.number(line.model));
      rows.written.push(line.written ? 1 : 0);
      rows.outcome.push(OUTCOMES.indexOf(line.outcome));
      rows.lines.push(group.lines);
      rows.words.push(group.words);
      rows.cost.push(money.sum(group.lines, group.overMoney));
      rows.tokens.push(Number(counts.sum(group.lines, group.overTokens)));
      rows.from.push(stay.from);
      rows.until.push(stay.until);
      rows.landed.push(commits.number(root, stay.landed, false));
      const reverts = line.written && line.outcome === "reverted";
      rows.gone.push(commits.number(root, stay.gone, reverts));
    }
  });
  return { pieces: columnsOf(rows), paths: paths.save(), commits: commits.all() };
}

const linedUp = (followed: Followed): Lined => ({
  followed,
  main: mainLineOf(followed.plan, followed.refs.main?.commit ?? null),
});

/** The stay of a line of a turn that began at `since`. */
function staysIn({ followed: { attribution, whereabouts }, main }: Lined) {
  const stays = createStays(attribution, whereabouts, main);
  return ({ place, written, outcome }: TurnLine, since: number): Stay =>
    written ? stays.written(place, outcome) : stays.removed(place, since, outcome);
}

function groupOf(groups: Map<string, Group>, line: TurnLine, stay: Stay): Group {
  const { path, repository, model, written, outcome } = line;
  const { from, until, landed, gone } = stay;
  const key = [path, repository, model, written, outcome, from, until, landed, gone].join("\n");
  const known = groups.get(key);
  if (known !== undefined) return known;
  const made = { line, stay, lines: 0, words: 0, overMoney: 0, overTokens: 0 };
  groups.set(key, made);
  return made;
}

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
