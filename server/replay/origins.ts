// The plainest use of the replay: each line comes from the commit that it was born in, as `git blame` would say.
import { createReplay, type CommitStep, type PlannedCommit, type Replay } from "./replay.ts";

/** Where a line was born. */
export type Birth = {
  /** The commit's place in the plan. */
  readonly order: number;
  /** The file's name in that commit. */
  readonly path: string;
  /** The file was no text before: it is read anew there, though some of its lines may be older. */
  readonly restart: boolean;
};

/** A replay in which a line's identity is the number of its birth. */
export type Origins = Replay & {
  birth(identity: number): Birth | undefined;
  /** Whether a commit gave a file its name: the file was new, or had another one in a parent. */
  arrived(order: number, path: string): boolean;
  /** Whether a file of this name was ever one without lines: binary, a link, a submodule, not in this clone. */
  opaque(path: string): boolean;
};

/** Origins along `plan` (parents before children). The trees of `keep` can be read to the end. */
export function createOrigins(plan: readonly PlannedCommit[], keep: ReadonlySet<string>): Origins {
  const births: Birth[] = [];
  const arrivals = new Map<string, Set<number>>();
  const opaque = new Set<string>();
  function settle(step: CommitStep): void {
    for (const file of step.commit.files) if (file.opaque) opaque.add(file.path);
    for (const path of arrivalsOf(step)) {
      const orders = arrivals.get(path) ?? new Set();
      arrivals.set(path, orders.add(step.order));
    }
    for (const { path, lines, changes } of step.files) {
      if (!changes.some(({ added }) => added.length > 0)) continue;
      const restart = step.commit.files.some((file) => file.whole === true && file.path === path);
      const identity = births.push({ order: step.order, path, restart }) - 1;
      for (const { at, added } of changes) lines.fill(identity, at, at + added.length);
    }
  }
  return {
    ...createReplay(plan, keep, settle),
    birth: (identity) => births[identity],
    arrived: (order, path) => arrivals.get(path)?.has(order) === true,
    opaque: (path) => opaque.has(path),
  };
}

function* arrivalsOf({ commit, files, taken }: CommitStep): Generator<string> {
  const merge = commit.merged.length > 0;
  for (const { path, oldPath } of files) if (path !== oldPath && !(merge && oldPath === null)) yield path;
  for (const { path, oldPath } of taken) if (path !== oldPath && oldPath !== null) yield path;
  for (const { path, parentPaths } of commit.merged)
    if (parentPaths.some((name) => name !== null && name !== path)) yield path;
}

/** The chain of first parents that ends in `tip`, oldest first: a plan for the history as the main line saw it. */
export function firstParents(history: readonly PlannedCommit[], tip: string): PlannedCommit[] {
  const byId = new Map(history.map((commit) => [commit.id, commit]));
  const chain: PlannedCommit[] = [];
  for (let commit = byId.get(tip); commit; commit = byId.get(commit.parents[0] ?? "")) {
    chain.push({ id: commit.id, parents: commit.parents.slice(0, 1) });
  }
  return chain.reverse();
}
