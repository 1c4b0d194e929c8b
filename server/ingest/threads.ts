// Threads that read groups of files for this one, which alone writes.
import { Worker } from "node:worker_threads";
import type { Write } from "../ledger/store.ts";
import type { Group, GroupQueue } from "./group-queue.ts";
import { unpackSlice } from "./packed-slice.ts";
import type { FromThread, ThreadData, ToThread } from "./thread-messages.ts";

/** `entry`: a file that calls `serveReads` with all agents that are read. */
export type Threads = { readonly entry: URL; readonly count: number };

/**
 * How many threads read on a machine with so many processors. One is left for whoever writes, and one for whoever else is
 * at work: where there are only two, threads save a tenth or two of the time for half as much work again. More than two would
 * wait for the one that writes.
 */
export const threadsFor = (processors: number): number => (processors > 2 ? 2 : 0);

/**
 * The threads of the product, from its sources or its bundle: the entry lies beside this file, or beside what holds it.
 * undefined for none.
 */
export function ownThreads(count: number): Threads | undefined {
  if (count === 0) return undefined;
  const isSource = import.meta.url.endsWith(".ts");
  return { entry: new URL(isSource ? "reading-thread.ts" : "reading-thread.cjs", import.meta.url), count };
}

/**
 * What is alive at any time is small, but for very long lines. Within limits like these the engine collects garbage often
 * instead of letting it pile up. A thread that needs more ends, and what it read is read by this one.
 */
const resourceLimits = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 48 };

/** A thread has so many groups at hand, so that it never waits for the next one. */
const AT_HAND = 2;

export type ThreadEvents = {
  readonly onWrite: (write: Write) => void;
  readonly onBytes: (path: string, bytes: number) => void;
  readonly onFile: (path: string, reason: string | null) => void;
};

export type ThreadOptions = ThreadEvents & {
  readonly data: ThreadData;
  readonly queue: GroupQueue;
  readonly sourceOf: (task: Group[number]) => Write["source"];
  readonly signal: AbortSignal | undefined;
};

/**
 * Starts threads that take groups from the queue, from its beginning or its end by turns. Resolves once they have ended:
 * what a thread that broke did not finish is in the queue again. Rejects where a slice can't be written.
 */
export async function readInThreads({ entry, count }: Threads, options: ThreadOptions): Promise<void> {
  const ends = Array.from({ length: count }, (_, index) =>
    readInThread(entry, index % 2 === 0 ? options.queue.first : options.queue.last, options),
  );
  for (const end of await Promise.allSettled(ends)) if (end.status === "rejected") throw end.reason;
}

function readInThread(entry: URL, next: () => Group | null, options: ThreadOptions): Promise<void> {
  const { data, queue, sourceOf, signal } = options;
  const worker = new Worker(entry, { workerData: data, resourceLimits });
  const taken = new Map<number, Group>();
  let groups = 0;
  const tell = (message: ToThread): void => worker.postMessage(message);
  const stop = (): void => tell({ kind: "stop" });
  const takeGroups = (): void => {
    while (taken.size < AT_HAND && signal?.aborted !== true) {
      const group = next();
      if (group === null) break;
      taken.set(++groups, group);
      const files = group.map((task) => ({ agent: task.agent.id, source: sourceOf(task), mark: task.mark }));
      tell({ kind: "read", group: groups, files });
    }
    if (taken.size === 0) void worker.terminate();
  };

  return new Promise((resolve, reject) => {
    const end = (): void => {
      signal?.removeEventListener("abort", stop);
      for (const group of taken.values()) queue.giveBack(group);
      taken.clear();
      resolve();
    };
    worker.on("message", (message: FromThread) => {
      try {
        take(message, options);
      } catch (error) {
        reject(error);
        void worker.terminate();
      }
      if (message.kind !== "group") return;
      taken.delete(message.group);
      takeGroups();
    });
    worker.on("error", end);
    worker.on("exit", end);
    signal?.addEventListener("abort", stop);
    takeGroups();
  });
}

function take(message: FromThread, { onWrite, onBytes, onFile }: ThreadEvents): void {
  switch (message.kind) {
    case "slice": {
      const { source, withdrawal, slice, checkpoint } = message;
      return onWrite({ source, withdrawal, slice: unpackSlice(slice), checkpoint });
    }
    case "bytes":
      return onBytes(message.path, message.bytes);
    case "file":
      return onFile(message.path, message.reason);
    case "group":
      return;
    default:
      message satisfies never;
  }
}
