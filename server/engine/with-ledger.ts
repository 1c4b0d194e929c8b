// A question's way to an up-to-date ledger, and what is said when the ledger itself makes trouble.
import { availableParallelism } from "node:os";
import * as registry from "../agents/index.ts";
import type { Agent, Surroundings } from "../agents/agent.ts";
import { mappedLedger } from "../analysis/mapped-ledger.ts";
import { ingest, type IngestSummary } from "../ingest/ingest.ts";
import { ownThreads, threadsFor } from "../ingest/threads.ts";
import { openLedgerOf, type Ledger } from "../ledger/ledger.ts";
import type { SetAside } from "../ledger/set-aside.ts";
import { mappingOf } from "../lib/path-mapping.ts";
import { storageProblemOf } from "../ledger/storage-problem.ts";
import { countTokens } from "../pricing/estimate.ts";
import type { Answer, Progress } from "./engine.ts";
import { settingsOf } from "./settings.ts";

/** The agents that are read. */
export const agents: readonly Agent<unknown>[] = Object.values(registry);

export type Asked = {
  readonly onProgress: (progress: Progress) => void;
  readonly onNotice: (notice: string) => void;
  readonly signal: AbortSignal;
};

/**
 * Reads what is new into the ledger and answers from it, with paths as they are on this machine. Status 2 where the
 * settings can't be understood, 3 where the ledger can't be opened or kept. Where everything was erased and nothing was
 * read since, nothing is read either, and `whenErased` answers; without it, it is read again.
 */
export async function withLedger<T>(
  surroundings: Surroundings,
  asked: Asked,
  answer: (ledger: Ledger, read: IngestSummary) => Promise<Answer<T>>,
  whenErased: ((ledger: Ledger) => Promise<Answer<T>>) | null = null,
): Promise<Answer<T>> {
  const settings = settingsOf(surroundings);
  if (!settings.ok) return settings;
  const mapping = mappingOf(settings.value.paths);
  return withLedgerAsItIs(surroundings, asked, async (ledger) => {
    const read = await readNew(surroundings, asked, ledger, whenErased === null);
    // An answer from a half of the logs would be none; whoever asked knows that the signal was given.
    asked.signal.throwIfAborted();
    const mapped = mappedLedger(ledger, mapping);
    return read.erased && whenErased !== null ? whenErased(mapped) : answer(mapped, read);
  });
}

/** Answers from what was read before, with paths as they are on this machine. Status 2 and 3 as above. */
export async function withKnown<T>(
  surroundings: Surroundings,
  asked: Pick<Asked, "onNotice">,
  answer: (ledger: Ledger) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const settings = settingsOf(surroundings);
  if (!settings.ok) return settings;
  const mapping = mappingOf(settings.value.paths);
  return withLedgerAsItIs(surroundings, asked, (ledger) => answer(mappedLedger(ledger, mapping)));
}

/** Answers from the ledger. If its file turns out to be damaged on the way, once more from a new one. */
export async function withLedgerAsItIs<T>(
  surroundings: Surroundings,
  { onNotice }: Pick<Asked, "onNotice">,
  answer: (ledger: Ledger) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const attempt = async (): Promise<Answer<T> | { readonly setAside: SetAside }> => {
    const opened = openNoticed(surroundings, onNotice);
    if (!opened.ok) return opened;
    const ledger = opened.value;
    try {
      return await answer(ledger);
    } catch (error) {
      const setAside = ledger.closeFor(error);
      if (setAside !== null) return { setAside };
      const problem = storageProblemOf(error);
      if (problem === null) throw error;
      return unusable(`${problem}; nothing that was read before is lost`);
    } finally {
      ledger.close();
    }
  };
  const first = await attempt();
  if (!("setAside" in first)) return first;
  onNotice(asideNotice(first.setAside));
  const second = await attempt();
  return "setAside" in second ? unusable(second.setAside.reason) : second;
}

/** Opens the ledger; status 3 where it can't be. */
function openNoticed(surroundings: Surroundings, onNotice: Asked["onNotice"]): Answer<Ledger> {
  try {
    const ledger = openLedgerOf(surroundings);
    if (ledger.setAside !== null) onNotice(asideNotice(ledger.setAside));
    return { ok: true, value: ledger };
  } catch (error) {
    return unusable(storageProblemOf(error) ?? (error instanceof Error ? error.message : String(error)));
  }
}

function readNew(
  surroundings: Surroundings,
  asked: Asked,
  ledger: Ledger,
  resume: boolean,
): Promise<IngestSummary> {
  const { onProgress, onNotice, signal } = asked;
  return ingest({
    agents,
    surroundings,
    ledger,
    countTokens,
    resume,
    threads: ownThreads(threadsFor(availableParallelism())),
    onProgress: ({ bytesDone: done, bytesTotal: total }) =>
      onProgress({ doing: "Reading logs", done, total, unit: "bytes" }),
    onWait: () => onNotice("another Tokenworth is reading the logs; this one waits until it is done"),
    signal,
  });
}

const unusable = (why: string): Extract<Answer<never>, { ok: false }> => ({
  ok: false,
  status: 3,
  message: `the ledger cannot be used: ${why}`,
});

const asideNotice = ({ folder, reason }: SetAside): string =>
  `the ledger could not be used: ${reason}. It was set aside in ${folder}, and a new one is made from the logs that are left.`;
