// A hand-written status.
import type { Cost, Costs, Status } from "../../server/protocol/panel.ts";

const now = "2026-11-20T12:04:00.000Z";

const cost: Cost = { costUsd: 1.24, estimatedCostUsd: 0, unpricedTokens: 0, tokens: 640_000, sessions: 2 };

const costs: Costs = { today: cost, week: cost, session: null, spend: null, top: [] };

/** With changes. */
export const aStatus = (change: Partial<Status> = {}): Status => ({
  schema: "tokenworth/status@1",
  now,
  freshness: {
    activity: "ready",
    progress: null,
    costsAsOf: now,
    outcomesAsOf: now,
    problem: null,
    restricted: false,
  },
  workspace: costs,
  all: costs,
  sessions: 51,
  ...change,
});
