// A tree of files as a persistent map by directory: a fork costs nothing, an edit copies the directories on its path
// once per owner.

/** One version of a file. `lines`: the identity of each line; null where they are not known (binary, link, missing blob). */
export type FileVersion = { readonly oid: string | null; readonly lines: Int32Array | null };

/** The files of one commit, to be read only. Paths are relative to the repository's root, with "/". */
export type Tree = {
  get(path: string): FileVersion | undefined;
  paths(): Iterable<string>;
  /** The versions of all files but of those in directories that are in `seen`: trees share what they have in common. Adds to it. */
  unseen(seen: Set<Directory>): Iterable<FileVersion>;
};

/** A tree that can take the next commit's versions, or be shared by several children. */
export type GrowingTree = Tree & {
  set(path: string, version: FileVersion): void;
  delete(path: string): void;
  /** A second tree with the same files. From here on neither sees what the other is given. */
  fork(): GrowingTree;
  /** As it stands: to be read only, and before anything else happens to the tree. */
  root(): Directory;
};

type Owner = object;
export type Directory = {
  readonly owner: Owner;
  readonly files: Map<string, FileVersion>;
  readonly folders: Map<string, Directory>;
};

/** A tree without files. */
export function emptyTree(): GrowingTree {
  const owner = {};
  return growing({ owner, files: new Map(), folders: new Map() }, owner);
}

/** A tree over directories that others may share. */
export function treeOver(root: Directory): GrowingTree {
  return growing(root, {});
}

function growing(start: Directory, startOwner: Owner): GrowingTree {
  let root = start;
  let owner = startOwner;
  return {
    get: (path) => find(root, path),
    paths: () => walk(root, ""),
    unseen: (seen) => walkUnseen(root, seen),
    set(path, version) {
      root = own(root, owner);
      put(root, owner, path, version);
    },
    delete(path) {
      if (!find(root, path)) return;
      root = own(root, owner);
      remove(root, owner, path);
    },
    fork() {
      // Both get new owners: what they share now belongs to neither and is copied before it is changed.
      owner = {};
      return growing(root, {});
    },
    root: () => root,
  };
}

function own(directory: Directory, owner: Owner): Directory {
  if (directory.owner === owner) return directory;
  return { owner, files: new Map(directory.files), folders: new Map(directory.folders) };
}

function find(root: Directory, path: string): FileVersion | undefined {
  let directory: Directory | undefined = root;
  let start = 0;
  for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", start)) {
    directory = directory.folders.get(path.slice(start, slash));
    if (!directory) return undefined;
    start = slash + 1;
  }
  return directory.files.get(path.slice(start));
}

function put(root: Directory, owner: Owner, path: string, version: FileVersion): void {
  let directory = root;
  let start = 0;
  for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", start)) {
    directory = openFolder(directory, owner, path.slice(start, slash));
    start = slash + 1;
  }
  const name = path.slice(start);
  directory.folders.delete(name);
  directory.files.set(name, version);
}

function openFolder(parent: Directory, owner: Owner, name: string): Directory {
  const known = parent.folders.get(name);
  if (known?.owner === owner) return known;
  const folder = known ? own(known, owner) : { owner, files: new Map(), folders: new Map() };
  parent.files.delete(name);
  parent.folders.set(name, folder);
  return folder;
}

/** Takes out a path that is there, and the folders that it leaves empty. */
function remove(directory: Directory, owner: Owner, path: string): void {
  const slash = path.indexOf("/");
  if (slash < 0) {
    directory.files.delete(path);
    return;
  }
  const name = path.slice(0, slash);
  const folder = openFolder(directory, owner, name);
  remove(folder, owner, path.slice(slash + 1));
  if (folder.files.size === 0 && folder.folders.size === 0) directory.folders.delete(name);
}

function* walk(directory: Directory, prefix: string): Generator<string> {
  for (const name of directory.files.keys()) yield prefix + name;
  for (const [name, folder] of directory.folders) yield* walk(folder, `${prefix}${name}/`);
}

function* walkUnseen(directory: Directory, seen: Set<Directory>): Generator<FileVersion> {
  if (seen.has(directory)) return;
  seen.add(directory);
  yield* directory.files.values();
  for (const folder of directory.folders.values()) yield* walkUnseen(folder, seen);
}
