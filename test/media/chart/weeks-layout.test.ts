import { describe, expect, test } from "vitest";
import { layOutWeeks, partialOf, weekTicks } from "../../../media/chart/weeks-layout.ts";
import type { Week } from "../../../server/protocol/panel.ts";

const none = { kept: 0, reworked: 0, reverted: 0, discarded: 0, open: 0, outside: 0, noCode: 0 };
const start = (at: number): string => new Date(Date.UTC(2026, 5, 1 + 7 * at)).toISOString();
const week = (at: number, spend: Partial<Week["spend"]>, missing: readonly string[] = []): Week => {
  const costUsd = Object.values(spend).reduce((sum, usd) => sum + usd, 0);
  return {
    start: start(at),
    costUsd,
    sessions: 3,
    spend: { ...none, ...spend },
    keptShare: costUsd > 0 ? (spend.kept ?? 0) / costUsd : null,
    missing,
  };
};
const never = { now: Date.UTC(2030, 0), since: null };

describe("weeks", () => {
  test.for([1, 2, 13, 53])(
    "%i of them stand side by side within the width, and bars end on the base line",
    (count) => {
      const weeks = Array.from({ length: count }, (_, at) => week(at, { kept: 10 + at, noCode: 5 }));
      const layout = layOutWeeks(weeks, { width: 500, left: 40 }, never);
      const { columns } = layout;
      expect(columns[0]?.left).toBeCloseTo(40);
      expect(columns.at(-1)?.right).toBeCloseTo(layout.right);
      for (const [at, column] of columns.entries()) {
        expect(column.left).toBeCloseTo(columns[at - 1]?.right ?? 40);
        expect(column.barLeft).toBeGreaterThanOrEqual(Math.floor(column.left));
        expect(column.barLeft + column.barWidth).toBeLessThanOrEqual(Math.ceil(column.right) + 1);
        const [lowest] = column.blocks;
        expect((lowest?.top ?? 0) + (lowest?.height ?? 0)).toBeCloseTo(layout.baseline);
        expect(column.blocks.at(-1)?.top).toBeGreaterThanOrEqual(layout.barsTop - 0.01);
      }
    },
  );

  test("a week of which nothing could be priced has no bar, and changes none", () => {
    const weeks = [week(0, { kept: 30 }), { ...week(1, {}), costUsd: null }];
    const { columns } = layOutWeeks(weeks, { width: 500, left: 40 }, never);
    expect(columns.map(({ blocks }) => blocks.length > 0)).toEqual([true, false]);
    expect(weekTicks(weeks)).toEqual(weekTicks(weeks.slice(0, 1)));
  });

  test("a bar's height is its week's spend, its blocks' heights are the outcomes'", () => {
    const layout = layOutWeeks(
      [week(0, { kept: 30, reverted: 10 }), week(1, { open: 20 })],
      { width: 500, left: 40 },
      never,
    );
    const [first, second] = layout.columns.map(({ blocks }) =>
      blocks.reduce((sum, { height }) => sum + height, 0),
    );
    expect(first).toBeCloseTo(2 * (second ?? 0));
    expect(layout.columns[0]?.blocks[0]?.height).toBeCloseTo(3 * (layout.columns[0]?.blocks[1]?.height ?? 0));
  });

  test("neighbours whose logs are missing are one strip, and a week of which nothing is known has no bar", () => {
    const weeks = [week(0, {}, ["A"]), week(1, { kept: 3 }, ["A"]), week(2, { kept: 4 }), week(3, {}, ["B"])];
    const layout = layOutWeeks(weeks, { width: 440, left: 40 }, never);
    expect(layout.missing).toHaveLength(2);
    expect(layout.missing[0]?.right).toBeCloseTo(layout.columns[1]?.right ?? 0);
    expect(layout.columns[0]?.blocks).toEqual([]);
    expect(layout.columns[0]?.shareTop).toBeNull();
  });

  test("a year of missing logs is one strip, whatever the width", () => {
    const weeks = Array.from({ length: 53 }, (_, at) => week(at, {}, ["A"]));
    for (const width of [317, 500, 733])
      expect(layOutWeeks(weeks, { width, left: 43 }, never).missing).toHaveLength(1);
  });

  test("labels keep their distance, and the newest week has one", () => {
    const weeks = Array.from({ length: 53 }, (_, at) => week(at, { kept: 1 }));
    const named = layOutWeeks(weeks, { width: 600, left: 40 }, never).columns.filter(
      ({ labelled }) => labelled,
    );
    expect(named.at(-1)?.right).toBeCloseTo(590);
    expect(named.length).toBeGreaterThan(5);
    named
      .slice(1)
      .forEach(({ middle }, at) => expect(middle - (named[at]?.middle ?? 0)).toBeGreaterThanOrEqual(58));
  });

  test("the running week and one that began before the period are told from whole ones", () => {
    const time = { now: Date.UTC(2026, 5, 17), since: Date.UTC(2026, 5, 3) };
    expect([0, 1, 2].map((at) => partialOf(start(at), time))).toEqual([
      { running: false, begun: true },
      { running: false, begun: false },
      { running: true, begun: false },
    ]);
    expect(partialOf(start(2), { ...time, since: time.now })).toEqual({ running: true, begun: true });
  });

  test("an axis has an end even where nothing was spent", () => {
    expect(weekTicks([])).toContain(0);
    expect(weekTicks([week(0, {})]).length).toBeGreaterThan(1);
    expect(weekTicks([week(0, { kept: 41 })]).at(-1)).toBeGreaterThanOrEqual(41);
  });
});
