// Tells when commits, branches or indexes of known repositories change. Working trees are the editor's to watch.
import { type FolderWatch, watchFolder } from "../lib/watch-folders.ts";
import { gitFolderOf, holdsHistory, tellsOfHistory } from "./git-folders.ts";

export type RepositoryWatch = FolderWatch & {
  /** Watches these repositories, by their roots, and no others. */
  follow(roots: readonly string[]): void;
};

/** More repositories are not watched: what changes in them is seen when something else does. */
const MOST = 200;

/** Watches none at first. */
export function watchRepositories(onChange: () => void): RepositoryWatch {
  const watches = new Map<string, FolderWatch>();

  function follow(roots: readonly string[]): void {
    const wanted = new Set(roots.slice(0, MOST));
    for (const [root, watch] of watches) {
      if (wanted.has(root)) continue;
      watch.close();
      watches.delete(root);
    }
    for (const root of wanted) {
      const folder = watches.has(root) ? null : gitFolderOf(root);
      if (folder === null) continue;
      watches.set(root, watchFolder(folder, { matters: tellsOfHistory, enter: holdsHistory, onChange }));
    }
  }

  return { follow, close: () => follow([]) };
}
