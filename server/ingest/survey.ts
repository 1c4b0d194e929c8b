// What is there of each agent, and how much of it was not read yet. Nothing is read or noted.
import { accessSync, constants, readFileSync, statSync } from "node:fs";
import type { Surroundings } from "../agents/agent.ts";
import type { Source } from "../ledger/store.ts";
import { markOf } from "./file-mark.ts";
import { findFiles } from "./find.ts";
import { bytesToRead, isRead } from "./plan.ts";
import type { AnyAgent } from "./read-file.ts";

export type AgentSurvey = {
  readonly agent: AnyAgent;
  readonly places: readonly { readonly folder: string; readonly found: "yes" | "no" | "unreadable" }[];
  readonly files: number;
  readonly bytes: number;
  readonly unreadFiles: number;
  readonly unreadBytes: number;
  /** After how many days the agent deletes its records; null: it keeps them. */
  readonly deletesAfterDays: number | null;
};

/** Surveys an agent. `sources`: what the ledger knows, of any agent; none where there is no ledger. */
export function survey(agent: AnyAgent, surroundings: Surroundings, sources: readonly Source[]): AgentSurvey {
  const known = new Map(sources.filter((one) => one.agent === agent.id).map((one) => [one.path, one]));
  let [files, bytes, unreadFiles, unreadBytes] = [0, 0, 0, 0];
  for (const path of findFiles(agent, surroundings)) {
    const mark = markOf(path);
    if (mark === null) continue;
    files++;
    bytes += mark.size;
    const source = known.get(path) ?? null;
    if (isRead(agent, path, mark, source)) continue;
    unreadFiles++;
    unreadBytes += bytesToRead(agent, mark, source);
  }
  const places = agent.where(surroundings).map(({ folder }) => ({ folder, found: stateOf(folder) }));
  return {
    agent,
    places,
    files,
    bytes,
    unreadFiles,
    unreadBytes,
    deletesAfterDays: deletesAfterDays(agent, surroundings),
  };
}

function stateOf(folder: string): "yes" | "no" | "unreadable" {
  try {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return "no";
    accessSync(folder, constants.R_OK | constants.X_OK);
    return "yes";
  } catch {
    return "unreadable";
  }
}

/** After how many days an agent deletes its records, by its settings; null: it keeps them. */
export function deletesAfterDays({ retention }: AnyAgent, surroundings: Surroundings): number | null {
  return retention?.days(retention.files(surroundings).map(readText)) ?? null;
}

/** Settings are small: whatever is larger is something else. */
const MOST_BYTES = 2 ** 20;

function readText(path: string): string | null {
  try {
    return (markOf(path)?.size ?? Infinity) > MOST_BYTES ? null : readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
