// Commits of a clone that lacks some blobs.
import { COMBINED_FORMAT, parseCombined } from "./combined.ts";
import { objectsOf, run } from "./command.ts";
import { parseStream } from "./cursor.ts";
import type { FileChange, Repository } from "./facts.ts";
import { parseEntriesOnly, PATCH_FORMAT, type LoggedCommit } from "./patch.ts";
import { logCommits, readOne, type Draft, type Source } from "./span.ts";

/** One commit with its files that lack a blob left opaque. null where no blob lacks, so that something else is wrong. */
export async function readPartly(source: Source, id: string): Promise<Draft | null> {
  const { repository, options } = source;
  const listed = await listFiles(source, id);
  const oids = [
    ...new Set(listed.files.flatMap(({ oid, oldOid }) => [oid ?? "", oldOid ?? ""]).concat(listed.oids)),
  ];
  const missing = await findMissing(
    repository,
    oids.filter((oid) => /[1-9a-f]/.test(oid)),
  );
  if (missing.size === 0) return null;
  const lacks = ({ oid, oldOid }: FileChange): boolean => missing.has(oid ?? "") || missing.has(oldOid ?? "");
  const lost = listed.files.filter((file) => lacks(file) || listed.pathsWith(missing).has(file.path));
  for (const { path } of lost) options.onMissing?.({ commit: id, path });
  const opaque = lost.map((file) => ({ ...file, opaque: true, hunks: [] }));
  const spared = lost.map(({ path }) => path);
  try {
    const draft = await readOne(source, id, spared);
    return { ...draft, files: [...draft.files, ...opaque] };
  } catch (error) {
    if (options.signal?.aborted) throw error;
  }
  return {
    ...listed.commit,
    files: listed.files.map((file) => ({ ...file, opaque: true, hunks: [] })),
    merged: [],
  };
}

/** What a commit changed by its trees alone: no blob is read, so there are no renames. */
async function listFiles(source: Source, id: string) {
  const log = (...args: readonly string[]): AsyncGenerator<Buffer> =>
    logCommits(source, [id], [...args, "--no-renames"]);
  let commit: Omit<LoggedCommit, "files"> = { id, parents: [], at: 0, message: "" };
  const files: FileChange[] = [];
  const raw = log("--diff-merges=first-parent", "--raw", PATCH_FORMAT);
  for await (const { files: logged, ...rest } of parseStream(raw, parseEntriesOnly)) {
    commit = rest;
    files.push(...logged.map(({ binary: _, ...file }) => file));
  }
  const byPath = new Map<string, readonly string[]>();
  if (commit.parents.length > 1) {
    const combined = log("--merges", "-c", "--combined-all-paths", "--raw", COMBINED_FORMAT);
    for await (const merge of parseStream(combined, parseCombined))
      for (const file of merge.files) byPath.set(file.path, file.oids);
  }
  const pathsWith = (missing: ReadonlySet<string>): Set<string> =>
    new Set([...byPath].flatMap(([path, oids]) => (oids.some((oid) => missing.has(oid)) ? [path] : [])));
  return { commit, files, oids: [...byPath.values()].flat(), pathsWith };
}

async function findMissing(repository: Repository, oids: readonly string[]): Promise<Set<string>> {
  const input = oids.map((oid) => `${oid}\n`).join("");
  if (input === "") return new Set();
  const answer = await run(objectsOf(repository), ["cat-file", "--batch-check"], { input });
  if (typeof answer !== "string") return new Set();
  return new Set(
    answer.split("\n").flatMap((line) => (line.endsWith(" missing") ? [line.slice(0, -8)] : [])),
  );
}
