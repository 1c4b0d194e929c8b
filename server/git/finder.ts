// Which repository each of many paths lies in, with as few questions to git as there are repositories.
import { existsSync } from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import type { GitError } from "./command.ts";
import type { Repository } from "./facts.ts";
import { findRepository, isWithin, realPath } from "./repository.ts";

/** How a folder that is gone was known again: by what was seen there before, or by the texts that were edited in it. */
export type Way = "moved" | "content";

/** A folder that is gone, and whose it was. */
export type Adoption = { readonly root: string; readonly repository: Repository; readonly way: Way };

export type Finder = {
  /** The repository of an absolute path; null: none; an error where git can't read it. */
  of(path: string): Promise<Repository | GitError | null>;
  /** The same for a folder that somebody asks about: it may be a bare repository, or lie in git's own folder. */
  at(folder: string): Promise<Repository | GitError | null>;
  /** The highest folder on the way to a path that is not there; null: its folder is there. */
  missing(path: string): string | null;
  /** The path with the links resolved of as much of its folder as exists. */
  resolved(path: string): string;
  /** From now on `root` (links resolved), a folder that is gone, was a checkout of the repository. */
  adopt(root: string, repository: Repository, way: Way): void;
  adopted(): readonly Adoption[];
  /** The repositories found so far. */
  known(): readonly Repository[];
  /** Those that git can't read, by their roots, and why. */
  refused(): ReadonlyMap<string, string>;
};

/** A finder with its own memory: good for one analysis, not for longer. */
export function createFinder(): Finder {
  /** By root; a repository as its git folder. */
  const asked = new Map<string, Promise<string | GitError | null>>();
  const roots = new Map<string, string | null>();
  const byGitDir = new Map<string, Repository>();
  const adoptions = new Map<string, { readonly gitDir: string; readonly way: Way }>();
  const real = new Map<string, string>();
  const there = new Map<string, boolean>();
  const refused = new Map<string, string>();

  /** The nearest folder above (or at) a path that has a `.git`. */
  function rootOf(folder: string): string | null {
    const known = roots.get(folder);
    if (known !== undefined) return known;
    const above = dirname(folder);
    const root = existsSync(join(folder, ".git")) ? folder : above === folder ? null : rootOf(above);
    roots.set(folder, root);
    return root;
  }

  function isThere(folder: string): boolean {
    const known = there.get(folder) ?? existsSync(folder);
    there.set(folder, known);
    return known;
  }

  async function ask(root: string): Promise<string | GitError | null> {
    const found = await findRepository(root);
    if (found !== null && "error" in found) refused.set(root, found.error);
    if (found === null || "error" in found) return found;
    if (!byGitDir.has(found.gitDir)) byGitDir.set(found.gitDir, found);
    return found.gitDir;
  }

  /** Of a folder that has a `.git`. */
  async function askMarked(root: string): Promise<string | GitError | null> {
    const found = await ask(root);
    if (found === null) refused.set(root, "git does not take it for a repository");
    return found;
  }

  async function answer(question: Promise<string | GitError | null>): Promise<Repository | GitError | null> {
    const found = await question;
    return typeof found === "string" ? (byGitDir.get(found) ?? null) : found;
  }

  function resolved(path: string): string {
    const folder = dirname(path);
    const known = real.get(folder) ?? realPath(folder);
    real.set(folder, known);
    return join(known, basename(path));
  }

  function adoptedAbove(path: string): { readonly root: string; readonly gitDir: string } | null {
    let best: { root: string; gitDir: string } | null = null;
    for (const [root, { gitDir }] of adoptions)
      if (root.length > (best?.root.length ?? 0) && isWithin(root, resolved(path))) best = { root, gitDir };
    return best;
  }

  function of(path: string): Promise<Repository | GitError | null> {
    // A path of another system, which would be looked for from this process's own folder on.
    if (!isAbsolute(path)) return Promise.resolve(null);
    const root = rootOf(path);
    const adopted = adoptedAbove(path);
    // What is gone may have stood within another repository, or left a folder that leads nowhere.
    if (adopted !== null && (root === null || adopted.root.length >= realPath(root).length))
      return Promise.resolve(byGitDir.get(adopted.gitDir) ?? null);
    if (root === null) return Promise.resolve(null);
    const question = asked.get(root) ?? askMarked(root);
    asked.set(root, question);
    return answer(question);
  }

  return {
    of,
    at: async (folder) => (await of(folder)) ?? answer(ask(folder)),
    missing(path) {
      let gone: string | null = null;
      for (let folder = dirname(path); !isThere(folder); folder = dirname(folder)) gone = folder;
      return gone;
    },
    resolved,
    adopt(root, repository, way) {
      const known = byGitDir.get(repository.gitDir) ?? repository;
      const checkouts = [...known.checkouts, { root, head: null, gone: true }];
      refused.delete(root);
      adoptions.set(root, { gitDir: repository.gitDir, way });
      byGitDir.set(repository.gitDir, { ...known, checkouts });
    },
    adopted: () =>
      [...adoptions].flatMap(([root, { gitDir, way }]) => {
        const repository = byGitDir.get(gitDir);
        return repository === undefined ? [] : [{ root, repository, way }];
      }),
    known: () => [...byGitDir.values()],
    refused: () => refused,
  };
}
