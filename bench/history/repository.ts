// The repository that is measured, and the commit of it that everything is about.
import { listCommits, type CommitHead } from "../../server/git/history.ts";
import { readRefs } from "../../server/git/refs.ts";
import { findRepository } from "../../server/git/repository.ts";
import type { Repository } from "../../server/git/facts.ts";

export type Subject = {
  readonly repository: Repository;
  readonly tip: string;
  /** All that the main line's newest commit can reach, in the order of replay. */
  readonly history: readonly CommitHead[];
};

/** Throws where there is no repository with a commit. */
export async function openSubject(path: string): Promise<Subject> {
  const repository = await findRepository(path);
  if (!repository || "error" in repository) throw new Error(repository?.error ?? `no repository at ${path}`);
  const refs = await readRefs(repository, null);
  if ("error" in refs || !refs.main) throw new Error("the repository has no main line");
  const tip = refs.main.commit;
  return { repository, tip, history: await listCommits(repository, [tip]) };
}
