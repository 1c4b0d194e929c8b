// Trees as plain data and back. Directories and versions that several trees share are saved once.
import { createNames, type LinePool } from "../lib/intern.ts";
import { packInts, unpackInts } from "../lib/pack.ts";
import { treeOver, type Directory, type FileVersion, type GrowingTree } from "./tree.ts";

/** Plain data. Folders come before the directories that hold them; all but texts are packed whole numbers. */
export type SavedTrees = {
  readonly commits: readonly string[];
  /** The directory of each commit. */
  readonly roots: Uint8Array;
  readonly names: readonly string[];
  readonly files: SavedEntries;
  readonly folders: SavedEntries;
  /** Of each version. */
  readonly oids: readonly (string | null)[];
  readonly lines: Uint8Array;
};

/** Directory by directory: how many entries, their names, and which version or directory each is. */
type SavedEntries = {
  readonly counts: Uint8Array;
  readonly names: Uint8Array;
  readonly numbers: Uint8Array;
};

/** Trees by commit, as plain data. */
export function saveTrees(trees: ReadonlyMap<string, GrowingTree>, pool: LinePool): SavedTrees {
  const names = createNames();
  const versions = new Map<FileVersion, number>();
  const directories = new Map<Directory, number>();
  const numberOf = (version: FileVersion): number => {
    const number = versions.get(version) ?? versions.size;
    versions.set(version, number);
    return number;
  };
  const visit = (directory: Directory): number => {
    const known = directories.get(directory);
    if (known !== undefined) return known;
    for (const folder of directory.folders.values()) visit(folder);
    directories.set(directory, directories.size);
    return directories.size - 1;
  };
  const roots = Array.from(trees.values(), (tree) => visit(tree.root()));
  const all = [...directories.keys()];
  const entries = <T>(of: (directory: Directory) => ReadonlyMap<string, T>, number: (item: T) => number) => ({
    counts: packInts(all.map((directory) => of(directory).size)),
    names: packInts(all.flatMap((directory) => Array.from(of(directory).keys(), names.number))),
    numbers: packInts(all.flatMap((directory) => Array.from(of(directory).values(), number))),
  });
  return {
    commits: [...trees.keys()],
    roots: packInts(roots),
    files: entries(({ files }) => files, numberOf),
    folders: entries(({ folders }) => folders, visit),
    names: names.save(),
    oids: Array.from(versions.keys(), ({ oid }) => oid),
    lines: packInts(Array.from(versions.keys(), ({ lines }) => pool.number(lines))),
  };
}

/** The trees that were saved, by commit. */
export function* readTrees(
  saved: SavedTrees,
  linesOf: (number: number) => Int32Array | null,
): Generator<[string, GrowingTree]> {
  const lines = unpackInts(saved.lines);
  const versions = saved.oids.map((oid, i): FileVersion => ({ oid, lines: linesOf(lines[i] ?? -1) }));
  const directories: Directory[] = [];
  const files = reader(saved.files, saved.names, versions);
  const folders = reader(saved.folders, saved.names, directories);
  const owner = {};
  const count = unpackInts(saved.files.counts).length;
  for (let i = 0; i < count; i++) directories.push({ owner, files: files(i), folders: folders(i) });
  const roots = unpackInts(saved.roots);
  for (const [i, commit] of saved.commits.entries()) {
    const root = directories[roots[i] ?? -1];
    if (root) yield [commit, treeOver(root)];
  }
}

/** Reads the entries of one directory after the other. */
function reader<T>(
  saved: SavedEntries,
  names: readonly string[],
  items: readonly T[],
): (directory: number) => Map<string, T> {
  const counts = unpackInts(saved.counts);
  const [nameOf, numberOf] = [unpackInts(saved.names), unpackInts(saved.numbers)];
  let at = 0;
  return (directory) => {
    const entries = new Map<string, T>();
    for (const end = at + (counts[directory] ?? 0); at < end; at++) {
      const item = items[numberOf[at] ?? -1];
      if (item !== undefined) entries.set(names[nameOf[at] ?? -1] ?? "", item);
    }
    return entries;
  };
}
