import { expect, test } from "vitest";
import { layOutTimeline } from "../../../media/sessions/timeline-layout.ts";
import type { Happening } from "../../../server/protocol/panel.ts";

const at = (minutes: number): string => new Date(Date.UTC(2026, 10, 20) + minutes * 60_000).toISOString();
const events: readonly Happening[] = [
  { at: at(0), what: "prompt", turn: 0 },
  { at: at(7), what: "prompt", turn: 1 },
  { at: at(90), what: "landed", commit: "a", lines: 100 },
  { at: at(90), what: "landed", commit: "b", lines: 1 },
  { at: at(60 * 24 * 40), what: "reverted", commit: "c", lines: 60 },
];

test("events stand in order of time, in the lane of their kind, and lanes without events are left out", () => {
  const { lanes, marks, left, right } = layOutTimeline(events, { width: 600, left: 80 });
  expect(lanes.map(({ kind }) => kind)).toEqual(["prompt", "landed", "reverted"]);
  const xs = marks.map(({ x }) => x);
  expect(xs).toEqual(xs.toSorted((a, b) => a - b));
  expect(xs[0]).toBe(left);
  expect(xs.at(-1)).toBeCloseTo(right);
  expect(marks[4]?.y).toBe(lanes[2]?.middle);
});

test("minutes are told apart though months are in the same picture, and more lines are a larger mark", () => {
  const { marks, ticks } = layOutTimeline(events, { width: 600, left: 80 });
  expect((marks[1]?.x ?? 0) - (marks[0]?.x ?? 0)).toBeGreaterThan(10);
  expect(marks[2]?.radius).toBeGreaterThan(marks[3]?.radius ?? 99);
  ticks.slice(1).forEach(({ x }, i) => expect(x - (ticks[i]?.x ?? 0)).toBeGreaterThanOrEqual(48));
});

test("one event, or none, is a picture, too", () => {
  expect(layOutTimeline([], { width: 300, left: 80 }).marks).toEqual([]);
  expect(layOutTimeline(events.slice(0, 1), { width: 300, left: 80 }).marks[0]?.x).toBe(80);
});
