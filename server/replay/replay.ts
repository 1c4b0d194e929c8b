// Forward replay: each commit's changes applied to its parents' trees, so that every line of every tree has an identity.
// Pure. What an identity is, the caller decides in `settle`.
import type { Commit, FileChange } from "../git/facts.ts";
import { mergeFile } from "./merge.ts";
import { splice } from "./splice.ts";
import type { CommitStep, Draft } from "./step.ts";
import { emptyTree, type GrowingTree, type Tree } from "./tree.ts";
import { readTrees, saveTrees, type SavedTrees } from "./saved-trees.ts";
import type { LinePool } from "../lib/intern.ts";

export type { CommitStep, FileStep } from "./step.ts";
export type { Directory, Tree } from "./tree.ts";

/** A commit to come, with the parents it is replayed against (the first only, for a first-parent replay). */
export type PlannedCommit = { readonly id: string; readonly parents: readonly string[] };

export type Replay = {
  /** Takes the next commit of the plan. Throws where a parent was not applied or `settle` left a line without identity. */
  apply(commit: Commit): void;
  /** The tree of a commit that is kept or still has children to come. */
  tree(commitId: string): Tree | undefined;
  /** How many times a change did not fit the version it names, so that the file's lines became unknown. */
  mismatches(): number;
  /** All that is known after the commits applied so far. */
  save(pool: LinePool): SavedReplay;
};

/** Plain data: what `createReplay` goes on from. */
export type SavedReplay = { readonly trees: SavedTrees; readonly mismatches: number };

/** A replay saved after the first `applied` commits of the plan. */
export type ReplayedTo = {
  readonly state: SavedReplay;
  readonly applied: number;
  linesOf(number: number): Int32Array | null;
};

/** Whether a replay of `plan` can go on after its first `applied` commits with the trees of `commits` alone. */
export function canGoOn(
  plan: readonly PlannedCommit[],
  keep: ReadonlySet<string>,
  applied: number,
  commits: Iterable<string>,
): boolean {
  const missing = new Set(plan.slice(0, applied).map(({ id }) => id));
  for (const id of commits) missing.delete(id);
  for (const id of keep) if (missing.has(id)) return false;
  return plan.slice(applied).every(({ parents }) => !parents.some((id) => missing.has(id)));
}

/**
 * A replay of `plan` (parents before children; parents that are not in it count as none). Trees of `keep` stay readable
 * to the end, all others until their last child is applied. `settle` is called once per commit and gives each line
 * that is ADDED its identity, by writing into the steps' `lines`. `saved`: goes on where `canGoOn` says that it can.
 */
export function createReplay(
  plan: readonly PlannedCommit[],
  keep: ReadonlySet<string>,
  settle: (step: CommitStep) => void,
  saved?: ReplayedTo,
): Replay {
  const orders = new Map(plan.map((commit, order) => [commit.id, order]));
  const children = countChildren(saved ? plan.slice(saved.applied) : plan);
  const trees = new Map<string, GrowingTree>();
  let mismatches = saved?.state.mismatches ?? 0;
  const isWanted = (id: string): boolean => keep.has(id) || (children.get(id) ?? 0) > 0;
  if (saved)
    for (const [id, tree] of readTrees(saved.state.trees, saved.linesOf))
      if (isWanted(id)) trees.set(id, tree);

  /** The tree that the commit grows on: its first parent's own one where nobody else needs that any more. */
  function takeTree(parents: readonly string[]): GrowingTree {
    const tree = parents[0] === undefined ? emptyTree() : trees.get(parents[0]);
    if (!tree) throw new Error(`parent ${parents[0]} was not replayed`);
    return parents[0] !== undefined && isWanted(parents[0]) ? tree.fork() : tree;
  }

  return {
    apply(commit) {
      const order = orders.get(commit.id);
      const planned = order === undefined ? undefined : plan[order];
      if (order === undefined || !planned) throw new Error(`commit ${commit.id} is not in the plan`);
      const parents = planned.parents.filter((id) => orders.has(id));
      const before = parents.map((id) => {
        const tree = trees.get(id);
        if (!tree) throw new Error(`parent ${id} was not replayed`);
        return tree;
      });
      const step = readStep(commit, before, order);
      mismatches += step.mismatches;
      settle(step);
      checkSettled(step);
      for (const id of parents) children.set(id, (children.get(id) ?? 0) - 1);
      const tree = takeTree(parents);
      grow(tree, step);
      for (const id of parents) if (!isWanted(id)) trees.delete(id);
      if (isWanted(commit.id)) trees.set(commit.id, tree);
    },
    tree: (commitId) => trees.get(commitId),
    mismatches: () => mismatches,
    save: (pool) => ({ trees: saveTrees(trees, pool), mismatches }),
  };
}

