// What holds between the cards, for any picture and any filter. Against the report it is held in every story.
import fc from "fast-check";
import { expect, test } from "vitest";
import { cutPicture } from "../../../server/metrics/cut-picture.ts";
import { demoPicture } from "../../../server/metrics/demo/demo-picture.ts";
import type { Filter } from "../../../server/protocol/panel.ts";
import type { Figures, Outcome } from "../../../server/protocol/report.ts";
import { overviewOf } from "../../../server/report/overview.ts";
import { sessionsPageOf } from "../../../server/report/sessions-page.ts";
import { FRESH } from "../../harness/fresh.ts";
import { ALL, OUTCOMES } from "../../harness/story-overview.ts";
import { AGENTS, anySessions, MODELS, NOW, pictureOf, REPOSITORIES } from "../metrics/pictures.ts";

const frame = { now: NOW, freshness: FRESH };

const anyFilter = fc.record({
  period: fc.constantFrom("today", "7d", "30d", "90d", "all"),
  repository: fc.constantFrom(null, ...REPOSITORIES),
  agent: fc.constantFrom(null, ...AGENTS.map(({ id }) => id)),
  model: fc.constantFrom(null, ...MODELS),
  demo: fc.constant(false),
}) satisfies fc.Arbitrary<Filter>;

const sumOf = (parts: readonly { spend: Figures["spend"] }[], outcome: Outcome): number =>
  parts.reduce((usd, { spend }) => usd + spend[outcome], 0);

test("the cards tell of the same money, sessions and lines, whatever the filter", () => {
  fc.assert(
    fc.property(anySessions, anyFilter, (told, filter) => {
      const cut = cutPicture(pictureOf(told));
      const { totals, value, weeks, breakdowns, coverage } = overviewOf(cut, filter, frame);
      const sort = { by: "started", descending: false } as const;
      const page = sessionsPageOf(cut, { filter, outcome: null, sort, from: 0, count: 500 }, NOW);
      expect(OUTCOMES.reduce((usd, outcome) => usd + totals.spend[outcome], 0)).toBeCloseTo(
        totals.costUsd ?? 0,
        9,
      );
      for (const outcome of OUTCOMES)
        for (const parts of [weeks, page.rows, ...breakdowns.map(({ rows }) => rows)])
          expect(sumOf(parts, outcome)).toBeCloseTo(totals.spend[outcome], 9);
      expect([value.sessions, coverage.sessions]).toEqual([page.total, page.total]);
      expect(value.costUsd).toBe(totals.costUsd);
      expect(page.rows.reduce((sum, { lines }) => sum + lines.kept, 0)).toBe(totals.lines.kept);
      for (const { rows } of breakdowns)
        expect(rows.reduce((sum, { keptLines }) => sum + keptLines, 0)).toBeCloseTo(value.keptLines, 9);
    }),
  );
});

test("what was the period before is what the period was, as long ago", () => {
  const [now, then] = [demoPicture({ now: NOW, sessions: 150, weeks: 12 }), NOW - 7 * 86_400_000];
  const filter = { ...ALL, period: "7d" as const };
  const { before } = overviewOf(cutPicture(now), filter, frame);
  // The same history as it was then: later turns are not there yet.
  const early = overviewOf(cutPicture(now), filter, { ...frame, now: then });
  expect(before?.sessions).toBeGreaterThan(5);
  expect(before).toMatchObject({
    since: early.value.since,
    until: early.value.until,
    asOf: early.value.asOf,
  });
});

test("all that is known can be chosen, with the number of its sessions in the period", () => {
  const told = [
    { home: 1, turns: [{ ago: 50, spends: [{ model: 0 }] }] },
    { agent: 1, turns: [{ ago: 1, spends: [{ model: 1 }], pieces: [{ repository: 2 }] }] },
  ];
  const filter = { ...ALL, period: "7d" as const, agent: "agent-a" };
  expect(overviewOf(cutPicture(pictureOf(told)), filter, frame).choices).toEqual({
    repositories: [
      { root: "/volumes/shop", name: "volumes/shop", sessions: 1 },
      { root: "/volumes/tools", name: "tools", sessions: 0 },
      { root: "/own/shop", name: "own/shop", sessions: 1 },
    ],
    agents: [
      { id: "agent-a", label: "Agent A", sessions: 0 },
      { id: "agent-b", label: "Agent B", sessions: 1 },
    ],
    models: [
      { model: "large", sessions: 0 },
      { model: "small", sessions: 1 },
      { model: "unknown-price", sessions: 0 },
    ],
  });
});

test("what is not known yet is null, and spend is in no outcome", () => {
  const { totals, value, weeks } = overviewOf(
    cutPicture(pictureOf([{ turns: [{ spends: [{ cost: 3e12 }] }] }], { followed: false })),
    ALL,
    frame,
  );
  expect(totals).toMatchObject({ costUsd: 3, spend: { noCode: 0, kept: 0 } });
  expect(value).toMatchObject({ costUsd: 3, lastedUsd: null, lastedTokens: null, usdPerKeptLine: null });
  expect(weeks).toMatchObject([{ costUsd: 3, keptShare: null }]);
});

test("a week of which nothing could be priced cost nobody knows what; one without sessions, nothing", () => {
  const unpriced = { spends: [{ model: 2 }] };
  const told = [{ turns: [{ ago: 15, spends: [{ cost: 3e12 }] }] }, { turns: [{ ago: 1, ...unpriced }] }];
  const { weeks } = overviewOf(cutPicture(pictureOf(told)), ALL, frame);
  expect(weeks.map(({ costUsd, sessions }) => [costUsd, sessions])).toEqual([
    [3, 1],
    [0, 0],
    [null, 1],
  ]);
});

test("an empty picture is told as empty", () => {
  const overview = overviewOf(cutPicture(pictureOf([])), ALL, frame);
  expect(overview).toMatchObject({ totals: { costUsd: null, quality: "none" }, weeks: [], before: null });
  expect(overview.breakdowns.flatMap(({ rows }) => rows)).toEqual([]);
});
