// The figures of the panel against the report for times and repositories; every other story holds them against it for all.
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EVERYTHING } from "../../server/metrics/choice.ts";
import { cutPicture, type CutPicture } from "../../server/metrics/cut-picture.ts";
import { scopeOfRepository } from "../../server/metrics/scope.ts";
import { select } from "../../server/metrics/select.ts";
import { sumsByTurn } from "../../server/metrics/sums-by.ts";
import type { Report } from "../../server/protocol/report.ts";
import { figuresOfRow } from "../../server/report/figures.ts";
import { overviewOf } from "../../server/report/overview.ts";
import { tellShortStory } from "../harness/short-story.ts";
import { reportOf } from "../harness/story-ask.ts";
import { tell } from "../harness/story-check.ts";
import { FRESH } from "../harness/fresh.ts";
import { ALL, checkOverviews } from "../harness/story-overview.ts";
import { pictureOf } from "../harness/story-picture.ts";
import type { Story } from "../harness/story.ts";

let story: Story;
let cut: CutPicture;
let all: Report;

beforeAll(async () => {
  story = tellShortStory();
  cut = cutPicture((await pictureOf(story)).whole);
  all = await reportOf(story, { args: ["--all"] });
});
afterAll(() => story.close());

/** A report's arguments and the same as a choice, from the start of one turn until that of another. */
const between = (first: number | null, last: number | null) => {
  const starts = all.sessions.flatMap(({ turns }) => turns.map(({ started }) => started)).toSorted();
  const [since, until] = [first, last].map((turn) => (turn === null ? null : (starts[turn] ?? null)));
  const word = (name: string, at: string | null | undefined): string[] => (at == null ? [] : [name, at]);
  const time = (at: string | null | undefined): number | null => (at == null ? null : Date.parse(at));
  return {
    args: [...word("--since", since), ...word("--until", until)],
    choice: { ...EVERYTHING, since: time(since), until: time(until) },
  };
};

test.for([
  [3, null],
  [null, 5],
  [2, 6],
  [9, null],
] as const)("of turns from %s until %s", async ([first, last]) => {
  const { args, choice } = between(first, last);
  for (const whole of [true, false]) {
    const report = await reportOf(story, { args: [...args, ...(whole ? ["--all"] : [])] });
    const scope = report.repository === null ? null : scopeOfRepository(cut.picture, report.repository);
    const selection = select(cut, { ...choice, scope });
    expect(
      figuresOfRow(
        sumsByTurn(selection, 1, () => 0),
        0,
      ),
    ).toEqual(report.totals);
    expect(selection.sessions).toHaveLength(report.sessions.length);
    expect(selection.turns).toHaveLength(report.sessions.flatMap(({ turns }) => turns).length);
  }
});

test("of an agent it is what the agent's sessions come to", () => {
  for (const { id } of cut.picture.agents) {
    const { totals } = overviewOf(cut, { ...ALL, agent: id }, { now: Date.parse(all.now), freshness: FRESH });
    const own = all.sessions.filter(({ agent }) => agent === id);
    expect(totals.spend.kept).toBeCloseTo(
      own.reduce((usd, { spend }) => usd + spend.kept, 0),
      12,
    );
    expect(totals.requests).toBe(own.reduce((sum, { requests }) => sum + requests, 0));
  }
  expect(new Set(all.sessions.map(({ agent }) => agent)).size).toBe(2);
});

test("a period begins with a local day, as `--since` a day does", async () => {
  const now = Date.parse(all.now);
  const { totals, value } = overviewOf(cut, { ...ALL, period: "7d" }, { now, freshness: FRESH });
  const day = (value.since ?? "").slice(0, 10);
  const report = await reportOf(story, { args: ["--all", "--since", day] });
  expect(report.sessions.length).toBeGreaterThan(0);
  expect(totals).toEqual(report.totals);
});

test("of a turn at work in two repositories and outside of any, each has what its report says", async () => {
  const told = tell();
  const library = tell(["lib.ts"]);
  told.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", library.repo, "library");
  told.commit("a library");
  const agent = told.agent("claude-code").prompt();
  agent.change("src/app.ts", { add: 3 });
  agent.change("library/lib.ts", { add: 4 });
  agent.change("../notes.md", { add: 4 });
  agent.prompt().change("library/lib.ts", { add: 7 });
  agent.prompt().say("and now?");
  const submodule = join(told.repo, "library");
  told.commit("its own", { in: submodule });
  told.commit("both");
  const reports = [
    await reportOf(told, { args: ["--all"] }),
    await reportOf(told),
    await reportOf(told, { in: submodule }),
  ];
  expect(reports.map(({ totals }) => totals.lines.kept)).toEqual([14, 3, 11]);
  // Eleven lines share what no eleven lines can share evenly.
  expect(reports.map(({ totals }) => totals.tokens.cacheRead % 11 === 0)).toEqual([false, false, false]);
  checkOverviews((await pictureOf(told)).whole, reports, Date.parse(told.clock.now()));
});
