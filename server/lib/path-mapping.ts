// Where the folders of another machine, of a container or of another system are found on this one.
import { absolutePath } from "./paths.ts";

/** Folders as records name them, each with the folder that they are here. */
export type PathPairs = Readonly<Record<string, string>>;

/** An absolute path of a record as it is here; one that is in no folder of the mapping stays as it is. */
export type PathMapping = (path: string) => string;

const WINDOWS = /^(?:[A-Z]:\/|\/\/)/;

/**
 * The mapping of folders by the longest one that a path is in. `\` and `/` are the same in paths of Windows, and so are
 * capital and small letters. null: nothing is mapped.
 */
export function mappingOf(pairs: PathPairs): PathMapping | null {
  const folders = Object.entries(pairs)
    .map(([from, to]) => ({ from: folderOf(from), to: folderOf(to) }))
    .toSorted((a, b) => b.from.length - a.from.length);
  if (folders.length === 0) return null;
  return (path) => {
    for (const { from, to } of folders) {
      const rest = restOf(path, from);
      if (rest !== null) return rest === "" ? to || "/" : `${to}/${rest}`;
    }
    return path;
  };
}

/** Whether a path can stand in a mapping. */
export const isMappable = (path: string): boolean => absolutePath(path, null) !== null;

/** In one spelling, without a slash at its end: the root is "". */
const folderOf = (path: string): string => (absolutePath(path, null) ?? path).replace(/\/$/, "");

/** What of a path comes after a folder; null: it is not in it. */
function restOf(path: string, folder: string): string | null {
  const head = path.slice(0, folder.length);
  const same = WINDOWS.test(`${folder}/`) ? head.toLowerCase() === folder.toLowerCase() : head === folder;
  if (!same) return null;
  if (path.length === folder.length) return "";
  return path[folder.length] === "/" ? path.slice(folder.length + 1) : null;
}
