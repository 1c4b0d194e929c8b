// What the analysis found, in the words of the wire.
import type { AnalysedSession, Analysis } from "../analysis/analyse.ts";
import type { LineCounts, Report, SessionDetail, SessionReport } from "../protocol/report.ts";
import { figuresOf, iso } from "./figures.ts";

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

/** Counts of nothing, to count into. */
export const noLines = (): { -readonly [K in keyof LineCounts]: number } => ({
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
