// Where each line went that an agent wrote or took out: the contract's outcomes.
import type { Attribution, Blobs, Passage } from "../attribution/attribute.ts";

export type OutcomeOfLine = "kept" | "reworked" | "reverted" | "discarded" | "open" | "outside";

/** What is known of the repository's commits and trees at one moment. */
export type Whereabouts = {
  /** By a commit's place in the plan. */
  readonly commits: readonly {
    readonly at: number;
    readonly reverting: boolean;
    readonly onMain: boolean;
    readonly onBranch: boolean;
  }[];
  /** Identities in the main line's newest tree. */
  readonly main: ReadonlySet<number>;
  /** Identities in a working tree, an index, a stash or the tip of a branch. */
  readonly open: ReadonlySet<number>;
  /** Identities that such a tree lacks though the commit it stands on has them. */
  readonly missing: ReadonlySet<number>;
  /** Whether a path lies in an ignored file. */
  ignored(path: string): boolean;
};

/** git has whole seconds, records have milliseconds. */
const SECOND = 1000;

type Lines = Pick<Attribution, "registry" | "replaced" | "pathOf" | "passages"> & {
  readonly blobs: Pick<Blobs, "left" | "first" | "took">;
};

/** Tells the outcomes of a repository's lines. */
export function createOutcomes(
  attribution: Lines,
  where: Whereabouts,
): {
  written(id: number): OutcomeOfLine;
  /** `since`: when the turn began, epoch ms. null: the removal has no weight. */
  removed(id: number, since: number): OutcomeOfLine | null;
} {
  const { passages, registry, replaced, pathOf } = attribution;
  const commit = (passage: Passage) => where.commits[passage.order];
  const changed = changedByPersons(attribution);
  const landed = (id: number): boolean => passages(id).some((p) => p.born && commit(p)?.onMain === true);
  const taken = (id: number, onMain: boolean, since: number): boolean =>
    passages(id).some((p) => {
      const by = commit(p);
      return !p.born && by !== undefined && by.onMain === onMain && by.at >= since - SECOND;
    });
  return {
    written(id) {
      if (where.main.has(id)) return "kept";
      if (landed(id)) return wasReverted(id, attribution, where) ? "reverted" : "reworked";
      if (where.open.has(id)) return "open";
      if (where.ignored(pathOf(id))) return "outside";
      return replaced.has(id) || changed.has(id) ? "reworked" : "discarded";
    },
    removed(id, since) {
      if (!registry.significant(id) || !passages(id).some((p) => p.born && commit(p)?.onBranch === true))
        return null;
      if (!where.main.has(id) && landed(id)) return "kept";
      if (taken(id, true, since)) return "reverted";
      return taken(id, false, since) || where.missing.has(id) ? "open" : "discarded";
    },
  };
}

/** Agents' lines that a person changed a little before they landed. */
function changedByPersons({ registry }: Lines): ReadonlySet<number> {
  return new Set(registry.editedFroms());
}

/** Whether the commit that last took a line out of the main line reverted the one that had brought it. */
function wasReverted(id: number, { passages, blobs }: Lines, { commits }: Whereabouts): boolean {
  const onMain = passages(id).filter((p) => commits[p.order]?.onMain === true);
  const death = onMain.findLast((p) => !p.born);
  if (death === undefined) return false;
  if (commits[death.order]?.reverting === true) return true;
  const birth = onMain.findLast((p) => p.born && p.order < death.order);
  const left = blobs.left(death.order, death.path);
  if (birth === undefined || left === undefined) return false;
  const first = blobs.first(death.path, left);
  return first !== undefined && first < birth.order && blobs.took(birth.order, birth.path);
}
