import { expect, test } from "vitest";
import { waitBefore } from "../../client/restarts.ts";

const now = Date.parse("2026-03-04T12:00:00Z");
const ago = (...seconds: readonly number[]): number[] => seconds.map((each) => now - each * 1000);

test("each wait is twice as long as the one before, and the sixth end within three minutes is the last", () => {
  const ends = ago(100, 90, 80, 60, 30, 0);
  const waits = ends.map((_, at) => waitBefore(ends.slice(0, at + 1), now));
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, null]);
});

test("what ended long ago counts no more", () => {
  expect(waitBefore(ago(900, 800, 700, 600, 500, 400, 0), now)).toBe(1000);
});
