// What the analysis found, in the words of the wire.
import type { Account } from "../analysis/accounts.ts";
import type { AnalysedSession, Analysis } from "../analysis/analyse.ts";
import type { Figures, LineCounts, Report, SessionDetail, SessionReport } from "../protocol/report.ts";

export type ReportFrame = {
  /** Epoch ms. */
  readonly now: number;
  readonly since: number | null;
  readonly until: number | null;
  readonly prices: { readonly source: string; readonly asOf: string };
};

/** The report of an analysis. */
export function reportOf(analysis: Analysis, frame: ReportFrame): Report {
  const { coverage, total } = analysis;
  return {
    schema: "tokenworth/report@1",
    now: iso(frame.now),
    since: frame.since === null ? null : iso(frame.since),
    until: frame.until === null ? null : iso(frame.until),
    repository: analysis.repository,
    branch: analysis.branch,
    prices: { source: frame.prices.source, asOf: frame.prices.asOf },
    coverage: {
      sessions: analysis.sessions.length,
      requests: total.requests,
      unpriced: [...analysis.unpriced],
      assumedPrices: [...analysis.assumed],
      unreadable: coverage.unreadable.map(({ path, reason }) => ({ path, reason })),
      skippedRecords: coverage.skippedRecords,
      floorRequests: total.floors,
      unseenChanges: analysis.unseenChanges,
    },
    totals: figuresOf(total),
    sessions: analysis.sessions.map(sessionOf),
  };
}

/** A session with the fate of its lines, file by file. */
export function detailOf(session: AnalysedSession, frame: ReportFrame): SessionDetail {
  const files = new Map<
    string,
    { repository: string | null; lines: { -readonly [K in keyof LineCounts]: number } }
  >();
  for (const line of session.lines) {
    const file = files.get(line.path) ?? { repository: line.repository, lines: noLines() };
    files.set(line.path, file);
    if (line.written) {
      file.lines.written++;
      file.lines[line.outcome]++;
    } else file.lines.removed++;
  }
  return {
    schema: "tokenworth/session@1",
    now: iso(frame.now),
    session: sessionOf(session),
    files: [...files].map(([path, file]) => ({ path, ...file })).sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

const noLines = (): { -readonly [K in keyof LineCounts]: number } => ({
  written: 0,
  removed: 0,
  kept: 0,
  reworked: 0,
  reverted: 0,
  discarded: 0,
  open: 0,
  outside: 0,
});

function sessionOf({ session, repositories, turns, account, landings }: AnalysedSession): SessionReport {
  const requests = turns.flatMap(({ turn }) => turn.requests).toSorted((a, b) => a.at - b.at);
  return {
    id: session.session,
    agent: session.agent,
    models: [...new Set(requests.flatMap(({ model }) => (model === null ? [] : [model])))],
    repositories,
    gitBranch: session.branch,
    started: iso(session.started),
    ended: iso(session.ended),
    ...figuresOf(account),
    landedIn: landings,
    turns: turns.map(({ turn, account: own }) => ({
      index: turn.index,
      started: iso(turn.started),
      ...figuresOf(own),
    })),
  };
}

function figuresOf(account: Account): Figures {
  const { tokens, lines, spend, spendTokens } = account;
  return {
    costUsd: account.cost === null ? null : usd(account.cost),
    estimatedCostUsd: usd(account.estimatedCost),
    unpricedTokens: account.unpricedTokens,
    tokens: { ...tokens },
    estimatedTokens: account.estimatedTokens,
    quality: qualityOf(account),
    requests: account.requests,
    lines: { ...lines },
    spend: {
      kept: usd(spend.kept),
      reworked: usd(spend.reworked),
      reverted: usd(spend.reverted),
      discarded: usd(spend.discarded),
      open: usd(spend.open),
      outside: usd(spend.outside),
      noCode: usd(spend.noCode),
    },
    spendTokens: { ...spendTokens },
  };
}

/** How well the tokens are known: the worst of the requests decides. */
function qualityOf({ requests, recorded, estimated, floors }: Account): Figures["quality"] {
  if (requests === 0) return "none";
  if (recorded < requests) return estimated > 0 ? "estimate" : recorded > 0 ? "floor" : "none";
  return floors > 0 ? "floor" : "exact";
}

/** 10⁻¹² USD as USD: the nearest number, so that twelve decimals of it are exact up to thousands of dollars. */
const usd = (pico: bigint): number => Number(pico) / 1e12;

const iso = (at: number): string => new Date(at).toISOString();
