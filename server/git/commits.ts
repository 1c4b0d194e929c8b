// The full facts of given commits, streamed from git in the order that is asked for.
import { readAhead } from "./ahead.ts";
import { createBlobReader, countLines, isBinary, type BlobReader } from "./blobs.ts";
import { COMBINED_FORMAT, parseCombined, trace, type CombinedCommit, type CombinedFile } from "./combined.ts";
import { LOG_FLAGS, objectsOf, run, stream } from "./command.ts";
import { parseStream } from "./cursor.ts";
import type { Commit, FileChange, MergedFile, Repository } from "./facts.ts";
import { linesOf } from "../lib/lines.ts";
import { parseEntriesOnly, parsePatches, PATCH_FORMAT, type LoggedCommit, type LoggedFile } from "./patch.ts";
import { createRevertIndex, readClaim, subjectOf, type RevertIndex } from "./reverts.ts";

export type ReadOptions = {
  readonly signal?: AbortSignal;
  /** Merges as one change against their first parent: `files` with hunks, `merged` empty. */
  readonly firstParent?: boolean;
  /** Called for each file whose blobs are not in this clone: it is given as opaque. */
  readonly onMissing?: (file: { readonly commit: string; readonly path: string }) => void;
};

type Draft = Omit<Commit, "reverts"> & { readonly message: string };

/** Two processes of git at a time: its part takes most of the time, and more would only fight over the disk. */
const WIDTH = 2;
const CHUNK = { least: 100, most: 1000 };
/** Lines that may wait in memory for their turn. */
const AHEAD_LINES = 500_000;

/**
 * The facts of the commits `ids` (full ids, each once), in exactly that order, parents before children where reverts
 * are to be found. Throws where git fails for another reason than a missing blob, or `signal` fires.
 */
