// Which sessions and lines belong to some repositories or folders.
import type { Scope } from "./choice.ts";
import { NONE, type Picture } from "./picture.ts";

/** Whether a path is a folder or lies in it; both absolute, in one spelling. */
export function liesIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** One repository's, by its root. Before sessions' repositories are known, by the folder that a session began in. */
export function scopeOfRepository(picture: Picture, root: string): Scope {
  return {
    repositories: flags(picture.repositories, (one) => one.root === root),
    sessions: flags(picture.sessions, ({ home, folders }) =>
      picture.followed ? picture.repositories[home]?.root === root : liesIn(folders[0] ?? "", root),
    ),
  };
}

/**
 * That of a workspace: the repositories that its folders are in, or that are in them. A session whose folder is in no
 * known repository belongs to the workspace if that folder lies in one of its folders.
 */
export function scopeOfFolders(picture: Picture, folders: readonly string[]): Scope {
  const repositories = flags(picture.repositories, ({ root }) =>
    folders.some((folder) => liesIn(root, folder) || liesIn(folder, root)),
  );
  const sessions = flags(picture.sessions, ({ home, folders: own }) => {
    if (home !== NONE) return repositories[home] === 1;
    return folders.some((folder) => liesIn(own[0] ?? "", folder));
  });
  return { repositories, sessions };
}

function flags<T>(list: readonly T[], holds: (one: T) => boolean): Uint8Array {
  return Uint8Array.from(list, (one) => (holds(one) ? 1 : 0));
}
