// When a status is out of date for the mere passing of time. Pure.
import type { Status } from "../server/protocol/panel.ts";

/** A session counts as running for so long after it did something; a moment later it can be told that it does not. */
const RUNS_MS = 30 * 60_000 + 1000;

/** How long (ms) the status holds, if nothing changes: until local midnight, or until a running session counts as ended. */
export function untilNextLook(now: Date, status: Status | null): number {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime();
  const running = status !== null && (status.workspace.session ?? status.all.session) !== null;
  return running ? Math.min(midnight, RUNS_MS) : midnight;
}
