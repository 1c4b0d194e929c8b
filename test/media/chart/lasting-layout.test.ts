import { expect, test } from "vitest";
import { tooFew } from "../../../media/chart/lasting-chart.ts";
import { aliveAt, layOutLasting } from "../../../media/chart/lasting-layout.ts";
import type { Lasting } from "../../../server/protocol/panel.ts";

const lasting: Lasting = {
  lines: 900,
  sessions: 12,
  sureDays: 34,
  steps: [
    { ageDays: 0, alive: 1 },
    { ageDays: 2.5, alive: 0.8 },
    { ageDays: 20, alive: 0.6 },
    { ageDays: 50, alive: 0.5 },
  ],
  atRisk: [
    { ageDays: 0, sessions: 12, lines: 900 },
    { ageDays: 7, sessions: 9, lines: 700 },
    { ageDays: 30, sessions: 5, lines: 300 },
    { ageDays: 60, sessions: 2, lines: 40 },
    { ageDays: 90, sessions: 0, lines: 0 },
  ],
};
/** The points of a path of straight pieces. */
const pointsOf = (path: string): number[][] =>
  path
    .slice(1)
    .split("L")
    .map((point) => point.split(",").map(Number));

test("a share holds from its age until the next", () => {
  expect([0, 2.4, 2.5, 19.9, 20, 400].map((age) => aliveAt(lasting.steps, age))).toEqual([
    1, 1, 0.8, 0.8, 0.6, 0.5,
  ]);
  expect(aliveAt([], 3)).toBe(1);
});

test("the curve only falls, from all at the left to the end, and turns grey where few sessions are so old", () => {
  const layout = layOutLasting(lasting, { width: 500, left: 40 });
  const sure = pointsOf(layout.sure);
  const unsure = pointsOf(layout.unsure);
  expect(sure[0]).toEqual([40, layout.plotTop]);
  expect(sure.at(-1)?.[0]).toBeCloseTo(layout.greyFrom ?? 0, 2);
  expect(unsure[0]?.[1]).toBeCloseTo(sure.at(-1)?.[1] ?? 0);
  expect(unsure.at(-1)?.[0]).toBeCloseTo(layout.right, 2);
  const heights = [...sure, ...unsure].map(([, y]) => y ?? 0);
  expect(heights).toEqual(heights.toSorted((a, b) => a - b));
  expect(layout.ages.map(({ known }) => known)).toEqual([true, true, true, false]);
});

test("nothing is grey where enough sessions are as old as the curve is long", () => {
  const sure = lasting.atRisk.slice(0, 3);
  const layout = layOutLasting(
    { ...lasting, sureDays: 30, steps: lasting.steps.slice(0, 3), atRisk: sure },
    { width: 500, left: 40 },
  );
  expect(layout.greyFrom).toBeNull();
  expect(layout.unsure).toBe("");
});

test("labels of ages do not run into each other on a narrow panel", () => {
  const narrow = layOutLasting(lasting, { width: 160, left: 40 }).ages.filter(({ labelled }) => labelled);
  narrow.slice(1).forEach(({ x }, at) => expect(x - (narrow[at]?.x ?? 0)).toBeGreaterThanOrEqual(40));
});

test("a handful of sessions is too few for a curve", () => {
  expect(tooFew(lasting)).toBe(false);
  expect(tooFew({ ...lasting, sessions: 4 })).toBe(true);
  expect(tooFew({ lines: 0, sessions: 9, sureDays: 0, steps: [], atRisk: [] })).toBe(true);
});
