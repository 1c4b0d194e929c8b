// Holds the replay against `git blame`: the ground that every figure stands on, for anyone to check.
import { readAhead } from "../git/ahead.ts";
import { blameFile, type BlamedLines } from "../git/blame.ts";
import { createBlobReader, isBinary } from "../git/blobs.ts";
import { readCommits } from "../git/commits.ts";
import type { Repository } from "../git/facts.ts";
import { createFinder } from "../git/finder.ts";
import { listCommits } from "../git/history.ts";
import { readRefs } from "../git/refs.ts";
import { createOrigins, firstParents, type Origins } from "../replay/origins.ts";
import type { PlannedCommit } from "../replay/replay.ts";
import type { Problem } from "./material.ts";
import { readAsItStands } from "./standing.ts";
import { compareFile, type Mismatch } from "./mismatches.ts";

export type VerifyQuestion = {
  /** Absolute folder of the repository. */
  readonly folder: string;
  /** Names another main line; null: the repository's own. */
  readonly branch: string | null;
  /** Merges as one change against their first parent. */
  readonly firstParent: boolean;
  /** So many files, spread over all of them; null: every one. */
  readonly files: number | null;
  /** A clock in milliseconds, for the times taken. */
  readonly clock: () => number;
  readonly onProgress: (progress: {
    readonly part: "replay" | "blame";
    readonly done: number;
    readonly total: number;
  }) => void;
  readonly signal?: AbortSignal | undefined;
};

export type Verification = {
  /** Root of the repository. */
  readonly repository: string;
  /** Name of the main line and its commit; null in a repository without commits. */
  readonly main: { readonly name: string; readonly commit: string } | null;
  /** Files and lines compared, and lines for which both say the same commit. */
  readonly files: number;
  readonly lines: number;
  readonly same: number;
  readonly mismatches: readonly Mismatch[];
  /** Files that git could not be asked about, and why (a blob that this clone lacks, say). */
  readonly notCompared: readonly { readonly path: string; readonly reason: string }[];
  readonly replayMs: number;
  readonly blameMs: number;
};

/** Replays the main line's history and compares the origin of every line of its files. */
export async function verify(question: VerifyQuestion): Promise<Verification | Problem> {
  const { folder, branch } = question;
  const repository = await createFinder().at(folder);
  if (repository === null)
    return { problem: "not-a-repository", message: `${folder} is in no git repository` };
  if ("error" in repository) return { problem: "unreadable", message: repository.error };
  const refs = await readRefs(repository, branch);
  if ("error" in refs)
    return { problem: refs.noSuchBranch === true ? "no-such-branch" : "unreadable", message: refs.error };
  const { root } = repository;
  if (refs.main === null && refs.tips.length > 0)
    return { problem: "no-such-branch", message: `${root} has no main line; name one with --branch` };
  const found = await readAsItStands(repository, question, async ({ main }) =>
    main === null
      ? { repository: root, main: null, ...NOTHING }
      : { repository: root, main, ...(await compareTip(repository, main.commit, question)) },
  );
  return "error" in found ? { problem: "unreadable", message: found.error } : found;
}

const NOTHING: Compared = {
  files: 0,
  lines: 0,
  same: 0,
  mismatches: [],
  notCompared: [],
  replayMs: 0,
  blameMs: 0,
};

type Compared = Omit<Verification, "repository" | "main">;

/** Compares the files of one commit. Throws where git fails. */
async function compareTip(repository: Repository, tip: string, options: VerifyQuestion): Promise<Compared> {
  const { clock, signal, firstParent } = options;
  const started = clock();
  const history = await listCommits(repository, [tip], signal);
  const plan = firstParent ? firstParents(history, tip) : history;
  const origins = await replayAll(repository, plan, tip, options);
  const replayMs = clock() - started;
  const versions = await textVersions(repository, origins, tip);
  const chosen = spread(versions, options.files ?? versions.length);
  const blamed = await blameAll(repository, tip, chosen, { ...options, origins, plan });
  return { ...blamed, replayMs, blameMs: clock() - started - replayMs };
}

