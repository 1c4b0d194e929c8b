// How soon is looked again, by a clock of the test's own.
import { describe, expect, test } from "vitest";
import { createSchedule } from "../../../server/lsp/schedule.ts";

const logs = { logs: true, work: true };
const work = { logs: false, work: true };

test("nothing that changed, nothing to look at; without git, nothing but logs", () => {
  const schedule = createSchedule();
  expect(schedule.next({ logs: false, work: false }, true, 0)).toBeNull();
  expect(schedule.next(work, false, 0)).toBeNull();
  expect(schedule.next(logs, false, 0)).toMatchObject({ all: false });
  expect(schedule.next(work, true, 0)).toMatchObject({ all: true });
});

describe("somebody works all day, and each look takes", () => {
  /** Looks whenever it may for an hour in which something changes all the time. */
  function hour(workMs: number) {
    const schedule = createSchedule();
    const looks = { all: 0, costs: 0 };
    const longest = { all: 0, costs: 0 };
    const last = { all: 0, costs: 0 };
    let now = 0;
    while (now < 3_600_000) {
      const next = schedule.next(logs, true, now) ?? { all: true, inMs: Infinity };
      now += next.inMs;
      schedule.began(now);
      const spent = next.all ? workMs : workMs / 5;
      now += spent;
      const kind = next.all ? "all" : "costs";
      schedule.ended({ all: next.all, workMs: spent, first: false }, now);
      looks[kind]++;
      // A look at everything tells costs, too.
      longest.costs = Math.max(longest.costs, now - Math.max(last.costs, last.all));
      longest.all = Math.max(longest.all, next.all ? now - last.all : 0);
      last[kind] = now;
    }
    return { share: (looks.all * workMs + (looks.costs * workMs) / 5) / 3_600_000, longest };
  }

  test("a tenth of a second: everything is known within two", () => {
    const { share, longest } = hour(100);
    expect(longest.all).toBeLessThan(2_000);
    expect(share).toBeLessThan(0.2);
  });

  test("two seconds: a tenth of one processor for each of both, and costs never wait long", () => {
    const { share, longest } = hour(2_000);
    // And a little that is free at first.
    expect(share).toBeLessThan(0.21);
    expect(longest.costs).toBeLessThan(10_000);
    expect(longest.all).toBeLessThan(45_000);
  });

  test("a minute: it rests for longer, but not for hours", () => {
    expect(hour(60_000).longest.all).toBeLessThan(300_000);
  });
});

test("what fails is tried again later and later, and in the end not before something changes", () => {
  const schedule = createSchedule();
  const waits: number[] = [];
  while (schedule.failed()) waits.push(schedule.next(logs, true, 0)?.inMs ?? 0);
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
  schedule.forgive();
  expect(schedule.next(logs, true, 0)?.inMs).toBeLessThan(100);
});

test("however often it fails whenever something changes, it rests no longer than half a minute", () => {
  const schedule = createSchedule();
  for (let times = 0; times < 100; times++) schedule.failed();
  expect(schedule.next(logs, true, 0)?.inMs).toBe(32_000);
});

test("a clock that was set back by a day makes no rest longer, and rests end by it", () => {
  const schedule = createSchedule();
  const day = 86_400_000;
  schedule.began(day);
  schedule.ended({ all: true, workMs: 3_000, first: false }, day);
  schedule.ended({ all: false, workMs: 3_000, first: false }, day);
  const rest = schedule.next(logs, true, day)?.inMs ?? 0;
  expect(rest).toBe(10_000);
  expect(schedule.next(logs, true, 0)?.inMs).toBe(rest);
  // Whatever is asked meanwhile.
  expect(schedule.next(logs, true, rest - 1_000)?.inMs).toBe(1_000);
  expect(schedule.next(logs, true, rest)?.inMs).toBe(50);
  schedule.forgive();
  schedule.began(day);
  expect(schedule.next(logs, true, 0)?.inMs).toBe(500);
  expect(schedule.next(logs, true, 400)?.inMs).toBe(100);
});
