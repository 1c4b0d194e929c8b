// Which repository each of many paths lies in, with as few questions to git as there are repositories.
import { existsSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { GitError } from "./command.ts";
import type { Repository } from "./facts.ts";
import { findRepository } from "./repository.ts";

export type Finder = {
  /** The repository of an absolute path; null: none; an error where git can't read it. */
  of(path: string): Promise<Repository | GitError | null>;
  /** The same for a folder that somebody asks about: it may be a bare repository, or lie in git's own folder. */
  at(folder: string): Promise<Repository | GitError | null>;
  /** The highest folder on the way to a path that is not there; null: its folder is there. */
  missing(path: string): string | null;
  /** From now on `root`, a folder that is gone, was a checkout of the repository. */
  adopt(root: string, repository: Repository): void;
  /** The repositories found so far. */
  known(): readonly Repository[];
};

/** A finder with its own memory: good for one analysis, not for longer. */
export function createFinder(): Finder {
  const byFolder = new Map<string, Promise<Repository | GitError | null>>();
  const roots = new Map<string, string | null>();
  const byGitDir = new Map<string, Repository>();
  const adopted = new Map<string, string>();

  /** The nearest folder above (or at) a path that has a `.git`. */
  function rootOf(folder: string): string | null {
    const known = roots.get(folder);
    if (known !== undefined) return known;
    const above = dirname(folder);
    const root = existsSync(join(folder, ".git")) ? folder : above === folder ? null : rootOf(above);
    roots.set(folder, root);
    return root;
  }

  async function ask(root: string): Promise<Repository | GitError | null> {
    const found = await findRepository(root);
    if (found === null || "error" in found) return found;
    const same = byGitDir.get(found.gitDir) ?? found;
    byGitDir.set(found.gitDir, same);
    return same;
  }

  function adoptedAbove(path: string): Repository | undefined {
    for (const [root, gitDir] of adopted)
      if (path === root || path.startsWith(root + sep)) return byGitDir.get(gitDir);
    return undefined;
  }

  function of(path: string): Promise<Repository | GitError | null> {
    const root = rootOf(path);
    if (root === null) return Promise.resolve(adoptedAbove(path) ?? null);
    const known = byFolder.get(root) ?? ask(root);
    byFolder.set(root, known);
    return known;
  }

  return {
    of,
    at: async (folder) => (await of(folder)) ?? ask(folder),
    missing(path) {
      let gone: string | null = null;
      for (let folder = dirname(path); !existsSync(folder); folder = dirname(folder)) gone = folder;
      return gone;
    },
    adopt(root, repository) {
      const known = byGitDir.get(repository.gitDir) ?? repository;
      const checkouts = [...known.checkouts, { root, head: null, gone: true }];
      adopted.set(root, repository.gitDir);
      byGitDir.set(repository.gitDir, { ...known, checkouts });
      byFolder.clear();
    },
    known: () => [...byGitDir.values()],
  };
}
