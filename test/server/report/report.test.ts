import { expect, test } from "vitest";
import { accountOf, addUp, type WeighedLine } from "../../../server/analysis/accounts.ts";
import type { AnalysedSession, Analysis } from "../../../server/analysis/analyse.ts";
import { createPrices } from "../../../server/pricing/prices.ts";
import { detailOf, reportOf } from "../../../server/report/report.ts";
import type { RequestFact } from "../../../server/ledger/facts.ts";
import { sessionFact, turnOf } from "../analysis/facts.ts";

const prices = createPrices();
const day = Date.UTC(2026, 2, 2, 9);
const frame = { now: day, since: null, until: null, prices: { source: "a table", asOf: "2026-01-01" } };
const line = (path: string, place: number, outcome: WeighedLine["outcome"], written = true): WeighedLine => ({
  repository: "/shop",
  path: `/shop/${path}`,
  place,
  written,
  outcome,
});
const lines = [line("b.ts", 1, "kept"), line("a.ts", 2, "open"), line("a.ts", 3, "kept", false)];

function analysed(
  requests: readonly Partial<RequestFact>[],
  own: readonly WeighedLine[] = lines,
): AnalysedSession {
  const turn = { ...turnOf(requests), started: day };
  const account = accountOf(turn, own, prices, () => true, true);
  const session = sessionFact({ session: "one", started: day, ended: day + 1000, branch: "main" });
  const landings = [{ commit: "c".repeat(40), written: 1, removed: 1 }];
  const turns = [{ turn, account }];
  return { session, repositories: ["/shop"], turns, account: addUp([account]), landings, lines: own };
}

function analysis(sessions: readonly AnalysedSession[]): Analysis {
  return {
    repository: "/shop",
    branch: "main",
    sessions,
    total: addUp(sessions.map(({ account }) => account)),
    coverage: {
      unreadable: [{ path: "/log", offset: 7, reason: "not-utf8" }],
      skippedRecords: 2,
      skippedByReason: { other: 2 },
    },
    unpriced: [{ model: "x", tokens: 10 }],
    assumed: [{ model: "y-next", pricedAs: "y" }],
    unseenChanges: 1,
  };
}

/** Names of an object's fields, as deep as there are objects. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (typeof value !== "object" || value === null) return value === null ? null : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shape(inner)]));
}

const n = "number";
const s = "string";
const figures = {
  costUsd: n,
  estimatedCostUsd: n,
  unpricedTokens: n,
  tokens: { input: n, output: n, cacheRead: n, cacheWrite: n },
  estimatedTokens: n,
  quality: s,
  requests: n,
  lines: { written: n, removed: n, kept: n, reworked: n, reverted: n, discarded: n, open: n, outside: n },
  spend: { kept: n, reworked: n, reverted: n, discarded: n, open: n, outside: n, noCode: n },
  spendTokens: { kept: n, reworked: n, reverted: n, discarded: n, open: n, outside: n, noCode: n },
};

test("a report has the words that tools read, and no others", () => {
  expect(shape(JSON.parse(JSON.stringify(reportOf(analysis([analysed([{}])]), frame))))).toEqual({
    schema: s,
    now: s,
    since: null,
    until: null,
    repository: s,
    branch: s,
    prices: { source: s, asOf: s },
    coverage: {
      sessions: n,
      requests: n,
      unpriced: [{ model: s, tokens: n }],
      assumedPrices: [{ model: s, pricedAs: s }],
      unreadable: [{ path: s, reason: s }],
      skippedRecords: n,
      floorRequests: n,
      unseenChanges: n,
    },
    totals: figures,
    sessions: [
      {
        id: s,
        agent: s,
        models: [s],
        repositories: [s],
        gitBranch: s,
        started: s,
        ended: s,
        ...figures,
        landedIn: [{ commit: s, written: n, removed: n }],
        turns: [{ index: n, started: s, ...figures }],
      },
    ],
  });
});

test("money is in dollars, times are in ISO", () => {
  const report = reportOf(analysis([analysed([{}])]), { ...frame, since: day });
  expect(report).toMatchObject({ schema: "tokenworth/report@1", now: "2026-03-02T09:00:00.000Z" });
  expect(report.since).toBe("2026-03-02T09:00:00.000Z");
  const [session] = report.sessions;
  expect(session).toMatchObject({ started: "2026-03-02T09:00:00.000Z", ended: "2026-03-02T09:00:01.000Z" });
  expect(session).toMatchObject({ costUsd: 0.0085, spend: { kept: 0.005666666666, open: 0.002833333334 } });
  expect(session?.lines).toMatchObject({ written: 2, removed: 1, kept: 1, open: 1 });
});

test.each([
  ["none", []],
  ["exact", [{}]],
  ["floor", [{}, { quality: "floor" as const }]],
  ["estimate", [{}, { tokens: null, quality: "none" as const, estimatedOutput: 5 }]],
  ["floor", [{}, { tokens: null, quality: "none" as const }]],
  ["none", [{ tokens: null, quality: "none" as const }]],
])("how well the tokens are known: %s", (quality, requests) => {
  expect(reportOf(analysis([analysed(requests)]), frame).totals.quality).toBe(quality);
});

test("what could not be priced has no cost, and not $0", () => {
  const { totals } = reportOf(analysis([analysed([{ model: "model-of-nobody" }])]), frame);
  expect(totals).toMatchObject({ costUsd: null, unpricedTokens: 1700, spend: { kept: 0 } });
});

test("models stand once, in the order of their first request", () => {
  const requests = [
    { model: "b", at: 2 },
    { model: "a", at: 1 },
    { model: "b", at: 3 },
    { model: null, at: 0 },
  ];
  expect(reportOf(analysis([analysed(requests)]), frame).sessions[0]?.models).toEqual(["a", "b"]);
});

test("a session's files add up to its lines", () => {
  const { files, session } = detailOf(analysed([{}]), frame);
  expect(files.map(({ path, lines: own }) => [path, own.written, own.removed, own.kept, own.open])).toEqual([
    ["/shop/a.ts", 1, 1, 0, 1],
    ["/shop/b.ts", 1, 0, 1, 0],
  ]);
  expect(session.lines).toMatchObject({ written: 2, removed: 1 });
});
