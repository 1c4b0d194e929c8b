// What no commit holds yet: working trees and indexes, read file by file. `git status` and `git diff` would run the
// repository's filters.
import { createHash } from "node:crypto";
import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import { linesOf } from "../lib/lines.ts";
import { createBlobReader, isBinary, type BlobReader } from "./blobs.ts";
import { objectsOf, run, runSilent, type GitError } from "./command.ts";
import type { Checkout, LooseTree, Repository } from "./facts.ts";
import { isFile } from "./patch.ts";
import { listIndex, type IndexEntry } from "./staged.ts";

/** Larger files are not read: nobody writes them by hand. */
const LARGEST = 5_000_000;
/** More untracked files than this are a folder that someone forgot to ignore. */
const MOST_UNTRACKED = 20_000;
/** Files looked at side by side. */
const WIDTH = 32;

type Lines = readonly string[] | null;

/**
 * The index and the working tree of each checkout whose folder is there, where they differ from its commit; untracked
 * files that are not ignored belong to the working tree. Binary files, files over 5 MB, links and submodules are left
 * out, as is a checkout that git cannot list (`onUnreadable` is told).
 */
export async function readLooseTrees(
  repository: Repository,
  options: {
    readonly signal?: AbortSignal;
    readonly onUnreadable?: (checkout: string, reason: string) => void;
  } = {},
): Promise<LooseTree[]> {
  const blobs = createBlobReader(repository, options.signal);
  const trees: LooseTree[] = [];
  try {
    for (const checkout of repository.checkouts) {
      if (checkout.gone) continue;
      options.signal?.throwIfAborted();
      const read = await readCheckout(repository, checkout, blobs);
      if ("error" in read) options.onUnreadable?.(checkout.root, read.error);
      else trees.push(...read.filter(({ files }) => files.size > 0));
    }
  } finally {
    blobs.close();
  }
  return trees;
}

async function readCheckout(
  repository: Repository,
  checkout: Checkout,
  blobs: BlobReader,
): Promise<LooseTree[] | GitError> {
  const { root } = checkout;
  const head = await readHead(root);
  const [tree, staged, untracked] = await Promise.all([
    listCommitted(repository, head),
    listIndex(root),
    runSilent({ folder: root }, ["ls-files", "-o", "--exclude-standard", "-z", "--full-name"]),
  ]);
  if ("error" in tree) return tree;
  if ("error" in staged) return staged;
  if (typeof untracked !== "string") return untracked;
  const committed = tree.files;
  const textOf = createTextReader(blobs);
  const index = await compareIndex(committed, staged, textOf);
  const disk = createDisk(root);
  const worktree = new Map<string, Lines>();
  await inTurns(staged, async (entry) => {
    const lines = await compareFile(entry, committed.get(entry.path), disk, textOf);
    if (lines !== undefined) worktree.set(entry.path, lines);
  });
  // A file taken out of the index but left in place is untracked, and still there.
  for (const [path, lines] of index) if (lines === null) worktree.set(path, null);
  const others = untracked.split("\0").filter((path) => path !== "" && !path.endsWith("/"));
  await inTurns(others.slice(0, MOST_UNTRACKED), async (path) => {
    const bytes = await disk.read(path);
    if (!bytes) return;
    const oid = committed.get(path);
    const lines = linesOf(bytes.toString("utf8"));
    if (oid === undefined || !(await isText(lines, oid, textOf))) worktree.set(path, lines);
    else worktree.delete(path);
  });
  return [
    { kind: "index", checkout: root, head, files: sorted(index) },
    { kind: "worktree", checkout: root, head, files: sorted(worktree) },
  ];
}

