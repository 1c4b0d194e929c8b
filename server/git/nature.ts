// What kind of repository it is: what of its history may be missing here.
import { objectsOf, run, type GitError } from "./command.ts";
import type { Repository } from "./facts.ts";
import { readRefs } from "./refs.ts";

export type Nature = {
  readonly bare: boolean;
  /** The oldest commits are not in this clone. */
  readonly shallow: boolean;
  /** Some blobs are not in this clone, and git would fetch them. */
  readonly partial: boolean;
  readonly objectFormat: string;
  /** Name of the main line; null where there is no commit. */
  readonly main: string | null;
};

/** The nature of a repository, or why git can't tell. */
export async function natureOf(repository: Repository): Promise<Nature | GitError> {
  const at = objectsOf(repository);
  const [shallow, format, partial, refs] = await Promise.all([
    run(at, ["rev-parse", "--is-shallow-repository"]),
    run(at, ["rev-parse", "--show-object-format"]),
    run(at, ["config", "--local", "--get-regexp", "^(remote\\..*\\.promisor|extensions\\.partialclone)$"]),
    readRefs(repository, null),
  ]);
  if (typeof shallow !== "string") return shallow;
  if ("error" in refs) return refs;
  return {
    bare: repository.root === repository.gitDir,
    shallow: shallow.trim() === "true",
    partial: typeof partial === "string" && partial.trim() !== "",
    objectFormat: typeof format === "string" ? format.trim() : "sha1",
    main: refs.main?.name ?? null,
  };
}
