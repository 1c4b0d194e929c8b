// What is read from a repository, as plain data. The stages after this one never see git.

/** Where one contiguous change lies. Positions are 1-based; with `oldLines` 0 it comes after line `oldStart`, likewise for new. */
export type Hunk = {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  /** The lines put in, without ends (a "\r" before the end dropped). Their count is the hunk's new count. */
  readonly added: readonly string[];
};

/** One file that a commit changed against its (first) parent. */
export type FileChange = {
  /** Relative to the repository's root, with "/". */
  readonly path: string;
  /** The name in the parent: other than `path` for a rename. null: the file is new. */
  readonly oldPath: string | null;
  /** null: the file is gone. */
  readonly oid: string | null;
  readonly oldOid: string | null;
  /** Binary, a submodule, a symbolic link, or a blob that is missing or marked `-diff`: its lines are not known. */
  readonly opaque: boolean;
  /** The old version was no text: the one hunk (none for an empty file) holds the whole new version. */
  readonly whole?: true;
  readonly hunks: readonly Hunk[];
};

/**
 * A file in a merge that equals none of the parents' versions. For each line of the result, which line of each parent
 * it is (1-based, 0 for none), and its text where no parent has it.
 */
export type MergedFile = {
  readonly path: string;
  readonly oid: string;
  readonly opaque: boolean;
  /** The file's name in each parent; null where that parent has none. */
  readonly parentPaths: readonly (string | null)[];
  /** One array per parent, each as long as the result: the line of that parent, or 0. */
  readonly from: readonly Int32Array[];
  /** Texts of the lines that no parent has: line of the result (1-based) → text. */
  readonly added: ReadonlyMap<number, string>;
};

export type Commit = {
  readonly id: string;
  readonly parents: readonly string[];
  /** Committer time, epoch ms (whole seconds). */
  readonly at: number;
  /** Full ids of the commits that its message says it reverts; [] for none. */
  readonly reverts: readonly string[];
  /** A commit with one parent or none: what it changed. A merge: what differs from the first parent, with hunks left empty. */
  readonly files: readonly FileChange[];
  /** A merge's files that are no parent's own. [] for any other commit. */
  readonly merged: readonly MergedFile[];
};

/** A tree that no commit holds: a working tree or an index, against the commit it stands on. */
export type LooseTree = {
  readonly kind: "worktree" | "index";
  /** Absolute path of the checkout. */
  readonly checkout: string;
  /** The commit it stands on; null in an empty repository. */
  readonly head: string | null;
  /** Files that differ from `head`: all their lines, or null where the file is gone. */
  readonly files: ReadonlyMap<string, readonly string[] | null>;
};

/** Refs resolved to commits at one moment. */
export type Refs = {
  /** Name of the main line as `--branch` would give it, and its commit. null in an empty repository. */
  readonly main: { readonly name: string; readonly commit: string } | null;
  /** Tips of local and remote-tracking branches and of each checkout's HEAD. */
  readonly tips: readonly string[];
  /** What each checkout stands on, by its root; none where that has no commit yet. */
  readonly heads: ReadonlyMap<string, string>;
  readonly stashes: readonly string[];
};

/** One working tree. `gone`: its folder is no longer there, though git still lists it. */
export type Checkout = { readonly root: string; readonly head: string | null; readonly gone: boolean };

/** A repository: all the checkouts that share one object store. */
export type Repository = {
  /** Absolute path of the main checkout (of the git folder, where it is bare): what reports call the repository. */
  readonly root: string;
  readonly gitDir: string;
  readonly checkouts: readonly Checkout[];
};