function sorted(files: ReadonlyMap<string, Lines>): ReadonlyMap<string, Lines> {
  return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function readHead(root: string): Promise<string | null> {
  const head = await runSilent({ folder: root }, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
  return typeof head === "string" && head.trim() !== "" ? head.trim() : null;
}

/** Path → blob of the regular files of a commit. */
async function listCommitted(
  repository: Repository,
  head: string | null,
): Promise<{ readonly files: ReadonlyMap<string, string> } | GitError> {
  const files = new Map<string, string>();
  if (head === null) return { files };
  const listed = await run(objectsOf(repository), ["ls-tree", "-r", "-z", "--full-tree", head]);
  if (typeof listed !== "string") return listed;
  for (const entry of listed.split("\0")) {
    const tab = entry.indexOf("\t");
    const [mode = "", , oid = ""] = entry.slice(0, tab).split(" ");
    if (tab > 0 && isFile(mode)) files.set(entry.slice(tab + 1), oid);
  }
  return { files };
}

type TextReader = (oid: string) => Promise<Lines>;

function createTextReader(blobs: BlobReader): TextReader {
  return async (oid) => {
    const bytes = await blobs.read(oid);
    return !bytes || bytes.length > LARGEST || isBinary(bytes) ? null : linesOf(bytes.toString("utf8"));
  };
}

/** What the index has otherwise than the commit. */
async function compareIndex(
  committed: ReadonlyMap<string, string>,
  staged: readonly IndexEntry[],
  textOf: TextReader,
): Promise<Map<string, Lines>> {
  const files = new Map<string, Lines>();
  const listed = new Set<string>();
  for (const { path, oid, merged } of staged) {
    listed.add(path);
    if (!merged || committed.get(path) === oid) continue;
    const lines = await textOf(oid);
    if (lines) files.set(path, lines);
  }
  for (const path of committed.keys()) if (!listed.has(path)) files.set(path, null);
  return files;
}

/** A tracked file's lines on disk; null where it is gone, undefined where it is as committed, or not to be read. */
async function compareFile(
  entry: IndexEntry,
  committed: string | undefined,
  disk: Disk,
  textOf: TextReader,
): Promise<Lines | undefined> {
  if (entry.absent) return undefined;
  const state = await disk.state(entry);
  if (state === "gone") return committed === undefined ? undefined : null;
  if (state === "unread") return undefined;
  if (state === "unchanged" && entry.merged)
    return entry.oid === committed ? undefined : ((await textOf(entry.oid)) ?? undefined);
  const bytes = await disk.read(entry.path);
  if (!bytes || (committed !== undefined && blobId(bytes, committed.length) === committed)) return undefined;
  const lines = linesOf(bytes.toString("utf8"));
  return committed !== undefined && (await isText(lines, committed, textOf)) ? undefined : lines;
}

async function isText(lines: readonly string[], oid: string, textOf: TextReader): Promise<boolean> {
  const other = await textOf(oid);
  return other?.length === lines.length && lines.every((line, i) => line === other[i]);
}

function blobId(bytes: Buffer, length: number): string {
  const hash = createHash(length === 64 ? "sha256" : "sha1");
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

type Disk = {
  state(entry: IndexEntry): Promise<"gone" | "unread" | "unchanged" | "unknown">;
  /** null for what is no readable text file. */
  read(path: string): Promise<Buffer | null>;
};

/** A checkout's files. Links are not followed, neither the last part of a path nor a folder on the way. */
function createDisk(root: string): Disk {
  const folders = new Map<string, Promise<boolean>>();
  const isRealFolder = (path: string): Promise<boolean> => {
    const known = folders.get(path);
    if (known) return known;
    const answer = (async () => {
      const slash = path.lastIndexOf("/");
      if (slash > 0 && !(await isRealFolder(path.slice(0, slash)))) return false;
      return (await lstat(join(root, path)).catch(() => null))?.isDirectory() ?? false;
    })();
    folders.set(path, answer);
    return answer;
  };
  const find = async (path: string) => {
    const slash = path.lastIndexOf("/");
    if (slash > 0 && !(await isRealFolder(path.slice(0, slash)))) return null;
    const stat = await lstat(join(root, path), { bigint: true }).catch(() => null);
    return stat?.isFile() ? stat : null;
  };
  return {
    async state({ path, size, modified }) {
      const stat = await find(path);
      if (!stat) return "gone";
      if (stat.size > LARGEST) return "unread";
      return stat.size === size && stat.mtimeNs === modified ? "unchanged" : "unknown";
    },
    async read(path) {
      const stat = await find(path);
      if (!stat || stat.size > LARGEST) return null;
      const bytes = await readFile(join(root, path)).catch(() => null);
      return bytes && !isBinary(bytes) ? bytes : null;
    },
  };
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += WIDTH) await Promise.all(items.slice(at, at + WIDTH).map(work));
}
