// One repository: its history replayed, the agents' edits led along, and what became of every line of theirs.
import {
  createAttributor,
  type Attribution,
  type Attributor,
  type RepositoryEdit,
} from "../attribution/attribute.ts";
import type { GitError } from "../git/command.ts";
import { readCommits } from "../git/commits.ts";
import type { Refs, Repository } from "../git/facts.ts";
import type { CommitHead } from "../git/history.ts";
import { listCommits } from "../git/history.ts";
import { createPool, readPool } from "../lib/intern.ts";
import { packInts, unpackInts } from "../lib/pack.ts";
import type { Printer } from "../lib/print.ts";
import { hasWeight } from "../lib/weight.ts";
import { createReplay, type CommitStep, type Replay, type Tree } from "../replay/replay.ts";
import type { Whereabouts } from "../survival/outcome.ts";
import { type Beside, pathsOf, readBeside } from "./beside.ts";
import { createSnapshots, type Course, type SnapshotStore } from "./snapshots.ts";
import { readAsItStands } from "./standing.ts";
import { withoutStrangers } from "./strangers.ts";
import { type Placed, reachable, sweep } from "./sweep.ts";

export type Followed = {
  readonly repository: Repository;
  readonly refs: Refs;
  readonly plan: readonly CommitHead[];
  /** Checkouts whose working tree could not be read, and why. */
  readonly unreadable: ReadonlyMap<string, string>;
  /** Whether no blob was missing: one that comes later would change the answer. */
  readonly isWhole: boolean;
  readonly attribution: Attribution;
  readonly whereabouts: Whereabouts;
  /** Commits that are no merge and on the main line, by their place in the plan. */
  isLanding(order: number): boolean;
  /** The main line's newest tree; undefined where there is none. */
  readonly mainTree: Tree | undefined;
  /** Whether a path's lines carry weight. */
  weighs(path: string): boolean;
  /** The identities of a file in a commit's tree, or in a checkout's working tree; undefined: it is not there. */
  linesAt(
    where: { readonly commit: string } | { readonly checkout: string },
    path: string,
  ): Int32Array | undefined;
};

export type FollowOptions = {
  readonly printer: Printer;
  /** Names another main line. */
  readonly branch: string | null;
  /** Further commits whose trees are asked for. */
  readonly commits: readonly string[];
  /** Where what is known is kept, so that next time only what is new is replayed. */
  readonly store?: SnapshotStore | null | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** Follows all lines of a repository through `edits`, which are in order of time. An error where git cannot read it. */
export function follow(
  repository: Repository,
  edits: readonly RepositoryEdit[],
  options: FollowOptions,
): Promise<Followed | GitError> {
  return readAsItStands(repository, options, async (refs) =>
    followFrom(repository, edits, await readBeside(repository, edits, refs, options.signal), options),
  );
}

/** Follows all lines of a repository as it stood at one moment. Throws what git fails of. */
export async function followFrom(
  repository: Repository,
  edits: readonly RepositoryEdit[],
  { refs, trees, unreadable, ignored, attributes }: Beside,
  options: FollowOptions,
): Promise<Followed> {
  const main = refs.main === null ? [] : [refs.main.commit];
  const others = [...refs.stashes, ...options.commits];
  const listed = (tips: readonly string[]): Promise<CommitHead[]> =>
    listCommits(repository, [...new Set([...main, ...tips, ...others])], options.signal);
  const all = await listed(refs.tips);
  const tips = await withoutStrangers(repository, all, main[0] ?? null, refs.tips, pathsOf(edits));
  const plan = tips.length === refs.tips.length ? all : await listed(tips);
  const branches = [...new Set([...main, ...tips])];
  const parents = new Map(plan.map((commit) => [commit.id, commit.parents]));
  const bases = refs.stashes.flatMap((stash) => parents.get(stash)?.[0] ?? []);
  const keep = new Set([...branches, ...refs.stashes, ...bases, ...options.commits]);
  const course = { repository, plan, edits, keep, printer: options.printer };
  const { attributor, replay, reverting, missing } = await replayAll(course, options);
  const loose = trees.map((tree): Placed => {
    const head = tree.head === null ? undefined : replay.tree(tree.head);
    return { tree, head, files: attributor.loose(tree, head) };
  });
  const attribution = attributor.finish();
  const onMain = reachable(plan, main);
  const onBranch = reachable(plan, branches);
  const whereabouts: Whereabouts = {
    commits: plan.map(({ at }, order) => ({
      at,
      reverting: reverting.has(order),
      onMain: onMain[order] === 1,
      onBranch: onBranch[order] === 1,
    })),
    ...sweep(attribution, { ...refs, tips }, replay, bases, loose),
    ignored: (path) => ignored.has(path),
  };
  return {
    repository,
    refs,
    plan,
    unreadable,
    isWhole: missing.size === 0,
    attribution,
    whereabouts,
    isLanding: (order) => onMain[order] === 1 && (plan[order]?.parents.length ?? 0) < 2,
    mainTree: refs.main === null ? undefined : replay.tree(refs.main.commit),
    weighs: (path) => hasWeight(path, attributes.get(path)),
    linesAt(where, path) {
      if ("commit" in where) return replay.tree(where.commit)?.get(path)?.lines ?? undefined;
      const placed = loose.find(({ tree }) => tree.kind === "worktree" && tree.checkout === where.checkout);
      const changed = placed?.files.get(path);
      const head = refs.heads.get(where.checkout) ?? "";
      return changed === null
        ? undefined
        : (changed ?? (placed?.head ?? replay.tree(head))?.get(path)?.lines ?? undefined);
    },
  };
}

/** Leads the edits through all commits of the plan, from a snapshot on where one fits, and makes new ones on the way. */
async function replayAll(
  course: Course,
  { store, commits, signal }: FollowOptions,
): Promise<{
  attributor: Attributor;
  replay: Replay;
  reverting: ReadonlySet<number>;
  missing: ReadonlySet<string>;
}> {
  const { repository, plan, edits, keep, printer } = course;
  const snapshots = store ? createSnapshots(store, course) : null;
  const saved = (await snapshots?.load()) ?? null;
  const linesOf = saved ? readPool(saved.pool) : () => null;
  const start = saved?.applied ?? 0;
  const reverting = new Set(saved ? unpackInts(saved.reverting) : []);
  const attributor = createAttributor(
    edits,
    printer,
    saved ? { state: saved.attributor, taken: saved.taken, linesOf } : undefined,
  );
  const settle = (step: CommitStep): void => {
    if (step.commit.reverts.length > 0) reverting.add(step.order);
    attributor.settle(step);
  };
  const replay = createReplay(
    plan,
    keep,
    settle,
    saved ? { state: saved.replay, applied: start, linesOf } : undefined,
  );
  const ids = plan.map(({ id }) => id);
  const targets = new Set(commits.length === 0 ? snapshots?.targets(start) : []);
  const missing = new Set(saved?.missing);
  const reading = {
    before: ids.slice(0, start),
    onMissing: ({ oids }: { readonly oids: readonly string[] }) => oids.forEach((oid) => missing.add(oid)),
    ...(signal === undefined ? {} : { signal }),
  };
  let applied = start;
  for await (const commit of readCommits(repository, ids.slice(start), reading)) {
    replay.apply(commit);
    if (!targets.has(++applied)) continue;
    const pool = createPool();
    const state = { attributor: attributor.save(pool), replay: replay.save(pool) };
    const facts = { reverting: packInts([...reverting]), missing: [...missing] };
    snapshots?.save(applied, { ...state, ...facts, pool: pool.save() });
  }
  return { attributor, replay, reverting, missing };
}
