// Tells when something changes in a folder and in the folders below it: that it does, not what it was. One handle for each
// folder, none for a file; see docs/decisions/ for why no library does this.
import { type FSWatcher, readdirSync, realpathSync, statSync, watch } from "node:fs";
import { basename, dirname, join } from "node:path";

export type WatchOptions = {
  /** Whether a change of this file or folder is of interest: its path relative to the folder that is watched, with "/". */
  readonly matters: (relativePath: string) => boolean;
  /** Whether to look into a folder below the one that is watched. */
  readonly enter: (relativePath: string) => boolean;
  /** Told of each change that matters; there may be none after all. */
  readonly onChange: () => void;
};

export type FolderWatch = { close(): void };

/** macOS and Windows watch a whole tree by one handle; elsewhere each folder needs one. */
const WATCHES_TREES = process.platform === "darwin" || process.platform === "win32";

/** More folders are not watched, so that something is left for others on this machine. */
const MOST_FOLDERS = 20_000;

/**
 * Watches a folder that need not be there yet: until it is, the nearest folder above it. No file is opened. What the system
 * does not let us watch is left out. Keeps no process alive.
 */
export function watchFolder(folder: string, options: WatchOptions): FolderWatch {
  let watching: FolderWatch | null = null;
  let closed = false;

  const begin = (): void => {
    watching?.close();
    if (closed) return;
    if (isFolder(folder)) {
      watching = WATCHES_TREES ? watchTree(folder, options, begin) : watchEach(folder, options, begin);
    } else {
      watching = awaitFolder(folder, () => {
        begin();
        options.onChange();
      });
    }
  };

  begin();
  return {
    close() {
      closed = true;
      watching?.close();
    },
  };
}

/** By one handle. `onGone`: the folder itself is not there any more, or another stands in its place. */
function watchTree(folder: string, { matters, onChange }: WatchOptions, onGone: () => void): FolderWatch {
  const id = idOf(folder);
  const watcher = watchOne(folder, true, (name) => {
    if (idOf(folder) !== id) onGone();
    if (name === null || matters(name.replaceAll("\\", "/"))) onChange();
  });
  watcher?.on("error", () => watcher.close());
  return { close: () => watcher?.close() };
}

/** By a handle for each folder. */
function watchEach(folder: string, options: WatchOptions, onGone: () => void): FolderWatch {
  const watchers = new Map<
    string,
    { readonly watcher: FSWatcher; readonly real: string; readonly id: string | null }
  >();
  const entered = new Set<string>();

  /** `path`: of a folder, relative to the one that is watched; "" for itself. */
  function enter(path: string): void {
    const real = realPath(join(folder, path));
    // A link may lead to where we are already.
    if (real === null || entered.has(real) || watchers.size >= MOST_FOLDERS) return;
    const watcher = watchOne(real, false, (name) => changed(path, name));
    if (watcher === null) return;
    watcher.on("error", () => leave(path));
    watchers.set(path, { watcher, real, id: idOf(real) });
    entered.add(real);
    for (const name of foldersIn(real)) enterBelow(joined(path, name));
  }

  const enterBelow = (path: string): void => {
    if (!watchers.has(path) && options.enter(path)) enter(path);
  };

  function leave(path: string): void {
    for (const [watched, { watcher, real }] of watchers) {
      if (path !== "" && watched !== path && !watched.startsWith(`${path}/`)) continue;
      watcher.close();
      watchers.delete(watched);
      entered.delete(real);
    }
  }

  /** A watched folder is gone, or was taken away and another made in its place: of that one the watcher tells nothing. */
  const isOther = (path: string): boolean =>
    watchers.has(path) && watchers.get(path)?.id !== idOf(join(folder, path));

  function changed(path: string, name: string | null): void {
    if (isOther("")) {
      options.onChange();
      return onGone();
    }
    const what = name === null ? path : joined(path, name);
    for (const one of [path, what]) {
      if (!isOther(one)) continue;
      leave(one);
      if (isFolder(join(folder, one))) enterBelow(one);
      options.onChange();
    }
    if (isFolder(join(folder, what))) {
      enterBelow(what);
      // What was put into a new folder before it was watched is told by nobody else.
      if (watchers.has(what)) options.onChange();
    }
    if (options.matters(what)) options.onChange();
  }

  enter("");
  return { close: () => leave("") };
}

/** Waits for a folder to appear, by watching the nearest one above it that is there; `onThere` once that may be another. */
function awaitFolder(folder: string, onThere: () => void): FolderWatch {
  let [nearest, awaited] = [dirname(folder), basename(folder)];
  while (!isFolder(nearest) && dirname(nearest) !== nearest)
    [nearest, awaited] = [dirname(nearest), basename(nearest)];
  const look = (): void => {
    if (isFolder(join(nearest, awaited))) onThere();
  };
  const id = idOf(nearest);
  const watcher = watchOne(nearest, false, (name) => {
    if (idOf(nearest) !== id) onThere();
    else if (name === null || name === awaited) look();
  });
  watcher?.on("error", () => watcher.close());
  // It may have come just now.
  if (watcher !== null) setImmediate(look);
  return { close: () => watcher?.close() };
}

function watchOne(folder: string, tree: boolean, onEvent: (name: string | null) => void): FSWatcher | null {
  try {
    return watch(folder, { persistent: false, recursive: tree }, (_event, name) => onEvent(name));
  } catch {
    return null;
  }
}

/** Links to folders count as folders: logs are looked for behind them, too. */
function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(
        (entry) => entry.isDirectory() || (entry.isSymbolicLink() && isFolder(join(folder, entry.name))),
      )
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** Tells one folder from another that stands where it stood: the number alone may be given again. null: there is none. */
function idOf(path: string): string | null {
  try {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    return found?.isDirectory() === true ? `${found.dev} ${found.ino} ${found.birthtimeNs}` : null;
  } catch {
    return null;
  }
}

function realPath(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}

const joined = (path: string, name: string): string => (path === "" ? name : `${path}/${name}`);
