// What a commit does to its parents' files, before the lines that it adds have their identities.
import type { Commit } from "../git/facts.ts";
import type { Change } from "./splice.ts";
import type { FileVersion, Tree } from "./tree.ts";

/** A text file that a commit made, changed or moved. */
export type FileStep = {
  readonly path: string;
  /** Its name in the first parent; null: that parent has none. */
  readonly oldPath: string | null;
  readonly oid: string;
  /** The version of `oldPath` in the first parent. */
  readonly before: FileVersion | null;
  /** The new version: inherited identities are filled in; ADDED (-1) stands where `settle` must write one. */
  readonly lines: Int32Array;
  /**
   * In the order of the file. At a merge `removed` holds what any parent's version had there and the result has not:
   * the merge may have taken it out, or an earlier commit on another side.
   */
  readonly changes: readonly Change[];
};

/** A version that comes as a whole: at a merge that of another parent; anywhere a file whose lines are no longer known. */
export type TakenFile = {
  readonly path: string;
  readonly oldPath: string | null;
  readonly before: FileVersion | null;
  readonly after: FileVersion;
};

/** One commit on the way, before its tree exists. */
export type CommitStep = {
  readonly commit: Commit;
  /** The commit's place in the plan. */
  readonly order: number;
  readonly files: readonly FileStep[];
  /** Files of the first parent that this commit takes away. */
  readonly gone: readonly { readonly path: string; readonly before: FileVersion }[];
  readonly taken: readonly TakenFile[];
  /** The first parent's tree (an empty one for a root). Valid during `settle` only. */
  readonly tree: Tree;
};

/** A step being put together. */
export type Draft = {
  readonly commit: Commit;
  readonly order: number;
  readonly tree: Tree;
  readonly files: FileStep[];
  readonly gone: { readonly path: string; readonly before: FileVersion }[];
  readonly taken: TakenFile[];
  mismatches: number;
};
