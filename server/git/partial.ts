// Commits of a clone that lacks some blobs.
import { gitFailure } from "./failure.ts";
import { isBinary } from "./blobs.ts";
import { parseStream } from "./cursor.ts";
import type { FileChange, MergedFile } from "./facts.ts";
import { linesOf } from "../lib/lines.ts";
import { parseEntriesOnly, PATCH_FORMAT, type LoggedCommit } from "./patch.ts";
import { logCommits, readOne, readSpan, type Draft, type Source } from "./span.ts";

/** Commits of a partial clone: git would give up at each that lacks a blob, so those are known before. */
export async function* readPartial(source: Source, ids: readonly string[]): AsyncGenerator<Draft> {
  let whole: string[] = [];
  for await (const listed of listCommits(source, ids)) {
    const missing = await source.presence.missing(blobsOf(listed));
    if (missing.size === 0) whole.push(listed.commit.id);
    else {
      if (whole.length > 0) yield* readSpan(source, whole);
      whole = [];
      yield await readLacking(source, listed, missing);
    }
  }
  if (whole.length > 0) yield* readSpan(source, whole);
}

/** One commit at which git gave up. null where no blob lacks, so that something else is wrong. */
export async function readPartly(source: Source, id: string): Promise<Draft | null> {
  for await (const listed of listCommits(source, [id])) {
    const missing = await source.presence.missing(blobsOf(listed));
    return missing.size === 0 ? null : readLacking(source, listed, missing);
  }
  throw gitFailure(`git left out commit ${id}`);
}

/** What a commit changed by its trees alone: no blob is read, so there are no renames. */
type Listed = {
  readonly commit: Omit<LoggedCommit, "files">;
  /** Against each parent that differs; of a merge it is not said which. */
  readonly sides: readonly (readonly FileChange[])[];
};

async function* listCommits(source: Source, ids: readonly string[]): AsyncGenerator<Listed> {
  const kind = source.options.firstParent ? "--diff-merges=first-parent" : "--diff-merges=separate";
  let open: { commit: Omit<LoggedCommit, "files">; sides: FileChange[][] } | null = null;
  for await (const { files, ...commit } of logged(source, ids, kind)) {
    if (open && open.commit.id !== commit.id) yield open;
    if (open?.commit.id !== commit.id) open = { commit, sides: [] };
    open.sides.push(files.map(({ binary: _, ...file }) => file));
  }
  if (open) yield open;
}

const logged = (source: Source, ids: readonly string[], kind: string): AsyncGenerator<LoggedCommit> =>
  parseStream(logCommits(source, ids, [kind, "--raw", "--no-renames", PATCH_FORMAT]), parseEntriesOnly);

/** What git would read to compare a commit with its parents: links, too. (A submodule's commit is never here.) */
function blobsOf({ sides }: Listed): string[] {
  return sides.flatMap((files) => files.flatMap(blobsIn));
}

const blobsIn = ({ oid, oldOid }: FileChange): string[] => [oid, oldOid].filter((one) => one !== null);

/** A commit with the files that lack a blob. Where only an old version lacks, the new one is read as a whole. */
async function readLacking(source: Source, listed: Listed, missing: ReadonlySet<string>): Promise<Draft> {
  const { commit, sides } = listed;
  const lacking = new Map<string, string[]>();
  for (const file of sides.flat()) {
    const oids = blobsIn(file).filter((oid) => missing.has(oid));
    if (oids.length > 0) lacking.set(file.path, [...(lacking.get(file.path) ?? []), ...oids]);
  }
  for (const [path, oids] of lacking)
    source.options.onMissing?.({ commit: commit.id, path, oids: [...new Set(oids)] });
  const isMerge = commit.parents.length > 1 && source.options.firstParent !== true;
  const files = isMerge ? await againstFirst(source, commit.id) : (sides[0] ?? []);
  const rest = await readRest(source, listed, [...lacking.keys()], files);
  const lost: FileChange[] = [];
  const merged: MergedFile[] = [];
  for (const file of files) {
    if (!lacking.has(file.path)) continue;
    const lines = isMerge ? null : await linesIn(source, file, missing);
    lost.push(lines === null ? { ...file, opaque: true, hunks: [] } : asWhole(file, lines));
  }
  if (isMerge)
    for (const path of lacking.keys()) merged.push(...(await mergedAnew(source, listed, path, missing)));
  return { ...rest, files: [...rest.files, ...lost], merged: [...rest.merged, ...merged] };
}

/** The commit without the paths that lack something. */
async function readRest(
  source: Source,
  { commit, sides }: Listed,
  lacking: readonly string[],
  files: readonly FileChange[],
): Promise<Draft> {
  const without = new Set(lacking);
  if (sides.flat().every(({ path }) => without.has(path))) return { ...commit, files: [], merged: [] };
  try {
    return await readOne(source, commit.id, lacking);
  } catch (error) {
    if (source.options.signal?.aborted) throw error;
    const others = files.filter(({ path }) => !without.has(path));
    return { ...commit, files: others.map((file) => ({ ...file, opaque: true, hunks: [] })), merged: [] };
  }
}

async function againstFirst(source: Source, id: string): Promise<FileChange[]> {
  for await (const { files } of logged(source, [id], "--diff-merges=first-parent"))
    return files.map(({ binary: _, ...file }) => file);
  return [];
}

/** The lines of a file's new version; null where it is not here, or no text. */
async function linesIn(
  { blobs }: Source,
  { oid, opaque }: FileChange,
  missing: ReadonlySet<string>,
): Promise<readonly string[] | null> {
  const bytes = oid === null || opaque || missing.has(oid) ? null : await blobs.read(oid);
  return bytes === null || isBinary(bytes) ? null : linesOf(bytes.toString("utf8"));
}

function asWhole(file: FileChange, added: readonly string[]): FileChange {
  const hunks = added.length === 0 ? [] : [{ oldStart: 0, oldLines: 0, newStart: 1, added }];
  return { ...file, opaque: false, whole: true, hunks };
}

/** A merge's file that is no parent's own, all of it as if it were the merge's; none where a parent has it so. */
async function mergedAnew(
  source: Source,
  { commit, sides }: Listed,
  path: string,
  missing: ReadonlySet<string>,
): Promise<MergedFile[]> {
  const versions = sides.flatMap((files) => files.filter((file) => file.path === path));
  const [file] = versions;
  if (file === undefined || versions.length < commit.parents.length) return [];
  const lines = await linesIn(source, file, missing);
  if (file.oid === null || lines === null) return [];
  const added = new Map(lines.map((line, i) => [i + 1, line]));
  const from = versions.map(() => new Int32Array(lines.length));
  const parentPaths = versions.map(({ oldOid }) => (oldOid === null ? null : path));
  return [{ path, oid: file.oid, opaque: false, parentPaths, from, added }];
}
