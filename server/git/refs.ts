// Names resolved to commits.
import { objectsOf, run, runSilent, type GitError } from "./command.ts";
import type { Refs, Repository } from "./facts.ts";
import { listCheckouts } from "./repository.ts";

const USUAL_NAMES = ["main", "master", "trunk"];

type Ref = { readonly name: string; readonly commit: string; readonly symbolic: string };

/**
 * What a repository's names point to now: its main line, the tips of all branches and checkouts, and the stashes, newest
 * first. `branch` names another main line; an error where there is no such commit.
 */
export async function readRefs(repository: Repository, branch: string | null): Promise<Refs | GitError> {
  const [refs, stashes, checkouts] = await Promise.all([
    listRefs(repository),
    listStashes(repository),
    listCheckouts({
      gitDir: repository.gitDir,
      mainRoot: repository.root === repository.gitDir ? null : repository.root,
    }),
  ]);
  if ("error" in refs) return refs;
  if ("error" in checkouts) return checkouts;
  const head = await resolve(repository, "HEAD");
  const main =
    branch === null ? await findMain(repository, refs, head) : await findNamed(repository, refs, branch);
  if (branch !== null && !main)
    return {
      error: `there is no branch or commit "${branch}" in ${repository.root}`,
      noSuchBranch: true,
    };
  const heads = new Map(checkouts.flatMap(({ root, head: at }) => (at === null ? [] : [[root, at]])));
  const tips = [...refs.map(({ commit }) => commit), ...heads.values(), ...(head === null ? [] : [head])];
  return { main, tips: [...new Set(tips)].toSorted(), heads, stashes };
}

/** The full id of the commit that a revision names, or null. */
export async function resolve(repository: Repository, rev: string): Promise<string | null> {
  if (rev === "" || rev.startsWith("-") || /[\0\n]/.test(rev)) return null;
  const answer = await runSilent(objectsOf(repository), [
    "rev-parse",
    "--verify",
    "--quiet",
    `${rev}^{commit}`,
  ]);
  const id = typeof answer === "string" ? answer.trim() : "";
  return /^[0-9a-f]{40,64}$/.test(id) ? id : null;
}

async function listRefs(repository: Repository): Promise<readonly Ref[] | GitError> {
  // A ref's name has no space; a tag is never under these two.
  const format = "--format=%(objecttype) %(objectname) %(refname) %(symref)";
  const answer = await run(objectsOf(repository), ["for-each-ref", format, "refs/heads", "refs/remotes"]);
  if (typeof answer !== "string") return answer;
  return answer.split("\n").flatMap((line) => {
    const [type, commit, name, symbolic] = line.split(" ");
    return type === "commit" && commit && name ? [{ name, commit, symbolic: symbolic ?? "" }] : [];
  });
}

async function listStashes(repository: Repository): Promise<string[]> {
  if (!(await resolve(repository, "refs/stash"))) return [];
  const args = ["log", "-g", "--no-show-signature", "--no-color", "--format=%H", "refs/stash", "--"];
  const answer = await run(objectsOf(repository), args);
  return typeof answer === "string" ? answer.split("\n").filter((id) => id !== "") : [];
}

/** The main line that nobody named: origin's own, else one with a usual name, else what is checked out. */
async function findMain(
  repository: Repository,
  refs: readonly Ref[],
  head: string | null,
): Promise<Refs["main"]> {
  const origin = refs.find(({ name }) => name === "refs/remotes/origin/HEAD")?.symbolic ?? "";
  const target = /^refs\/remotes\/origin\/(.+)$/.exec(origin)?.[1];
  const names = target === undefined ? [] : [target, `origin/${target}`];
  for (const name of [...names, ...USUAL_NAMES, ...USUAL_NAMES.map((usual) => `origin/${usual}`)]) {
    const commit = byName(refs, name);
    if (commit !== undefined) return { name, commit };
  }
  if (head === null) return null;
  const current = await runSilent(objectsOf(repository), ["symbolic-ref", "--quiet", "--short", "HEAD"]);
  return { name: (typeof current === "string" && current.trim()) || "HEAD", commit: head };
}

async function findNamed(repository: Repository, refs: readonly Ref[], name: string): Promise<Refs["main"]> {
  const commit = byName(refs, name) ?? (await resolve(repository, name));
  return commit === null ? null : { name, commit };
}

/** A local branch before a remote one of the same name. */
function byName(refs: readonly Ref[], name: string): string | undefined {
  const find = (full: string): string | undefined => refs.find((ref) => ref.name === full)?.commit;
  return find(`refs/heads/${name}`) ?? find(`refs/remotes/${name}`);
}
