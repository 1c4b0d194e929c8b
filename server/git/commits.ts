// The full facts of given commits, streamed from git in the order that is asked for.
import { readAhead } from "./ahead.ts";
import { createBlobReader } from "./blobs.ts";
import type { Commit, Repository } from "./facts.ts";
import { readPartial, readPartly } from "./partial.ts";
import { createPresence } from "./presence.ts";
import { createRevertFinder } from "./revert-finder.ts";
import { readOne, readSpan, type Draft, type ReadOptions, type Source } from "./span.ts";

export type { ReadOptions } from "./span.ts";

/**
 * One process of git at a time, which works while we do. A second one would be of use only where nobody else is at work,
 * and all that it gives has to wait in memory for its turn.
 */
const WIDTH = 1;
const CHUNK = { least: 100, most: 2000 };
/** Lines that may wait in memory for their turn. */
const AHEAD_LINES = 20_000;

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
  const blobs = createBlobReader(repository, options.signal);
  const source = { repository, options, blobs, presence: createPresence(repository, options.signal) };
  const findReverts = createRevertFinder(repository, ids, options.before);
  const drafts = readAhead(
    chunks.map((chunk) => () => readChunk(source, chunk)),
    { width: WIDTH, limit: AHEAD_LINES, weigh },
  );
  try {
    for await (const { message, ...draft } of drafts)
      yield { ...draft, reverts: await findReverts(draft, message) };
  } finally {
    blobs.close();
  }
}

function weigh({ files }: Draft): number {
  let lines = 1;
  for (const { hunks } of files) for (const { added } of hunks) lines += added.length;
  return lines;
}

/** Goes on after a commit whose blobs are not all here. */
async function* readChunk(source: Source, ids: readonly string[]): AsyncGenerator<Draft> {
  if (await source.presence.isPartial()) {
    yield* readPartial(source, ids);
    return;
  }
  for (let done = 0; done < ids.length;) {
    try {
      for await (const draft of readSpan(source, ids.slice(done))) {
        done++;
        yield draft;
      }
    } catch (error) {
      const id = ids[done];
      if (source.options.signal?.aborted || id === undefined) throw error;
      // git may have died on the next commit, before this one was seen to be complete.
      yield (await readPartly(source, id)) ?? (await readOne(source, id));
      done++;
    }
  }
}