function countChildren(plan: readonly PlannedCommit[]): Map<string, number> {
  const children = new Map<string, number>();
  for (const { parents } of plan) for (const id of parents) children.set(id, (children.get(id) ?? 0) + 1);
  return children;
}

function readStep(commit: Commit, parents: readonly Tree[], order: number): Draft {
  const tree = parents[0] ?? emptyTree();
  const draft: Draft = { commit, order, tree, files: [], gone: [], taken: [], mismatches: 0 };
  const merged = parents.length > 1 ? new Map(commit.merged.map((file) => [file.path, file])) : null;
  for (const file of commit.files) {
    const own = merged?.get(file.path);
    if (own) continue;
    if (file.oid === null) removeFile(draft, file);
    else if (merged) takeFile(draft, file, file.oid, parents);
    else changeFile(draft, file, file.oid);
  }
  for (const file of merged?.values() ?? []) mergeFile(draft, file, parents);
  return draft;
}

function removeFile(draft: Draft, file: FileChange): void {
  const before = draft.tree.get(file.path);
  if (before) draft.gone.push({ path: file.path, before });
  else draft.mismatches++;
}

/** A commit with one parent: the hunks of its patch. */
function changeFile(draft: Draft, file: FileChange, oid: string): void {
  const { path, oldPath } = file;
  const before = oldPath === null ? null : (draft.tree.get(oldPath) ?? null);
  const known = { path, oldPath, before };
  if (file.opaque) {
    draft.taken.push({ ...known, after: { oid, lines: null } });
    return;
  }
  if (oid === before?.oid && file.hunks.length === 0) {
    if (path !== oldPath && before.lines)
      draft.files.push({ ...known, oid, lines: before.lines, changes: [] });
    else if (path !== oldPath) draft.taken.push({ ...known, after: before });
    return;
  }
  const old = oldPath === null || file.whole ? new Int32Array() : before?.lines;
  // The old blob's id proves that the lines we hold are the ones the hunks were made against.
  const fits = oldPath === null || before?.oid === file.oldOid;
  const next = old && fits ? splice(old, file.hunks) : null;
  if (next) draft.files.push({ ...known, oid, ...next });
  else {
    if (!fits || old) draft.mismatches++;
    draft.taken.push({ ...known, after: { oid, lines: null } });
  }
}

/** A merge's file that is some other parent's, whole. */
function takeFile(draft: Draft, file: FileChange, oid: string, parents: readonly Tree[]): void {
  const { path, oldPath } = file;
  const before = oldPath === null ? null : (draft.tree.get(oldPath) ?? null);
  const same = parents.map((tree) => tree.get(path)).find((version) => version?.oid === oid);
  const after = same ?? (before?.oid === oid ? before : null);
  if (!after && !file.opaque) draft.mismatches++;
  draft.taken.push({ path, oldPath, before, after: after ?? { oid, lines: null } });
}

function checkSettled({ files }: CommitStep): void {
  for (const { path, lines, changes } of files)
    for (const { at, added } of changes)
      for (let line = at; line < at + added.length; line++)
        if ((lines[line] ?? 0) < 0) throw new Error(`no identity for line ${line + 1} of ${path}`);
}

/** All moves at once: a commit may swap names. */
function grow(tree: GrowingTree, { files, gone, taken }: CommitStep): void {
  for (const { path } of gone) tree.delete(path);
  for (const { path, oldPath } of files) if (oldPath !== null && oldPath !== path) tree.delete(oldPath);
  for (const { path, oldPath } of taken) if (oldPath !== null && oldPath !== path) tree.delete(oldPath);
  for (const { path, oid, lines } of files) tree.set(path, { oid, lines });
  for (const { path, after } of taken) tree.set(path, after);
}
