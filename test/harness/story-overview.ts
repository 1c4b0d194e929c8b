// Holds what the panel shows against the report of the same story, card by card.
import { expect } from "vitest";
import { cutPicture, type CutPicture } from "../../server/metrics/cut-picture.ts";
import type { Picture } from "../../server/metrics/picture.ts";
import type { Filter, Overview } from "../../server/protocol/panel.ts";
import type { Outcome, Report } from "../../server/protocol/report.ts";
import { overviewOf } from "../../server/report/overview.ts";
import { repositoryNames } from "../../server/report/repository-names.ts";
import { sessionStoryOf } from "../../server/report/session-story.ts";
import { sessionsPageOf } from "../../server/report/sessions-page.ts";
import { FRESH } from "./fresh.ts";

/** What a dollar can have become. */
export const OUTCOMES: readonly Outcome[] = [
  "kept",
  "reworked",
  "reverted",
  "discarded",
  "open",
  "outside",
  "noCode",
];
/** A filter that leaves everything. */
export const ALL: Filter = { period: "all", repository: null, agent: null, model: null, demo: false };

/** The overview of all and of each report's repository says what the reports say, and so do the sessions. */
export function checkOverviews(picture: Picture, reports: readonly Report[], now: number): void {
  const cut = cutPicture(picture);
  for (const report of reports) {
    const filter = { ...ALL, repository: report.repository };
    const overview = overviewOf(cut, filter, { now, freshness: FRESH });
    checkTotals(overview, report);
    checkSums(overview);
    checkSessions(cut, filter, report, now);
  }
  for (const report of reports) if (report.repository === null) checkTurns(cut, report);
}

function checkTotals({ totals, coverage, value, prices }: Overview, report: Report): void {
  expect(totals).toEqual(report.totals);
  expect(prices).toEqual(report.prices);
  // A repository's report looks at no other one, and so meets fewer that cannot be read.
  const unreadable = report.repository === null ? report.coverage.unreadable : coverage.unreadable;
  expect(coverage).toEqual({ ...report.coverage, unreadable });
  expect(value).toMatchObject({ sessions: report.sessions.length, costUsd: report.totals.costUsd });
  const { costUsd, spend } = report.totals;
  if (costUsd !== null && costUsd > 0) expect(value.lastedUsd).toBeCloseTo(spend.kept / costUsd, 12);
}

/** Weeks and breakdowns add up to the totals. */
function checkSums({ totals, weeks, breakdowns }: Overview): void {
  const rows = [weeks, ...breakdowns.map((breakdown) => breakdown.rows)];
  for (const parts of rows)
    for (const outcome of OUTCOMES) {
      const sum = [...parts].reduce((usd, { spend }) => usd + spend[outcome], 0);
      expect(sum).toBeCloseTo(totals.spend[outcome], 9);
    }
}

function checkSessions(cut: CutPicture, filter: Filter, report: Report, now: number): void {
  const sort = { by: "started", descending: false } as const;
  const { rows } = sessionsPageOf(cut, { filter, outcome: null, sort, from: 0, count: 500 }, now);
  const roots = cut.picture.repositories.map(({ root }) => root);
  const names = repositoryNames(roots);
  const nameOf = (root: string): string => names[roots.indexOf(root)] ?? root;
  expect(rows.map(({ agentLabel: _, models, ...row }) => ({ ...row, models: models.toSorted() }))).toEqual(
    report.sessions.map((session) => ({
      agent: session.agent,
      session: session.id,
      started: session.started,
      ended: session.ended,
      repositories: session.repositories.map(nameOf),
      models: session.models.toSorted(),
      ...shown(session),
      turns: session.turns.length,
    })),
  );
}

const shown = (totals: Report["totals"]) => {
  const { costUsd, estimatedCostUsd, unpricedTokens, quality, requests, lines, spend, tokens } = totals;
  return {
    tokens: tokens.input + tokens.output + tokens.cacheRead + tokens.cacheWrite,
    costUsd,
    estimatedCostUsd,
    unpricedTokens,
    quality,
    requests,
    lines,
    spend,
  };
};

function checkTurns(cut: CutPicture, { sessions }: Report): void {
  for (const { agent, id, turns, landedIn } of sessions) {
    const story = sessionStoryOf(cut, { agent, session: id });
    expect(story?.turns.map(({ models: _, contextTokens: __, unseen: ___, ...turn }) => turn)).toEqual(
      turns.map(({ index, started, ...figures }) => ({ index, started, ...shown(figures) })),
    );
    const landed = story?.timeline.flatMap((one) => (one.what === "landed" ? [one.commit] : [])) ?? [];
    const commits = landedIn.map(({ commit }) => commit);
    expect(landed.filter((commit) => !commits.includes(commit))).toEqual([]);
  }
}
