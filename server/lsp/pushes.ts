// Tells the client of a new status: soon, but at most twice a second, and only when something in it has changed.
import type { Status } from "../protocol/panel.ts";

/** Between two pushes, ms. What is only under way is told later: mostly it is over by then. */
const GAP_MS = 500;
const SOON_MS = 20;

export type Pushes = {
  /** Something may have changed. */
  note(what: "figures" | "freshness"): void;
  /** The client has been answered from this status: what was pushed before may be news to it again. */
  told(status: Status): void;
  close(): void;
};

/** `statusNow` is asked when there is something to tell; `now` is the clock, epoch ms. */
export function createPushes(
  statusNow: () => Status,
  push: (status: Status) => void,
  now: () => number,
): Pushes {
  let timer: NodeJS.Timeout | undefined;
  let due = Infinity;
  let lastAt = -Infinity;
  let last = "";

  function tell(): void {
    timer = undefined;
    due = Infinity;
    const status = statusNow();
    const text = withoutTimes(status);
    if (text === last) return;
    last = text;
    lastAt = now();
    push(status);
  }

  return {
    note(what) {
      // A clock that was set back would hold all up until it is there again.
      lastAt = Math.min(lastAt, now());
      const wanted = Math.max(lastAt + GAP_MS, now() + (what === "figures" ? SOON_MS : GAP_MS));
      if (wanted >= due) return;
      clearTimeout(timer);
      due = wanted;
      timer = setTimeout(tell, wanted - now());
    },
    told(status) {
      if (withoutTimes(status) !== last) last = "";
    },
    close: () => clearTimeout(timer),
  };
}

/** Times pass without anything having changed. */
function withoutTimes(status: Status): string {
  const { costsAsOf, outcomesAsOf, ...freshness } = status.freshness;
  const known = [costsAsOf !== null, outcomesAsOf !== null];
  return JSON.stringify({ ...status, now: null, freshness: { ...freshness, known } });
}
