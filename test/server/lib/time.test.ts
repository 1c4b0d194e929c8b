import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  TIME_WORDS,
  daysBefore,
  spanOf,
  startOfDay,
  startOfMonth,
  startOfWeek,
} from "../../../server/lib/time.ts";

const before = process.env["TZ"];
beforeEach(() => {
  process.env["TZ"] = "Europe/Berlin";
});
afterEach(() => {
  process.env["TZ"] = before;
});

const NOW = Date.parse("2026-11-18T14:30:00+01:00"); // a Wednesday
const iso = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
const named = (text: string, now = NOW) => {
  const span = spanOf(text, now);
  return span === null ? null : [iso(span.start), iso(span.end)];
};

describe("spans", () => {
  test.each([
    ["today", "2026-11-17T23:00:00.000Z", "2026-11-18T23:00:00.000Z"],
    ["Yesterday", "2026-11-16T23:00:00.000Z", "2026-11-17T23:00:00.000Z"],
    ["monday", "2026-11-15T23:00:00.000Z", "2026-11-16T23:00:00.000Z"],
    ["wed", "2026-11-17T23:00:00.000Z", "2026-11-18T23:00:00.000Z"],
    ["last wednesday", "2026-11-10T23:00:00.000Z", "2026-11-11T23:00:00.000Z"],
    ["thursday", "2026-11-11T23:00:00.000Z", "2026-11-12T23:00:00.000Z"],
    ["last  week", "2026-11-08T23:00:00.000Z", "2026-11-15T23:00:00.000Z"],
    ["this week", "2026-11-15T23:00:00.000Z", "2026-11-22T23:00:00.000Z"],
    ["last month", "2026-09-30T22:00:00.000Z", "2026-10-31T23:00:00.000Z"],
    ["this year", "2025-12-31T23:00:00.000Z", "2026-12-31T23:00:00.000Z"],
    ["2026-11-03", "2026-11-02T23:00:00.000Z", "2026-11-03T23:00:00.000Z"],
    ["2026-10", "2026-09-30T22:00:00.000Z", "2026-10-31T23:00:00.000Z"],
  ])("%s", (text, start, end) => {
    expect(named(text)).toEqual([start, end]);
  });

  test.each([
    ["now", "2026-11-18T13:30:00.000Z"],
    ["90m", "2026-11-18T12:00:00.000Z"],
    ["12h", "2026-11-18T01:30:00.000Z"],
    ["7d", "2026-11-11T13:30:00.000Z"],
    ["2w", "2026-11-04T13:30:00.000Z"],
    ["3 days ago", "2026-11-15T13:30:00.000Z"],
    ["1 hour ago", "2026-11-18T12:30:00.000Z"],
    ["2026-11-03T10:00", "2026-11-03T09:00:00.000Z"],
    ["2026-11-03 10:00:30", "2026-11-03T09:00:30.000Z"],
    ["2026-11-03T10:00:00Z", "2026-11-03T10:00:00.000Z"],
    ["2026-11-03T10:00:00.123456Z", "2026-11-03T10:00:00.123Z"],
    ["2026-11-03T10:00-0500", "2026-11-03T15:00:00.000Z"],
  ])("the moment %s", (text, at) => {
    expect(named(text)).toEqual([at, at]);
  });

  test("a day has 23 or 25 hours where the clock is changed, and days back keep the clock", () => {
    expect(named("2026-10-25")).toEqual(["2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"]);
    expect(named("30d")).toEqual(["2026-10-19T12:30:00.000Z", "2026-10-19T12:30:00.000Z"]);
  });

  test.each([
    "",
    "yesterdy",
    "2026-02-30",
    "2026-13-01",
    "2026-11-03T25:00",
    "7 x",
    "d",
    "last",
    "-3d",
    "0000-01-01",
    "last today",
  ])("%j names none", (text) => {
    expect(spanOf(text, NOW)).toBeNull();
  });
});

const anyTime = fc.integer({ min: 0, max: 4e12 });

test("days, weeks and months begin before the moment and contain it", () => {
  fc.assert(
    fc.property(anyTime, fc.constantFrom(startOfDay, startOfWeek, startOfMonth), (at, start) => {
      expect(start(at)).toBeLessThanOrEqual(at);
      expect(start(at, 1)).toBeGreaterThan(at);
      expect(start(start(at))).toBe(start(at));
      expect(start(start(at, 1) - 1)).toBe(start(at));
    }),
  );
});

test("weeks begin on Monday", () => {
  fc.assert(fc.property(anyTime, (at) => new Date(startOfWeek(at)).getDay() === 1));
});

test("what a date prints as is read back as the same day", () => {
  fc.assert(
    fc.property(anyTime, (at) => {
      const date = new Date(at);
      const two = (count: number) => String(count).padStart(2, "0");
      const text = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
      expect(spanOf(text, NOW)?.start).toBe(startOfDay(at));
      expect(spanOf(date.toISOString(), NOW)?.start).toBe(at);
    }),
  );
});

test("every known word has a span that isn't after now, and no text throws", () => {
  fc.assert(
    fc.property(anyTime, fc.oneof(fc.constantFrom(...TIME_WORDS), fc.string()), (now, text) => {
      const span = spanOf(text, now);
      expect(span === null ? !TIME_WORDS.includes(text) : span.start <= span.end).toBe(true);
    }),
  );
});

test("so many days before, the clock shows the same time, whatever summer time did", () => {
  const noon = Date.parse("2026-03-30T12:00:00+02:00");
  expect(new Date(daysBefore(noon, 2)).toISOString()).toBe("2026-03-28T11:00:00.000Z");
  expect(daysBefore(noon, 0)).toBe(noon);
});
