// Where git keeps what tells of commits, branches and the index: the folders to watch of a repository, without asking git.
import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/** The git folder of a repository by its root: `.git` in it, what a file of that name points to, or a bare one itself. */
export function gitFolderOf(root: string): string | null {
  const beside = join(root, ".git");
  try {
    const found = statSync(beside, { throwIfNoEntry: false });
    if (found?.isDirectory()) return beside;
    if (found?.isFile() && found.size < 4096) {
      const named = /^gitdir: (.+)$/m.exec(readFileSync(beside, "utf8"))?.[1];
      return named === undefined ? null : resolve(root, named);
    }
    return statSync(join(root, "objects"), { throwIfNoEntry: false })?.isDirectory() ? root : null;
  } catch {
    return null;
  }
}

/** Whether a file in a git folder tells of commits, branches, stashes or an index. Locks come and go beside them. */
export const tellsOfHistory = (path: string): boolean =>
  !path.endsWith(".lock") &&
  /^(?:(?:worktrees\/[^/]+\/)?(?:HEAD|index)|packed-refs|logs\/HEAD|refs\/.+|reftable\/.+|worktrees\/[^/]+)$/.test(
    path,
  );

/** Whether such files lie in a folder of a git folder. */
export const holdsHistory = (path: string): boolean =>
  /^(?:logs|refs(?:\/.+)?|reftable|worktrees(?:\/[^/]+)?)$/.test(path);
