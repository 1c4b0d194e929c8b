// A status as the server would send it, made by hand.
import type { Cost, Costs, SessionRow, Status } from "../../server/protocol/panel.ts";

export const NO_COST: Cost = {
  costUsd: null,
  estimatedCostUsd: 0,
  unpricedTokens: 0,
  tokens: 0,
  sessions: 0,
};

/** What was spent, all of it with a price unless `more` says otherwise. */
export const cost = (costUsd: number | null, more: Partial<Cost> = {}): Cost => ({
  ...NO_COST,
  costUsd,
  tokens: 1000,
  sessions: 1,
  ...more,
});

export const costs = (more: Partial<Costs> = {}): Costs => ({
  today: NO_COST,
  week: NO_COST,
  session: null,
  spend: null,
  top: [],
  ...more,
});

/** Up to date at 12:04. */
export const status = (more: Partial<Status> = {}, fresh: Partial<Status["freshness"]> = {}): Status => ({
  schema: "tokenworth/status@1",
  now: "2026-03-04T12:04:00.000Z",
  freshness: {
    activity: "ready",
    progress: null,
    costsAsOf: "2026-03-04T12:04:00.000Z",
    outcomesAsOf: "2026-03-04T12:04:00.000Z",
    problem: null,
    restricted: false,
    ...fresh,
  },
  workspace: costs(),
  all: costs(),
  sessions: 1,
  ...more,
});

const NOTHING = { kept: 0, reworked: 0, reverted: 0, discarded: 0, open: 0, outside: 0, noCode: 0 };

/** One of the week's dearest sessions. */
export const sessionRow = (more: Partial<SessionRow> = {}): SessionRow => ({
  agent: "some-agent",
  agentLabel: "Some Agent",
  session: "5a90b7f4",
  started: "2026-03-03T09:30:00.000Z",
  ended: "2026-03-03T10:00:00.000Z",
  repositories: ["flower-shop"],
  models: ["some-model"],
  turns: 2,
  tokens: 1000,
  costUsd: 0.25,
  estimatedCostUsd: 0,
  unpricedTokens: 0,
  quality: "exact",
  requests: 3,
  lines: { written: 0, removed: 0, kept: 0, reworked: 0, reverted: 0, discarded: 0, open: 0, outside: 0 },
  spend: NOTHING,
  ...more,
});
