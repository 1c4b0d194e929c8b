// A stretch of commits from one run of git: what each changed, and of merges where each line comes from.
import { countLines, isBinary, type BlobReader } from "./blobs.ts";
import { COMBINED_FORMAT, parseCombined, trace, type CombinedCommit, type CombinedFile } from "./combined.ts";
import { LOG_FLAGS, objectsOf, stream } from "./command.ts";
import { parseStream } from "./cursor.ts";
import type { Commit, FileChange, MergedFile, Repository } from "./facts.ts";
import { linesOf } from "../lib/lines.ts";
import type { Presence } from "./presence.ts";
import { parseEntriesOnly, parsePatches, PATCH_FORMAT, type LoggedCommit, type LoggedFile } from "./patch.ts";
import { gitFailure } from "./failure.ts";

export type ReadOptions = {
  readonly signal?: AbortSignal;
  /** Merges as one change against their first parent: `files` with hunks, `merged` empty. */
  readonly firstParent?: boolean;
  /** Commits read earlier that come before these, in order: they, too, may be reverted. */
  readonly before?: readonly string[];
  /** Called for each file whose blobs are not in this clone: it is given as opaque. */
  readonly onMissing?: (file: {
    readonly commit: string;
    readonly path: string;
    readonly oids: readonly string[];
  }) => void;
};

/** A commit before it is known what it reverts. */
export type Draft = Omit<Commit, "reverts"> & { readonly message: string };

/** What commits are read from, and how. `blobs` is the caller's to close. */
export type Source = {
  readonly repository: Repository;
  readonly options: ReadOptions;
  readonly blobs: BlobReader;
  readonly presence: Presence;
};

type Log = (args: readonly string[]) => AsyncGenerator<Buffer>;

/** Commits as git logs them, but for the paths `without`. Throws where any of them did not come. */
export async function* readSpan(
  source: Source,
  ids: readonly string[],
  without: readonly string[] = [],
): AsyncGenerator<Draft> {
  const { options, blobs } = source;
  const log: Log = (args) => logCommits(source, ids, args, without);
  const kind = options.firstParent ? "--diff-merges=first-parent" : "--diff-merges=off";
  const merges = createMergeReader(log, blobs);
  let done = 0;
  try {
    for await (const logged of parseStream(log([kind, "--raw", "-p", "-U0", PATCH_FORMAT]), parsePatches)) {
      if (logged.id !== ids[done]) throw gitFailure(`git gave commit ${logged.id} instead of ${ids[done]}`);
      done++;
      const isMerge = logged.parents.length > 1 && !options.firstParent;
      yield isMerge ? await merges.read(logged) : await finish(logged, blobs);
    }
    if (done < ids.length) throw gitFailure(`git left out commit ${ids[done]}`);
  } finally {
    await merges.close();
  }
}

/** One commit. Throws where it cannot be read. */
export async function readOne(source: Source, id: string, without: readonly string[] = []): Promise<Draft> {
  for await (const draft of readSpan(source, [id], without)) return draft;
  throw gitFailure(`git left out commit ${id}`);
}

/** `git log` of exactly the commits `ids` in their order, with all that keeps its answer the same everywhere. */
export function logCommits(
  { repository, options }: Source,
  ids: readonly string[],
  args: readonly string[],
  without: readonly string[] = [],
): AsyncGenerator<Buffer> {
  const paths = without.length === 0 ? [] : [".", ...without.map((path) => `:(top,exclude,literal)${path}`)];
  const all = [
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
  const input = ids.map((id) => `${id}\n`).join("");
  return stream(objectsOf(repository), all, { input, signal: options.signal });
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
function createMergeReader(log: Log, blobs: BlobReader) {
  let sides: { raw: AsyncGenerator<LoggedCommit>; combined: AsyncGenerator<CombinedCommit> } | null = null;
  return {
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
        throw gitFailure(`git left out merge ${commit.id}`);
      const merged = await Promise.all(combined.value.files.map((file) => toMerged(file, blobs)));
      return { ...commit, files: raw.value.files.map(({ binary: _binary, ...file }) => file), merged };
    },
    async close(): Promise<void> {
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
