// Replays a repository's whole history once, in a process of its own: node bench/history/replay-once.ts <repository> [--first-parent]
import { readCommits } from "../../server/git/commits.ts";
import { createOrigins, firstParents } from "../../server/replay/origins.ts";
import { startMeasuring, type Spent } from "./own-process.ts";
import { openSubject } from "./repository.ts";

export type Replayed = Spent & {
  readonly tip: string;
  readonly commits: number;
  /** Of the newest tree: the files whose lines are known. */
  readonly files: readonly { readonly path: string; readonly lines: number }[];
  readonly mismatches: number;
};

const [path = ".", mode] = process.argv.slice(2);
const spent = startMeasuring();
const firstParent = mode === "--first-parent";
const { repository, tip, history } = await openSubject(path);
const plan = firstParent ? firstParents(history, tip) : history;
const origins = createOrigins(plan, new Set([tip]));
const ids = plan.map(({ id }) => id);
for await (const commit of readCommits(repository, ids, { firstParent })) origins.apply(commit);
const measured = spent();
const tree = origins.tree(tip);
const files = [...(tree?.paths() ?? [])].flatMap((file) => {
  const lines = tree?.get(file)?.lines?.length ?? 0;
  return lines === 0 ? [] : [{ path: file, lines }];
});
const replayed: Replayed = {
  ...measured,
  tip,
  commits: plan.length,
  files,
  mismatches: origins.mismatches(),
};
console.log(JSON.stringify(replayed));
