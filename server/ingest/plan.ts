// Which files are there, and which of them have anything new? One `stat` for a file that has not.
import { existsSync } from "node:fs";
import type { Surroundings } from "../agents/agent.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Source } from "../ledger/store.ts";
import { type Mark, markOf, troubleWith } from "./file-mark.ts";
import { findFiles } from "./find.ts";
import { databaseStamp } from "./foreign-database.ts";
import { movedAmong } from "./moved-files.ts";
import type { AnyAgent, Pause } from "./read-file.ts";

/** A file to read. */
export type Task = {
  readonly agent: AnyAgent;
  readonly path: string;
  readonly mark: Mark;
  readonly bytes: number;
};

export type Plan = {
  readonly files: number;
  readonly tasks: readonly Task[];
  /** Files and folders that the system does not let us look at or into. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
};

/** Compares the files that are there with what the ledger knows of them; notes in the ledger which moved and which are gone. */
export async function plan(
  agents: readonly AnyAgent[],
  surroundings: Surroundings,
  ledger: Ledger,
  pause: Pause,
): Promise<Plan> {
  const sources = ledger.store.sources();
  const plans: Plan[] = [];
  for (const agent of agents) {
    const unreadable = new Map<string, string>();
    const found = findFiles(agent, surroundings, (path, reason) => unreadable.set(path, reason));
    const paths = found.filter((path) => !ledger.store.isForgotten(agent.id, path));
    const own = sources.filter((source) => source.agent === agent.id);
    plans.push(await planAgent(agent, paths, own, { ledger, pause, unreadable }));
  }
  return {
    files: plans.reduce((sum, { files }) => sum + files, 0),
    tasks: plans.flatMap(({ tasks }) => tasks),
    unreadable: plans.flatMap((one) => one.unreadable),
  };
}

type Planning = {
  readonly ledger: Ledger;
  readonly pause: Pause;
  readonly unreadable: Map<string, string>;
};

async function planAgent(
  agent: AnyAgent,
  paths: readonly string[],
  sources: readonly Source[],
  { ledger, pause, unreadable }: Planning,
): Promise<Plan> {
  const known = new Map(sources.map((source) => [source.path, source]));
  const found = new Set(paths);
  const missing = sources.filter(({ path }) => !found.has(path) && !existsSync(path));
  const takeMoved = movedAmong(missing, ledger.seal);
  const moved = new Set<number>();
  const tasks: Task[] = [];
  for (const path of paths) {
    await pause();
    const mark = markOf(path);
    if (mark === null) {
      const reason = troubleWith(path);
      if (reason !== null) unreadable.set(path, reason);
      continue;
    }
    let source = known.get(path) ?? null;
    const before = source === null ? takeMoved(path, mark) : null;
    if (before !== null) {
      moved.add(before.id);
      source = ledger.store.move(before, path);
    }
    if (source?.gone === true) ledger.store.mark(source, false);
    if (!isRead(agent, path, mark, source))
      tasks.push({ agent, path, mark, bytes: bytesToRead(agent, mark, source) });
  }
  for (const source of missing) if (!source.gone && !moved.has(source.id)) ledger.store.mark(source, true);
  return {
    files: paths.length,
    tasks,
    unreadable: [...unreadable].map(([path, reason]) => ({ path, reason })),
  };
}

/** Whether all of a file was read. */
export function isRead(agent: AnyAgent, path: string, mark: Mark, source: Source | null): boolean {
  const stamp = agent.source === "rows" ? databaseStamp(path) : mark.stamp;
  return source !== null && source.stamp === stamp && source.version === agent.version;
}

/** How much of a file is left to read. */
export function bytesToRead(agent: AnyAgent, mark: Mark, source: Source | null): number {
  const continued = agent.source === "lines" && source?.version === agent.version ? source.offset : 0;
  return continued <= mark.size ? mark.size - continued : mark.size;
}
