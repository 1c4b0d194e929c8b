// One new commit on a replay that is kept in memory, beside git's own time for that commit's patch.
import { readCommits } from "../../server/git/commits.ts";
import { createOrigins } from "../../server/replay/origins.ts";
import { median, percentile, print } from "../figures.ts";
import { patchesOf, timeGit } from "./plain-git.ts";
import { openSubject } from "./repository.ts";

/** How many of the newest commits come one by one. */
const NEW = 60;

/** Prints what a new commit costs beyond the one run of git that it needs. */
export async function measureNewCommits(path: string): Promise<void> {
  const { repository, tip, history } = await openSubject(path);
  const origins = createOrigins(history, new Set([tip]));
  const ids = history.map(({ id }) => id);
  const old = Math.max(0, ids.length - NEW);
  for await (const commit of readCommits(repository, ids.slice(0, old))) origins.apply(commit);
  const [own, bare, beyond]: number[][] = [[], [], []];
  for (let place = old; place < ids.length; place++) {
    const id = ids[place] ?? "";
    const ours = async (): Promise<number> => {
      const started = performance.now();
      for await (const commit of readCommits(repository, [id], { before: ids.slice(0, place) }))
        origins.apply(commit);
      return performance.now() - started;
    };
    const isMerge = (history[place]?.parents.length ?? 0) > 1;
    const [, ...flags] = patchesOf(id, isMerge);
    const git = (): Promise<number> => timeGit(repository.gitDir, ["log", "-1", ...flags]);
    const first = place % 2 === 0 ? await git() : null;
    const taken = await ours();
    const alone = first ?? (await git());
    own?.push(taken);
    bare?.push(alone);
    beyond?.push(taken - alone);
  }
  print({
    name: "one new commit beyond git itself, median",
    value: median(beyond ?? []),
    unit: " ms",
    target: 10,
    note: `${median(own ?? []).toFixed(1)} ms to ${median(bare ?? []).toFixed(1)} ms, ${own?.length} commits`,
  });
  print({
    name: "one new commit beyond git itself, 95 of 100",
    value: percentile(beyond ?? [], 95),
    unit: " ms",
  });
}
