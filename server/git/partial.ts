// Commits of a clone that lacks some blobs.
import { objectsOf, run } from "./command.ts";
import { parseStream } from "./cursor.ts";
import type { FileChange, Repository } from "./facts.ts";
import { parseEntriesOnly, PATCH_FORMAT, type LoggedCommit } from "./patch.ts";
import { logCommits, readOne, type Draft, type Source } from "./span.ts";
import { gitFailure } from "./failure.ts";

/** One commit with its files that lack a blob left opaque. null where no blob lacks, so that something else is wrong. */
export async function readPartly(source: Source, id: string): Promise<Draft | null> {
  const { repository, options } = source;
  const { commit, files, blobs } = await listFiles(source, id);
  const missing = await findMissing(repository, [...new Set([...blobs.values()].flat())]);
  if (missing.size === 0) return null;
  const spared = [...blobs].flatMap(([path, oids]) => (oids.some((oid) => missing.has(oid)) ? [path] : []));
  const lost = files.filter(({ path }) => spared.includes(path));
  for (const { path } of lost) {
    const oids = blobs.get(path)?.filter((oid) => missing.has(oid)) ?? [];
    options.onMissing?.({ commit: id, path, oids });
  }
  try {
    const draft = await readOne(source, id, spared);
    return { ...draft, files: [...draft.files, ...lost.map(asOpaque)] };
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return { ...commit, files: files.map(asOpaque), merged: [] };
  }
}

function asOpaque(file: FileChange): FileChange {
  return { ...file, opaque: true, hunks: [] };
}

type Listed = {
  readonly commit: Omit<LoggedCommit, "files">;
  /** Against the first parent. */
  readonly files: readonly FileChange[];
  /** Path → the blobs that git would read to compare it with each parent. */
  readonly blobs: ReadonlyMap<string, readonly string[]>;
};

/** What a commit changed by its trees alone: no blob is read, so there are no renames. */
async function listFiles(source: Source, id: string): Promise<Listed> {
  const args = ["--diff-merges=separate", "--raw", "--no-renames", PATCH_FORMAT];
  const blobs = new Map<string, string[]>();
  let first: LoggedCommit | null = null;
  for await (const entry of parseStream(logCommits(source, [id], args), parseEntriesOnly)) {
    first ??= entry;
    for (const { path, oid, oldOid, opaque } of entry.files)
      if (!opaque)
        blobs.set(path, [...(blobs.get(path) ?? []), ...[oid, oldOid].filter((blob) => blob !== null)]);
  }
  if (!first) throw gitFailure(`git left out commit ${id}`);
  const { files, ...commit } = first;
  return { commit, files: files.map(({ binary: _, ...file }) => file), blobs };
}

/** Those of the blobs that are not in this clone. */
export async function findMissing(repository: Repository, oids: readonly string[]): Promise<Set<string>> {
  const input = oids.map((oid) => `${oid}\n`).join("");
  if (input === "") return new Set();
  const answer = await run(objectsOf(repository), ["cat-file", "--batch-check"], { input });
  const lines = typeof answer === "string" ? answer.split("\n") : [];
  return new Set(lines.flatMap((line) => (line.endsWith(" missing") ? [line.slice(0, -8)] : [])));
}
