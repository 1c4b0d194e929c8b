// Brings the ledger up to date with the agents' files. It can be stopped, even killed, at any moment: what was read is
// kept and the rest is read next time.
import type { Surroundings } from "../agents/agent.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { ERASED, LAST_RUN } from "../ledger/notes.ts";
import type { Source } from "../ledger/store.ts";
import { alikeTogether } from "./alike-together.ts";
import { type GroupQueue, queueGroups } from "./group-queue.ts";
import { plan, type Task } from "./plan.ts";
import { type AnyAgent, createPause, type Pause } from "./read-file.ts";
import { createTools, MOST_LINE_BYTES, readTask } from "./read-task.ts";
import { readInThreads, type ThreadEvents, type Threads } from "./threads.ts";
import { createWriter, type Writer } from "./writer.ts";

/** Starting threads takes as long as reading a part of so many bytes. */
const WORTH_THREADS = 2 ** 25;

export type IngestOptions = {
  readonly agents: readonly AnyAgent[];
  readonly surroundings: Surroundings;
  readonly ledger: Ledger;
  /** A tokenizer, for what no log counted. */
  readonly countTokens: (text: string) => number;
  /** Called between pieces of files, with all bytes that are to be read. */
  readonly onProgress?: ((progress: IngestProgress) => void) | undefined;
  /** Called once when another process has been reading the logs for a while: this one waits for it. */
  readonly onWait?: (() => void) | undefined;
  /** Threads that read where there is much to read; this one writes then, and reads what they could not. */
  readonly threads?: Threads | undefined;
  /** Also where everything was erased and nothing was read since: then it was not wanted again. */
  readonly resume: boolean;
  /** Stops the reading after the line that is being read. */
  readonly signal?: AbortSignal | undefined;
  /** For tests: how many bytes are much. */
  readonly worthThreads?: number;
  /** For tests: the longest line that is parsed. */
  readonly mostLineBytes?: number;
};

export type IngestProgress = {
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly path: string;
};

export type IngestSummary = {
  /** Files that are there, and how many of them had anything new. */
  readonly files: number;
  readonly filesRead: number;
  readonly bytesRead: number;
  /** It was stopped before all was read. */
  readonly aborted: boolean;
  /** Nothing was read, since everything was erased. */
  readonly erased: boolean;
  /** Files that could not be opened or read this time. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
};

/** Reads what is new, once no other process does. Throws only where the ledger can't be written. */
export async function ingest(options: IngestOptions): Promise<IngestSummary> {
  const { ledger, signal, onWait, resume } = options;
  const nothing = { files: 0, filesRead: 0, bytesRead: 0, aborted: false, erased: false, unreadable: [] };
  // Whoever erases holds the lease, too: what was erased while this one waited for it is known by now.
  const read = async (): Promise<IngestSummary> => {
    const erased = ledger.notes.number(ERASED) > 0;
    if (erased && !resume) return { ...nothing, erased };
    if (erased) ledger.notes.putNumber(ERASED, 0);
    return readNew(options);
  };
  return (await ledger.lease.hold(read, { signal, onWait })) ?? { ...nothing, aborted: true };
}

async function readNew(options: IngestOptions): Promise<IngestSummary> {
  const { agents, surroundings, ledger, onProgress, signal, threads } = options;
  const { mostLineBytes = MOST_LINE_BYTES, worthThreads = WORTH_THREADS } = options;
  const pause = createPause();
  const { files, tasks, unreadable: refused } = await plan(agents, surroundings, ledger, pause);
  const bytesTotal = tasks.reduce((sum, { bytes }) => sum + bytes, 0);
  const unread = new Map(refused.map(({ path, reason }) => [path, reason]));
  const read = new Set<string>();
  let bytesDone = 0;
  const told = {
    onBytes: (path: string, bytes: number) => {
      bytesDone += bytes;
      onProgress?.({ bytesDone, bytesTotal, path });
    },
    onFile: (path: string, reason: string | null) => {
      if (reason === null) read.add(path);
      else unread.set(path, reason);
    },
  };
  const { store, key } = ledger;
  store.prepare(tasks.map(({ agent, path }) => ({ agent: agent.id, path })));
  const groups = await alikeTogether(tasks, pause);
  const queue = queueGroups(groups);
  const sourceOf = ({ agent, path }: Task): Source => store.open(agent.id, path);
  const writer = createWriter(store);
  if (threads !== undefined && bytesTotal >= worthThreads) {
    const data = { key, mostLineBytes };
    await readInThreads(threads, { ...told, data, queue, sourceOf, signal, onWrite: writer.add });
    writer.flush();
  }
  const here = { ...options, ...told, mostLineBytes, sourceOf, pause };
  await readHere(queue, writer, here);
  // What was passed over counted on something that is gone. Read once more, it counts on nothing.
  const again = tasks.filter((task) => writer.refused.has(sourceOf(task).id));
  const second = createWriter(store);
  for (const task of again) await readHere(queueGroups([[task]]), second, here);
  const aborted = signal?.aborted === true;
  if (!aborted && (writer.withdrew || second.withdrew)) ledger.sweep();
  if (!aborted) ledger.notes.putNumber(LAST_RUN, Date.now());
  const unreadable = [...unread].map(([path, reason]) => ({ path, reason }));
  return { files, filesRead: read.size, bytesRead: bytesDone, aborted, erased: false, unreadable };
}

type Here = IngestOptions &
  Pick<ThreadEvents, "onBytes" | "onFile"> & {
    readonly mostLineBytes: number;
    readonly sourceOf: (task: Task) => Source;
    readonly pause: Pause;
  };

/** Reads groups in this thread. */
async function readHere(queue: GroupQueue, writer: Writer, here: Here): Promise<void> {
  const { ledger, countTokens, signal, pause, mostLineBytes, sourceOf, onBytes, onFile } = here;
  const { seal, printer, store } = ledger;
  const tools = createTools({ seal, printer, countTokens, isStored: store.isStored });
  const shared = { sink: { seal, add: writer.add }, tools, pause, signal, mostLineBytes };
  for (let group = queue.first(); group !== null; group = queue.first()) {
    const alike = group.length > 1 ? { last: null } : null;
    for (const task of group) {
      if (signal?.aborted === true) break;
      const { agent, path, mark } = task;
      const file = { ...shared, mark, alike, onBytes: (bytes: number) => onBytes(path, bytes) };
      onFile(path, await readTask(agent, { ...file, source: sourceOf(task) }));
      await pause();
    }
  }
  writer.flush();
}
