import type { SourceFile } from "../agent.ts";

/**
 * What waits its turn while the agent works: when it came, a checksum of it (null for what no user typed), and when it was
 * handed over.
 */
export type Queued = { readonly at: number; readonly sum: number | null; readonly sentAt: number | null };

/** What one line must know of those before it. No text of them. */
export type State = {
  /** The session by the file's path: where a line names none, and for a subagent's file, whatever its lines name. */
  readonly pathSession: string;
  readonly isSubagent: boolean;
  /** The last time seen, for records without one. */
  readonly at: number;
  readonly session: string | null;
  readonly cwd: string | null;
  readonly branch: string | null;
  readonly fork: string | null;
  /** Ids of calls of edit tools that still wait for their result. */
  readonly open: readonly string[];
  readonly queue: readonly Queued[];
};

/** The state before a file's first line. `…/<session>/subagents/**` belongs to that session. */
export function start(file: SourceFile): State {
  const parts = file.path.split(/[\\/]/);
  const at = parts.lastIndexOf("subagents");
  const stem = (parts.at(-1) ?? "").replace(/\.jsonl?$/, "");
  return {
    pathSession: at > 0 ? (parts[at - 1] ?? stem) : stem,
    isSubagent: at > 0,
    at: file.at,
    session: null,
    cwd: null,
    branch: null,
    fork: null,
    open: [],
    queue: [],
  };
}

const MOST_WAITING = 256;

/** The list with one more at its end; the oldest of more than 256 goes. */
export function withLast<T>(list: readonly T[], item: T): T[] {
  return [...list.slice(1 - MOST_WAITING), item];
}
