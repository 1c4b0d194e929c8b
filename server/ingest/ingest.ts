// Brings the ledger up to date with the agents' files. It can be stopped, even killed, at any moment: what was read is
// kept and the rest is read next time.
import type { Surroundings } from "../agents/agent.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { alikeTogether } from "./alike-together.ts";
import { collect, type Tools } from "./collect.ts";
import { estimateParts } from "./estimate-parts.ts";
import { createToChange } from "./gather-edits.ts";
import { plan, type Task } from "./plan.ts";
import { readDocument } from "./read-document.ts";
import { type AnyAgent, createPause, type Pause, type Reading } from "./read-file.ts";
import { readLines } from "./read-lines.ts";
import { readRows } from "./read-rows.ts";
import type { Alike } from "./transcript.ts";

/** Longer lines are passed over and reported. */
const MOST_LINE_BYTES = 2 ** 26;

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
  /** Stops the reading after the line that is being read. */
  readonly signal?: AbortSignal | undefined;
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
  /** Files that could not be opened or read this time. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
};

/** Reads what is new, once no other process does. Throws only where the ledger can't be written. */
export async function ingest(options: IngestOptions): Promise<IngestSummary> {
  const { ledger, signal, onWait } = options;
  const nothing = { files: 0, filesRead: 0, bytesRead: 0, aborted: true, unreadable: [] };
  return (await ledger.lease.hold(() => readNew(options), { signal, onWait })) ?? nothing;
}

async function readNew(options: IngestOptions): Promise<IngestSummary> {
  const { agents, surroundings, ledger, countTokens, onProgress, signal } = options;
  const pause = createPause();
  const { files, tasks } = await plan(agents, surroundings, ledger, pause);
  const tools: Tools = {
    seal: ledger.seal,
    toChange: createToChange(ledger.printer, ledger.seal, ledger.store.isStored),
    isStored: ledger.store.isStored,
    estimator: estimateParts(countTokens, ledger.seal),
  };
  const bytesTotal = tasks.reduce((sum, { bytes }) => sum + bytes, 0);
  const unreadable: { path: string; reason: string }[] = [];
  let bytesDone = 0;
  let filesRead = 0;
  ledger.store.prepare(tasks.map(({ agent, path }) => ({ agent: agent.id, path })));
  const read = async (task: Task, alike: Alike | null): Promise<void> => {
    const onBytes = (bytes: number): void => {
      bytesDone += bytes;
      onProgress?.({ bytesDone, bytesTotal, path: task.path });
    };
    const reason = await readTask(task, { ...options, tools, alike, pause, onBytes });
    if (reason === null) filesRead++;
    else unreadable.push({ path: task.path, reason });
    await pause();
  };
  for (const group of await alikeTogether(tasks, pause)) {
    const alike = group.length > 1 ? { last: null } : null;
    for (const task of group) if (signal?.aborted !== true) await read(task, alike);
  }
  const aborted = signal?.aborted === true;
  if (!aborted && tasks.length > 0) ledger.sweep();
  return { files, filesRead, bytesRead: bytesDone, aborted, unreadable };
}

type TaskOptions = IngestOptions & {
  readonly tools: Tools;
  readonly alike: Alike | null;
  readonly pause: Pause;
  readonly onBytes: (bytes: number) => void;
};

/** Why the file could not be read; null if it could. */
async function readTask({ agent, path, mark }: Task, options: TaskOptions): Promise<string | null> {
  const { ledger, tools, alike, signal, pause, onBytes } = options;
  const source = ledger.store.open(agent.id, path);
  const reading: Reading = { source, mark, ledger, collector: collect(tools), alike, signal, pause, onBytes };
  try {
    if (agent.source === "lines") await readLines(agent, reading, options.mostLineBytes ?? MOST_LINE_BYTES);
    else if (agent.source === "documents") await readDocument(agent, reading);
    else await readRows(agent, reading);
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

/** A file may vanish, be locked or lie on a broken disk; whatever else goes wrong is our own and is not hidden. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") throw error;
  const foreign = "syscall" in error || error.code === "ERR_SQLITE_ERROR";
  if (!foreign) throw error;
  return error.code;
}