export async function* readCommits(
  repository: Repository,
  ids: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<Commit> {
  const size = Math.min(CHUNK.most, Math.max(CHUNK.least, Math.ceil(ids.length / 4)));
  const chunks: (readonly string[])[] = [];
  for (let at = 0; at < ids.length; at += size) chunks.push(ids.slice(at, at + size));
  const drafts = readAhead(
    chunks.map((chunk) => () => readChunk(repository, chunk, options)),
    { width: WIDTH, limit: AHEAD_LINES, weigh },
  );
  const findReverts = createRevertFinder(repository, ids);
  for await (const { message, ...draft } of drafts)
    yield { ...draft, reverts: await findReverts(draft, message) };
}

function weigh({ files }: Draft): number {
  let lines = 1;
  for (const { hunks } of files) for (const { added } of hunks) lines += added.length;
  return lines;
}

/** Goes on after a commit whose blobs are not all here. */
async function* readChunk(
  repository: Repository,
  ids: readonly string[],
  options: ReadOptions,
): AsyncGenerator<Draft> {
  for (let done = 0; done < ids.length;) {
    try {
      for await (const draft of readSpan(repository, ids.slice(done), options)) {
        done++;
        yield draft;
      }
    } catch (error) {
      const id = ids[done];
      if (options.signal?.aborted || id === undefined) throw error;
      // git may have died on the next commit, before this one was seen to be complete.
      yield (await readPartly(repository, id, options)) ?? (await readOne(repository, id, options));
      done++;
    }
  }
}

/** Throws where the commit cannot be read. */
async function readOne(
  repository: Repository,
  id: string,
  options: ReadOptions,
  without: readonly string[] = [],
): Promise<Draft> {
  for await (const draft of readSpan(repository, [id], options, without)) return draft;
  throw new Error(`git left out commit ${id}`);
}

/** Commits as git logs them. Throws where any of them did not come. */
async function* readSpan(
  repository: Repository,
  ids: readonly string[],
  options: ReadOptions,
  without: readonly string[] = [],
): AsyncGenerator<Draft> {
  const input = ids.map((id) => `${id}\n`).join("");
  const place = objectsOf(repository);
  const log = (args: readonly string[]): AsyncGenerator<Buffer> =>
    stream(place, logArguments(args, without), { input, signal: options.signal });
  const kind = options.firstParent ? "--diff-merges=first-parent" : "--diff-merges=off";
  const patches = parseStream(log([kind, "--raw", "-p", "-U0", PATCH_FORMAT]), parsePatches);
  const merges = createMergeReader(log, createBlobReader(repository, options.signal));
  let done = 0;
  try {
    for await (const logged of patches) {
      if (logged.id !== ids[done]) throw new Error(`git gave commit ${logged.id} instead of ${ids[done]}`);
      done++;
      const isMerge = logged.parents.length > 1 && !options.firstParent;
      yield isMerge ? await merges.read(logged) : await finish(logged, merges.blobs);
    }
    if (done < ids.length) throw new Error(`git left out commit ${ids[done]}`);
  } finally {
    await merges.close();
  }
}

function logArguments(args: readonly string[], without: readonly string[]): string[] {
  const paths = without.length === 0 ? [] : [".", ...without.map((path) => `:(top,exclude,literal)${path}`)];
  return [
    "log",
    "--no-walk=unsorted",
    "--stdin",
    "-z",
    ...LOG_FLAGS,
    ...args,
    "--full-history",
    "--",
    ...paths,
  ];
}

async function finish({ files, ...commit }: LoggedCommit, blobs: BlobReader): Promise<Draft> {
  const checked: FileChange[] = [];
  for (const file of files) checked.push(await settleBinary(file, blobs));
  return { ...commit, files: checked, merged: [] };
}

/** git shows no lines where either side is binary; where only the old one was, the new one's lines are read here. */
async function settleBinary({ binary, ...file }: LoggedFile, blobs: BlobReader): Promise<FileChange> {
  if (!binary || file.oid === null || file.oldOid === null) return file;
  const [old, now] = [await blobs.read(file.oldOid), await blobs.read(file.oid)];
  if (!old || !now || !isBinary(old) || isBinary(now)) return file;
  const added = linesOf(now.toString("utf8"));
  const hunks = added.length === 0 ? [] : [{ oldStart: 0, oldLines: 0, newStart: 1, added }];
  return { ...file, opaque: false, whole: true, hunks };
}

/** Merges are read by two further processes, which start when the first merge comes. */
function createMergeReader(log: (args: readonly string[]) => AsyncGenerator<Buffer>, blobs: BlobReader) {
  let sides: { raw: AsyncGenerator<LoggedCommit>; combined: AsyncGenerator<CombinedCommit> } | null = null;
  return {
    blobs,
    async read({ files: _, ...commit }: LoggedCommit): Promise<Draft> {
      sides ??= {
        raw: parseStream(
          log(["--merges", "--diff-merges=first-parent", "--raw", PATCH_FORMAT]),
          parseEntriesOnly,
        ),
        combined: parseStream(
          log(["--merges", "-c", "--combined-all-paths", "--raw", "-p", "-U1", COMBINED_FORMAT]),
          parseCombined,
        ),
      };
      const [raw, combined] = await Promise.all([sides.raw.next(), sides.combined.next()]);
      if (raw.done || combined.done || raw.value.id !== commit.id || combined.value.id !== commit.id)
        throw new Error(`git left out merge ${commit.id}`);
      const merged: MergedFile[] = [];
      for (const file of combined.value.files) merged.push(await toMerged(file, blobs));
      return { ...commit, files: raw.value.files.map(({ binary: _binary, ...file }) => file), merged };
    },
    async close(): Promise<void> {
      blobs.close();
      await Promise.all([sides?.raw.return(undefined), sides?.combined.return(undefined)]);
    },
  };
}

async function toMerged(file: CombinedFile, blobs: BlobReader): Promise<MergedFile> {
  const { path, oid, parentPaths } = file;
  const bytes = file.opaque ? null : await blobs.read(oid);
  const traced = bytes && !isBinary(bytes) ? trace(file, countLines(bytes)) : null;
  const nothing = { from: parentPaths.map(() => new Int32Array()), added: new Map<number, string>() };
  return { path, oid, parentPaths, opaque: !traced, ...(traced ?? nothing) };
}

/** One commit with its files that lack a blob left opaque. null where no blob lacks, so that something else is wrong. */
async function readPartly(repository: Repository, id: string, options: ReadOptions): Promise<Draft | null> {
  const listed = await listFiles(repository, id, options);
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
    const draft = await readOne(repository, id, options, spared);
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
async function listFiles(repository: Repository, id: string, { signal }: ReadOptions) {
  const place = objectsOf(repository);
  const log = (args: readonly string[]): AsyncGenerator<Buffer> =>
    stream(place, logArguments([...args, "--no-renames"], []), { input: `${id}\n`, signal });
  let commit: Omit<LoggedCommit, "files"> = { id, parents: [], at: 0, message: "" };
  const files: FileChange[] = [];
  const raw = log(["--diff-merges=first-parent", "--raw", PATCH_FORMAT]);
  for await (const { files: logged, ...rest } of parseStream(raw, parseEntriesOnly)) {
    commit = rest;
    files.push(...logged.map(({ binary: _, ...file }) => file));
  }
  const byPath = new Map<string, readonly string[]>();
  if (commit.parents.length > 1) {
    const combined = log(["--merges", "-c", "--combined-all-paths", "--raw", COMBINED_FORMAT]);
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

/** Finds what a commit reverts among the commits given so far, else in the history behind all that are given. */
function createRevertFinder(repository: Repository, ids: readonly string[]) {
  const known = createRevertIndex();
  let behind: Promise<RevertIndex> | null = null;
  return async ({ id }: { readonly id: string }, message: string): Promise<string[]> => {
    const claim = readClaim(message);
    const search = async (find: (index: RevertIndex) => string | null): Promise<string | null> => {
      const found = find(known);
      if (found !== null) return found;
      behind ??= indexHistory(repository, ids);
      return find(await behind);
    };
    const found: (string | null)[] = [];
    for (const prefix of claim.ids) found.push(await search((index) => index.byId(prefix)));
    const { subject } = claim;
    if (subject !== null && !found.some((other) => other !== null))
      found.push(await search((index) => index.bySubject(subject)));
    known.add(id, subjectOf(message));
    return [...new Set(found.filter((other) => other !== null && other !== id))].filter(
      (other) => other !== null,
    );
  };
}

/** All commits behind the given ones, by id and subject, the latest last. */
async function indexHistory(repository: Repository, ids: readonly string[]): Promise<RevertIndex> {
  const index = createRevertIndex();
  const args = [
    "log",
    "--stdin",
    "--reverse",
    "--no-show-signature",
    "--encoding=UTF-8",
    "--format=%H %s",
    "--",
  ];
  const input = ids.map((id) => `${id}\n`).join("");
  const given = new Set(ids);
  const answer = await run(objectsOf(repository), args, { input });
  for (const line of typeof answer === "string" ? answer.split("\n") : []) {
    const space = line.indexOf(" ");
    if (space > 0 && !given.has(line.slice(0, space))) index.add(line.slice(0, space), line.slice(space + 1));
  }
  return index;
}
