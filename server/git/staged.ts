// The index of a checkout, with what it remembers of the files on disk.
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { run, type GitError } from "./command.ts";
import { isFile } from "./patch.ts";

/** A regular file of the index. */
export type IndexEntry = {
  readonly path: string;
  readonly oid: string;
  /** Left out of the working tree on purpose (sparse checkout). */
  readonly absent: boolean;
  /** False while a conflict leaves several versions; the entry then stands for them all. */
  readonly merged: boolean;
  /** Size in bytes and time of the last change in ns when the file was as in the index; null where that is not sure. */
  readonly size: bigint | null;
  readonly modified: bigint | null;
};

const ENTRY = /^(\S) (\d+) ([0-9a-f]+) (\d)\t$/;
const REMEMBERED = /^(?: {2}.*\n)*/;
const TIME = /\n {2}mtime: (\d+):(\d+)\n/;
const SIZE = /\n {2}size: (\d+)\t/;

/** The regular files of a checkout's index, one entry per path. */
export async function listIndex(root: string): Promise<readonly IndexEntry[] | GitError> {
  const [listed, written] = await Promise.all([
    run({ folder: root }, ["ls-files", "-s", "-t", "-z", "--debug", "--full-name"]),
    lastWritten(root),
  ]);
  if (typeof listed !== "string") return listed;
  const entries = new Map<string, IndexEntry>();
  // "H 100644 oid 0\tpath NUL  ctime: …\n  mtime: …\n … flags: 0\nH 100644 …"
  const parts = listed.split("\0");
  for (let i = 0; i + 1 < parts.length; i++) {
    const line = (parts[i] ?? "").replace(REMEMBERED, "");
    const tab = line.indexOf("\t");
    const [, tag, mode = "", oid = "", stage] = ENTRY.exec(line.slice(0, tab + 1)) ?? [];
    if (!isFile(mode)) continue;
    const path = line.slice(tab + 1);
    entries.set(path, {
      path,
      oid,
      absent: tag === "S",
      merged: stage === "0",
      ...readStat(parts[i + 1] ?? "", written),
    });
  }
  return [...entries.values()];
}

/** A file changed in the moment of the index's own writing could have been changed again unseen. */
function readStat(text: string, written: bigint): Pick<IndexEntry, "size" | "modified"> {
  const unsure = { size: null, modified: null };
  const [, seconds, nanoseconds] = TIME.exec(`\n${text}`) ?? [];
  const [, size] = SIZE.exec(`\n${text}`) ?? [];
  if (seconds === undefined || nanoseconds === undefined || size === undefined || size === "0") return unsure;
  const modified = BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
  return modified < written ? { size: BigInt(size), modified } : unsure;
}

async function lastWritten(root: string): Promise<bigint> {
  const path = await run({ folder: root }, ["rev-parse", "--path-format=absolute", "--git-path", "index"]);
  if (typeof path !== "string") return 0n;
  return (
    (await stat(resolve(root, path.replace(/\n$/, "")), { bigint: true }).catch(() => null))?.mtimeNs ?? 0n
  );
}
