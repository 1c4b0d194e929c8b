// The plainest use of the replay: each line's identity is the commit that it was born in, as `git blame` would say.
import { createReplay, type PlannedCommit, type Replay } from "./replay.ts";

/**
 * A replay in which a line's identity is the place in `plan` (parents before children) of the commit that brought it.
 * The trees of `keep` can be read to the end.
 */
export function createOrigins(plan: readonly PlannedCommit[], keep: ReadonlySet<string>): Replay {
  return createReplay(plan, keep, ({ files, order }) => {
    for (const { lines, changes } of files)
      for (const { at, added } of changes) lines.fill(order, at, at + added.length);
  });
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
