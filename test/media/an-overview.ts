// A hand-written overview with everything that a card may show.
import type { Breakdown, Filter, Overview, Row, Week } from "../../server/protocol/panel.ts";
import type { Figures, Outcome } from "../../server/protocol/report.ts";

const now = "2026-11-20T12:04:00.000Z";

const spendOf = (total: number, shares: readonly number[]): Readonly<Record<Outcome, number>> => {
  const [kept = 0, reworked = 0, reverted = 0, discarded = 0, open = 0, outside = 0, noCode = 0] = shares.map(
    (share) => Math.round(share * total * 1000) / 1000,
  );
  return { kept, reworked, reverted, discarded, open, outside, noCode };
};

const usual = [0.61, 0.11, 0.03, 0.09, 0.04, 0.03, 0.09];
const spend = spendOf(182.4, usual);

const totals: Figures = {
  costUsd: 182.4,
  estimatedCostUsd: 1.2,
  unpricedTokens: 48_000,
  tokens: { input: 1_204_000, output: 810_000, cacheRead: 88_400_000, cacheWrite: 6_100_000 },
  estimatedTokens: 12_000,
  quality: "floor",
  requests: 1204,
  lines: {
    written: 9804,
    removed: 512,
    kept: 6120,
    reworked: 1400,
    reverted: 302,
    discarded: 1210,
    open: 480,
    outside: 292,
  },
  spend,
  spendTokens: spendOf(96_514_000, usual),
};

const week = (start: string, costUsd: number, keptShare: number | null, missing: string[] = []): Week => ({
  start,
  costUsd,
  sessions: Math.round(costUsd / 3),
  spend: spendOf(costUsd, usual),
  keptShare,
  missing,
});

const row = (key: string, label: string, costUsd: number, sessions: number, keptShare: number): Row => {
  const rest = 1 - keptShare;
  return {
    key,
    label,
    sessions,
    costUsd,
    unpricedTokens: costUsd === 0 ? 48_000 : 0,
    tokens: Math.round(costUsd * 529_000),
    spend: spendOf(costUsd, [keptShare, ...[0.3, 0.1, 0.25, 0.1, 0.05, 0.2].map((part) => part * rest)]),
    keptShare,
    keptLines: Math.round(costUsd * 33 * keptShare),
    usdPerKeptLine: keptShare === 0 ? null : 0.03 / keptShare,
    confidence: sessions < 5 ? "none" : sessions < 24 ? "few" : "enough",
  };
};

const breakdowns: readonly Breakdown[] = [
  { by: "agent", rows: [row("a", "Demo Agent", 137.9, 33, 0.66), row("b", "Other Agent", 44.5, 18, 0.46)] },
  {
    by: "model",
    rows: [
      row("opus-4.6", "opus-4.6", 96.1, 26, 0.66),
      row("gpt-5.5", "gpt-5.5", 41.7, 14, 0.63),
      row("sonnet-5", "sonnet-5", 30.2, 11, 0.52),
      row("gpt-5.4", "gpt-5.4", 14.4, 4, 0.49),
      { ...row("tiny", "tiny-local", 0, 2, 0), costUsd: null, keptShare: null },
    ],
  },
  {
    by: "kind",
    rows: [
      row("code", "code", 120, 44, 0.66),
      row("tests", "tests", 41, 25, 0.6),
      row("none", "none", 21.4, 30, 0),
    ],
  },
  { by: "context", rows: [row("0", "0", 20, 40, 0.8), row("200000", "200000", 162.4, 30, 0.58)] },
];

/** As for a filter. */
export const anOverview = (filter: Filter): Overview => ({
  schema: "tokenworth/overview@1",
  now,
  filter,
  freshness: {
    activity: "ready",
    progress: null,
    costsAsOf: now,
    outcomesAsOf: now,
    problem: null,
    restricted: false,
  },
  choices: {
    repositories: [
      { root: "/home/ada/code/tokenworth", name: "tokenworth", sessions: 31 },
      { root: "/home/ada/code/uploader", name: "uploader", sessions: 20 },
    ],
    agents: [
      { id: "a", label: "Demo Agent", sessions: 33 },
      { id: "b", label: "Other Agent", sessions: 18 },
    ],
    models: ["opus-4.6", "gpt-5.5", "sonnet-5", "gpt-5.4", "tiny-local"].map((model) => ({
      model,
      sessions: 9,
    })),
  },
  coverage: {
    sessions: 51,
    requests: 1204,
    unpriced: [{ model: "tiny-local", tokens: 48_000 }],
    assumedPrices: [{ model: "opus-4.6", pricedAs: "opus-4.5" }],
    unreadable: [],
    skippedRecords: 3,
    floorRequests: 12,
    unseenChanges: 9,
  },
  prices: { source: "genai-prices", asOf: "2026-11-01" },
  totals,
  value: {
    since: "2026-10-22T00:00:00.000Z",
    until: now,
    asOf: now,
    sessions: 51,
    costUsd: 182.4,
    lastedUsd: 0.61,
    lastedTokens: 0.58,
    keptLines: 3964,
    usdPerKeptLine: 0.046,
    confidence: "enough",
  },
  before: {
    since: "2026-09-22T00:00:00.000Z",
    until: "2026-10-22T00:00:00.000Z",
    asOf: "2026-10-22T00:00:00.000Z",
    sessions: 41,
    costUsd: 150,
    lastedUsd: 0.57,
    lastedTokens: 0.55,
    keptLines: 2890,
    usdPerKeptLine: 0.052,
    confidence: "enough",
  },
  weeks: [
    week("2026-10-19T00:00:00.000Z", 41, 0.6),
    week("2026-10-26T00:00:00.000Z", 13, 0.7, ["Demo Agent"]),
    week("2026-11-02T00:00:00.000Z", 47, 0.65),
    week("2026-11-09T00:00:00.000Z", 35, 0.62),
    week("2026-11-16T00:00:00.000Z", 46.4, 0.55),
  ],
  lasting: {
    lines: 7100,
    sessions: 44,
    sureDays: 22.4,
    steps: [
      { ageDays: 0, alive: 1 },
      { ageDays: 1, alive: 0.92 },
      { ageDays: 4, alive: 0.85 },
      { ageDays: 11, alive: 0.8 },
      { ageDays: 24, alive: 0.76 },
    ],
    atRisk: [
      { ageDays: 0, sessions: 44, lines: 7100 },
      { ageDays: 7, sessions: 31, lines: 5200 },
      { ageDays: 14, sessions: 20, lines: 3100 },
      { ageDays: 30, sessions: 4, lines: 600 },
    ],
  },
  breakdowns,
});
