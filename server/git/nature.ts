// What kind of repository it is: what of its history may be missing here, and how it began.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { objectsOf, run, type GitError } from "./command.ts";
import type { Repository } from "./facts.ts";
import { asksRemote } from "./presence.ts";
import { readRefs } from "./refs.ts";

export type Nature = {
  readonly bare: boolean;
  /** The oldest commits are not in this clone. */
  readonly shallow: boolean;
  /** Some blobs are not in this clone, and git would fetch them. */
  readonly partial: boolean;
  readonly objectFormat: string;
  /** There is no commit at all. */
  readonly empty: boolean;
  /** Name of the main line; null where there is none. */
  readonly main: string | null;
};

/** The nature of a repository, or why git can't tell. */
export async function natureOf(repository: Repository): Promise<Nature | GitError> {
  const at = objectsOf(repository);
  const [format, partial, refs] = await Promise.all([
    run(at, ["rev-parse", "--show-object-format"]),
    asksRemote(repository),
    readRefs(repository, null),
  ]);
  if ("error" in refs) return refs;
  return {
    bare: repository.root === repository.gitDir,
    shallow: isShallow(repository),
    partial,
    objectFormat: typeof format === "string" ? format.trim() : "sha1",
    empty: refs.main === null && refs.tips.length === 0,
    main: refs.main?.name ?? null,
  };
}

/** Whether a clone's history is cut off. */
export function isShallow({ gitDir }: Repository): boolean {
  return existsSync(join(gitDir, "shallow"));
}

/**
 * The commits without parents of all branches, sorted: whatever else happens to a repository, they stay. None where
 * there is no commit, or the history is cut off, so that it is not known how it began.
 */
export async function rootCommits(repository: Repository): Promise<readonly string[]> {
  if (isShallow(repository)) return [];
  const args = ["rev-list", "--max-parents=0", "--branches", "--remotes", "HEAD", "--"];
  const answer = await run(objectsOf(repository), args);
  return typeof answer === "string"
    ? answer
        .split("\n")
        .filter((id) => id !== "")
        .toSorted()
    : [];
}
