// The side of a thread that reads: groups of files come in, slices go out.
import { parentPort, workerData } from "node:worker_threads";
import { createPrinter, createSeal } from "../ledger/fingerprint.ts";
import type { Write } from "../ledger/store.ts";
import { packSlice } from "./packed-slice.ts";
import { type AnyAgent, createPause, type Sink } from "./read-file.ts";
import { createTools, readTask } from "./read-task.ts";
import type { FromThread, ThreadData, ToThread } from "./thread-messages.ts";
import type { Alike } from "./transcript.ts";

/** Progress is told after so many bytes. */
const TOLD_BYTES = 2 ** 20;

export type ServeOptions = {
  readonly agents: readonly AnyAgent[];
  readonly countTokens: (text: string) => number;
};

/** Reads files for the thread that started this one, until that ends it. */
export function serveReads({ agents, countTokens }: ServeOptions): void {
  const port = parentPort;
  if (port === null) throw new Error("this file is for a thread of its own");
  const { key, mostLineBytes }: ThreadData = workerData;
  const seal = createSeal(key);
  const tools = createTools({ seal, printer: createPrinter(key), countTokens, isStored: () => false });
  const stop = new AbortController();
  const pause = createPause();
  const tell = (message: FromThread, transfer: readonly ArrayBuffer[] = []): void =>
    port.postMessage(message, transfer);
  const sink: Sink = {
    seal,
    add: ({ source, withdrawal, slice, checkpoint }: Write) => {
      const packed = packSlice(slice);
      const { texts, flags, bytes } = packed;
      tell({ kind: "slice", source, withdrawal, slice: packed, checkpoint }, [
        texts.buffer,
        flags.buffer,
        bytes.buffer,
      ]);
      return { ...source, ...checkpoint, gone: false, revision: source.revision + 1 };
    },
  };

  const readGroup = async ({ group, files }: Extract<ToThread, { kind: "read" }>): Promise<void> => {
    const alike: Alike | null = files.length > 1 ? { last: null } : null;
    for (const { agent: id, source, mark } of files) {
      const agent = agents.find((one) => one.id === id);
      if (stop.signal.aborted || agent === undefined) continue;
      const { path } = source;
      let untold = 0;
      const onBytes = (bytes: number): void => {
        untold += bytes;
        if (untold < TOLD_BYTES) return;
        tell({ kind: "bytes", path, bytes: untold });
        untold = 0;
      };
      const file = { source, mark, sink, alike, signal: stop.signal, pause, onBytes, tools, mostLineBytes };
      const reason = await readTask(agent, file);
      tell({ kind: "bytes", path, bytes: untold });
      tell({ kind: "file", path, reason });
      await pause();
    }
    tell({ kind: "group", group });
  };

  let last = Promise.resolve();
  port.on("message", (message: ToThread) => {
    if (message.kind === "stop") stop.abort();
    else last = last.then(() => readGroup(message));
  });
}
