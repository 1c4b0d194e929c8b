import type { Freshness } from "../../server/protocol/panel.ts";

/** Nothing is under way, and nothing is wrong. */
export const FRESH: Freshness = {
  activity: "ready",
  progress: null,
  costsAsOf: null,
  outcomesAsOf: null,
  problem: null,
  restricted: false,
};
