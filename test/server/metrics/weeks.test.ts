import fc from "fast-check";
import { expect, test } from "vitest";
import { EVERYTHING } from "../../../server/metrics/choice.ts";
import { cutPicture } from "../../../server/metrics/cut-picture.ts";
import type { Picture } from "../../../server/metrics/picture.ts";
import { select } from "../../../server/metrics/select.ts";
import { sumsByPortion } from "../../../server/metrics/sums-by.ts";
import { costOf, COUNT, countOf } from "../../../server/metrics/sums.ts";
import { weeksOf } from "../../../server/metrics/weeks.ts";
import { anySessions, DAY, NOW, pictureOf } from "./pictures.ts";

const MONDAY = Date.UTC(2026, 5, 15);
const WEEK = 7 * DAY;
const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);

function weeksIn(picture: Picture, since: number | null = null) {
  const selection = select(cutPicture(picture), { ...EVERYTHING, since });
  const { starts, missing, grouping } = weeksOf(selection, NOW);
  const [sums] = sumsByPortion(selection, [grouping]);
  const costs = starts.map((_, row) => (sums === undefined ? 0n : costOf(sums, row)));
  const sessions = starts.map((_, row) => (sums === undefined ? 0 : countOf(sums, row, COUNT.sessions)));
  return { starts, missing, costs, sessions };
}

const turnAt = (ago: number, cost: number) => ({ ago, spends: [{ cost }] });

test("a turn is in the week of its start, and weeks without any stand between", () => {
  const mondayMorning = (NOW - MONDAY) / DAY;
  const told = [
    { turns: [turnAt(mondayMorning + 14.01, 1), turnAt(mondayMorning, 2)] },
    { turns: [turnAt(0, 4)] },
  ];
  const { starts, costs, sessions } = weeksIn(pictureOf(told));
  expect(starts.map(iso)).toEqual(["2026-05-25", "2026-06-01", "2026-06-08", "2026-06-15"]);
  expect(costs).toEqual([1n, 0n, 0n, 6n]);
  expect(sessions).toEqual([1, 0, 0, 2]);
});

test("weeks begin with the period, whether it has anything or not", () => {
  const { starts, costs } = weeksIn(pictureOf([{ turns: [turnAt(1, 3)] }]), MONDAY - 2 * WEEK + DAY);
  expect(starts.map(iso)).toEqual(["2026-06-01", "2026-06-08", "2026-06-15"]);
  expect(costs).toEqual([0n, 0n, 3n]);
  expect(weeksIn(pictureOf([])).starts).toEqual([]);
});

test("a turn of a later time than now has its week, and there are no empty ones before it", () => {
  const told = [{ turns: [turnAt(7, 1), turnAt(-3000, 2)] }];
  const { starts, costs } = weeksIn(pictureOf(told));
  expect(starts.map(iso)).toEqual(["2026-06-08", "2026-06-15", "2034-08-28"]);
  expect(costs).toEqual([1n, 0n, 2n]);
  const late = weeksIn(pictureOf([{ turns: [turnAt(-3000, 2)] }]));
  expect([late.starts.map(iso), late.costs]).toEqual([["2034-08-28"], [2n]]);
});

test("weeks add up to all", () => {
  fc.assert(
    fc.property(anySessions, fc.option(fc.integer({ min: 0, max: 90 })), (told, days) => {
      const picture = pictureOf(told);
      const since = days === null ? null : NOW - days * DAY;
      const spent = picture.spends.cost.filter(
        (_, row) => (picture.turns.started[picture.spends.turn[row] ?? 0] ?? 0) >= (since ?? 0),
      );
      const { starts, costs } = weeksIn(picture, since);
      expect(costs.reduce((sum, cost) => sum + cost, 0n)).toBe(spent.reduce((sum, cost) => sum + cost, 0n));
      expect(starts.filter((start) => new Date(start).getDay() !== 1)).toEqual([]);
    }),
  );
});

test("of many years only weeks with something in them are told", () => {
  const { starts, costs } = weeksIn(
    pictureOf([{ turns: [turnAt(20_000, 1), turnAt(5000, 2), turnAt(1, 3)] }]),
  );
  expect(starts.map(iso)).toEqual(["1971-09-13", "2012-10-08", "2026-06-15"]);
  expect(costs).toEqual([1n, 2n, 3n]);
});

test("logs may be missing from before an agent's oldest ones, if they were deleted before they were read", () => {
  const told = [
    { agent: 0, turns: [turnAt(60, 1)] },
    { agent: 1, turns: [turnAt(50, 1)] },
  ];
  // Read for the first time two weeks ago; agent A deletes after 30 days, agent B never.
  const { starts, missing } = weeksIn(pictureOf(told, { begun: NOW - 14 * DAY }));
  const incomplete = starts.filter((_, week) => missing[week]?.join() === "Agent A").map(iso);
  expect(incomplete).toEqual(["2026-04-13", "2026-04-20", "2026-04-27", "2026-05-04"]);
  expect(missing.flat()).toHaveLength(4);
  const onlyB = weeksIn(pictureOf(told.slice(1), { begun: NOW }));
  expect(onlyB.missing.flat()).toEqual([]);
});

test("weeks are local, and the one in which summer time begins is an hour shorter", () => {
  const zone = process.env["TZ"];
  process.env["TZ"] = "Europe/Berlin";
  try {
    const now = Date.parse("2026-04-02T12:00:00Z");
    const picture = pictureOf([{ turns: [turnAt((NOW - Date.parse("2026-03-29T21:59:00Z")) / DAY, 1)] }]);
    const { starts, grouping } = weeksOf(select(cutPicture(picture), EVERYTHING), now);
    expect(starts.map((start) => new Date(start).toISOString())).toEqual([
      "2026-03-22T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z",
    ]);
    expect(grouping.rowOf(0)).toBe(0);
  } finally {
    process.env["TZ"] = zone;
  }
});
