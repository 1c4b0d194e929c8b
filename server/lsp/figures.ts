// The figures of the panel and the status bar, from what is known.
import { emptyPicture } from "../metrics/empty-picture.ts";
import type { Overview, SessionStory, SessionsPage, Status } from "../protocol/panel.ts";
import type { Params } from "../protocol/requests.ts";
import type { Known } from "./keeper.ts";

/** The clock (epoch ms), what is known, and the folders of the workspace. */
export type Seen = { readonly now: number; readonly known: Known; readonly folders: readonly string[] };

const NO_COST = { costUsd: null, estimatedCostUsd: 0, unpricedTokens: 0, tokens: 0, sessions: 0 };
const NO_COSTS = { today: NO_COST, week: NO_COST, session: null, spend: null, top: [] };
const NO_SPEND = { kept: 0, reworked: 0, reverted: 0, discarded: 0, open: 0, outside: 0, noCode: 0 };
const NO_TOKENS = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
const NO_LINES = {
  written: 0,
  removed: 0,
  kept: 0,
  reworked: 0,
  reverted: 0,
  discarded: 0,
  open: 0,
  outside: 0,
};

export function statusOf({ now, known }: Seen): Status {
  const picture = known.costs ?? emptyPicture(now);
  return {
    schema: "tokenworth/status@1",
    now: new Date(now).toISOString(),
    freshness: known.freshness,
    workspace: NO_COSTS,
    all: NO_COSTS,
    sessions: picture.sessions.length,
  };
}

export function overviewOf({ now, known }: Seen, { filter }: Params<"tokenworth/overview">): Overview {
  const at = new Date(now).toISOString();
  return {
    schema: "tokenworth/overview@1",
    now: at,
    filter,
    freshness: known.freshness,
    choices: { repositories: [], agents: [], models: [] },
    coverage: {
      sessions: 0,
      requests: 0,
      unpriced: [],
      assumedPrices: [],
      unreadable: [],
      skippedRecords: 0,
      floorRequests: 0,
      unseenChanges: 0,
    },
    prices: { source: "", asOf: "" },
    totals: {
      costUsd: null,
      estimatedCostUsd: 0,
      unpricedTokens: 0,
      tokens: NO_TOKENS,
      estimatedTokens: 0,
      quality: "none",
      requests: 0,
      lines: NO_LINES,
      spend: NO_SPEND,
      spendTokens: NO_SPEND,
    },
    value: {
      since: null,
      until: at,
      asOf: at,
      sessions: 0,
      costUsd: null,
      lastedUsd: null,
      lastedTokens: null,
      keptLines: 0,
      usdPerKeptLine: null,
      confidence: "none",
    },
    before: null,
    weeks: [],
    lasting: { lines: 0, sessions: 0, sureDays: 0, steps: [], atRisk: [] },
    breakdowns: [],
  };
}

export function sessionsOf(_seen: Seen, { from }: Params<"tokenworth/sessions">): SessionsPage {
  return { schema: "tokenworth/sessions@1", total: 0, from, rows: [] };
}

export function sessionOf(_seen: Seen, _asked: Params<"tokenworth/session">): SessionStory | null {
  return null;
}