async function replayAll(
  repository: Repository,
  plan: readonly PlannedCommit[],
  tip: string,
  { firstParent, signal, onProgress }: VerifyQuestion,
): Promise<Origins> {
  const origins = createOrigins(plan, new Set([tip]));
  const ids = plan.map(({ id }) => id);
  let done = 0;
  for await (const commit of readCommits(repository, ids, { firstParent, ...(signal ? { signal } : {}) })) {
    origins.apply(commit);
    onProgress({ part: "replay", done: ++done, total: ids.length });
  }
  return origins;
}

/** A text file of the tip. `lines` null: the replay lost them, which is a mismatch in itself. */
type Version = { readonly path: string; readonly lines: Int32Array | null };

/** The files whose lines can be compared, by path. Binary ones, links and submodules are none, nor is one not in this clone. */
async function textVersions(repository: Repository, origins: Origins, tip: string): Promise<Version[]> {
  const versions: Version[] = [];
  const blobs = createBlobReader(repository);
  try {
    const tree = origins.tree(tip);
    for (const path of [...(tree?.paths() ?? [])].toSorted()) {
      const { oid = null, lines = null } = tree?.get(path) ?? {};
      if (lines === null && (origins.mismatches() === 0 || origins.opaque(path) || oid === null)) continue;
      const bytes = lines === null && oid !== null ? await blobs.read(oid) : null;
      if (lines !== null || (bytes !== null && !isBinary(bytes))) versions.push({ path, lines });
    }
  } finally {
    blobs.close();
  }
  return versions;
}

/** `count` of all, as far apart as can be. */
export function spread<T>(all: readonly T[], count: number): readonly T[] {
  if (count >= all.length) return all;
  return Array.from({ length: count }, (_, i) => all[Math.floor(((i + 0.5) * all.length) / count)]).filter(
    (one) => one !== undefined,
  );
}

type Blaming = VerifyQuestion & { readonly origins: Origins; readonly plan: readonly PlannedCommit[] };
type Answer = { readonly version: Version; readonly blamed: readonly BlamedLines[] | string };

/** Two processes of git at a time, as for the replay. */
const TOGETHER = { width: 2, limit: 100, weigh: () => 1 };

async function blameAll(
  repository: Repository,
  tip: string,
  versions: readonly Version[],
  blaming: Blaming,
): Promise<Omit<Compared, "replayMs" | "blameMs">> {
  const { origins, plan, onProgress } = blaming;
  const orders = new Map(plan.map(({ id }, order) => [id, order]));
  const isMerge = (order: number): boolean => (plan[order]?.parents.length ?? 0) > 1;
  const mismatches: Mismatch[] = [];
  const notCompared: { path: string; reason: string }[] = [];
  let [done, lines, same] = [0, 0, 0];
  const sources = versions.map((version) => () => blameOne(repository, tip, version, blaming));
  for await (const { version, blamed } of readAhead(sources, TOGETHER)) {
    onProgress({ part: "blame", done: ++done, total: versions.length });
    if (typeof blamed === "string") {
      notCompared.push({ path: version.path, reason: blamed });
      continue;
    }
    const compared = compareFile(version, blamed, { origins, orders, isMerge });
    lines += compared.lines;
    same += compared.same;
    mismatches.push(...compared.mismatches);
  }
  return { files: versions.length - notCompared.length, lines, same, mismatches, notCompared };
}

/** What blame says of a file, or why it can't. Throws where the work was stopped. */
async function* blameOne(
  repository: Repository,
  tip: string,
  version: Version,
  { firstParent, signal }: Blaming,
): AsyncGenerator<Answer> {
  const blamed: BlamedLines[] = [];
  try {
    if (version.lines?.length !== 0)
      for await (const some of blameFile(repository, tip, version.path, { firstParent, signal }))
        blamed.push(some);
  } catch (error) {
    if (signal?.aborted) throw error;
    yield { version, blamed: error instanceof Error ? error.message : String(error) };
    return;
  }
  yield { version, blamed };
}
