// The agents' edits of one repository, in order of time.
import type { PrintedFileEdit } from "../ledger/facts.ts";

/** An edit in a repository. */
export type RepositoryEdit = {
  /** Epoch ms. */
  readonly at: number;
  /** Any number that tells turns apart. */
  readonly turn: number;
  readonly agent: string;
  readonly session: string;
  readonly model: string | null;
  /** The user took the edit back. */
  readonly undone: boolean;
  /** Paths relative to the checkout's root. */
  readonly files: readonly {
    readonly path: string;
    readonly movedTo: string | null;
    readonly file: PrintedFileEdit;
  }[];
};

/** Records bear milliseconds and git whole seconds: an edit up to a second after a commit may be in it. */
const SECOND = 999;

/** How many of `edits`, which are in order of time, are taken before the last of some commits, the latest of them made `at`. */
export function editsBefore(edits: readonly RepositoryEdit[], at: number): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edits[middle]?.at ?? Infinity) <= at + SECOND) low = middle + 1;
    else high = middle;
  }
  return low;
}
