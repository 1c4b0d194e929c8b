// Whoever works on this machine comes first: what we do can wait, and so can the processes of git that we start.
import { constants, getPriority, setPriority } from "node:os";

/**
 * Lets everybody else go first from now on; processes that are started later do as this one. `watched`: somebody waits for
 * the answer, so that it only steps back behind what is running, and not behind everything. Never raises a priority.
 */
export function stepBack(watched: boolean): void {
  const wanted = watched ? constants.priority.PRIORITY_BELOW_NORMAL : constants.priority.PRIORITY_LOW;
  try {
    if (getPriority() < wanted) setPriority(wanted);
  } catch {
    // Where a system refuses it, everything works as well, only less politely.
  }
}
