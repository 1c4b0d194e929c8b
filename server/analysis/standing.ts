// A repository may be rewritten while it is read: branches move, and commits that nobody names any more are cleared away.
import type { GitError } from "../git/command.ts";
import { gitFailureOf } from "../git/failure.ts";
import type { Refs, Repository } from "../git/facts.ts";
import { readRefs } from "../git/refs.ts";

/** Somebody who rewrites a history again and again is not waited for. */
const ATTEMPTS = 3;

export type StandingOptions = {
  /** Names another main line. */
  readonly branch: string | null;
  readonly signal?: AbortSignal | undefined;
};

/**
 * Reads a repository as its names stand at one moment. Where git fails and the names have changed since, it is read
 * anew. Gives what git said where that is not why, or does not help. Throws what is no failure of git's.
 */
export async function readAsItStands<T>(
  repository: Repository,
  { branch, signal }: StandingOptions,
  read: (refs: Refs) => Promise<T>,
): Promise<T | GitError> {
  let refs = await readRefs(repository, branch);
  for (let attempt = 1; ; attempt++) {
    if ("error" in refs) return refs;
    try {
      return await read(refs);
    } catch (error) {
      const said = gitFailureOf(error);
      if (signal?.aborted === true || said === null) throw error;
      const now = await readRefs(repository, branch);
      if (attempt === ATTEMPTS || namesOf(now) === namesOf(refs)) return { error: said };
      refs = now;
    }
  }
}

const namesOf = (refs: Refs | GitError): string =>
  JSON.stringify("error" in refs ? refs : { ...refs, heads: [...refs.heads] });
