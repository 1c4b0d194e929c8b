import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVERYTHING } from "../../../server/metrics/choice.ts";
import { cutPicture } from "../../../server/metrics/cut-picture.ts";
import { kaplanMeier, lastingOf, type Ages, type Step } from "../../../server/metrics/lasting.ts";
import { select } from "../../../server/metrics/select.ts";
import { pictureOf, type ToldSession } from "./pictures.ts";

type Life = { readonly time: number; readonly died: boolean; readonly weight: number };

function agesOf(lives: readonly Life[]): Ages {
  const size = Math.max(0, ...lives.map(({ time }) => time + 1));
  const [died, left] = [new Float64Array(size), new Float64Array(size)];
  for (const { time, died: dead, weight } of lives) {
    left[time] = (left[time] ?? 0) + weight;
    if (dead) died[time] = (died[time] ?? 0) + weight;
  }
  return { died, left };
}

const aliveAt = (steps: readonly Step[], time: number): number =>
  steps.findLast((step) => step.time <= time)?.alive ?? 1;

/** What R's `survival` said of well-known data. A vector of length 1 stands there as a bare number. */
const oracle = join(import.meta.dirname, "../../../../shared/handbook/survival-oracle.json");
type Vector = number | readonly number[];
type Table = { readonly time: Vector; readonly surv: Vector };
type Input = {
  readonly time: Vector;
  readonly event: Vector;
  readonly weight?: Vector;
  readonly group?: readonly string[];
};
type Set = { readonly input: Input; readonly km: Readonly<Record<string, Table>> };
const vector = (value: Vector): readonly number[] => (typeof value === "number" ? [value] : value);

function livesOf({ time, event, weight, group }: Input, name: string): Life[] {
  const [events, weights] = [vector(event), weight === undefined ? [] : vector(weight)];
  return vector(time).flatMap((at, i) =>
    name === "all" || name === `group=${group?.[i] ?? ""}`
      ? [{ time: at, died: events[i] === 1, weight: weights[i] ?? 1 }]
      : [],
  );
}

describe.skipIf(!existsSync(oracle))("the curve is R's", () => {
  const sets: Record<string, Set> = existsSync(oracle) ? JSON.parse(readFileSync(oracle, "utf8")) : {};
  const edges = (sets["edge_cases"] ?? {}) as unknown as Record<string, Set>;
  const names = ["freireich_6mp", "lung_sex", "veteran_trt", "veteran_celltype_4groups", "ovarian_rx", "aml"];
  const all = [...names, "lung_weighted_counts"].map((name) => [name, sets[name]] as const);

  test.for([...all, ...Object.entries(edges)])("of %s", ([, set]) => {
    const tables = Object.entries(set?.km ?? {});
    expect(tables.length).toBeGreaterThan(0);
    for (const [group, { time, surv }] of tables) {
      const steps = kaplanMeier(agesOf(set === undefined ? [] : livesOf(set.input, group)));
      vector(time).forEach((at, i) =>
        expect(Math.abs(aliveAt(steps, at) - (vector(surv)[i] ?? NaN))).toBeLessThan(1e-9),
      );
    }
  });
});

const lives = fc.array(
  fc.record({
    time: fc.integer({ min: 0, max: 40 }),
    died: fc.boolean(),
    weight: fc.integer({ min: 1, max: 5 }),
  }),
  { minLength: 1, maxLength: 30 },
);

describe("a curve", () => {
  test("falls from 1, never below 0, at ages of deaths alone", () => {
    fc.assert(
      fc.property(lives, (some) => {
        const steps = kaplanMeier(agesOf(some));
        const shares = [1, ...steps.map(({ alive }) => alive)];
        shares.slice(1).forEach((share, i) => expect(share).toBeLessThan(shares[i] ?? 0));
        expect(shares.at(-1)).toBeGreaterThanOrEqual(0);
        const deaths = new Set(some.filter(({ died }) => died).map(({ time }) => time));
        expect(steps.map(({ time }) => time)).toEqual([...deaths].toSorted((a, b) => a - b));
      }),
    );
  });

  test("with nobody lost from sight is the share that is left", () => {
    fc.assert(
      fc.property(lives, fc.integer({ min: 0, max: 40 }), (some, age) => {
        const dead = some.map((life) => ({ ...life, died: true }));
        const weightOf = (list: readonly Life[]): number => list.reduce((sum, { weight }) => sum + weight, 0);
        const left = weightOf(dead.filter(({ time }) => time > age)) / weightOf(dead);
        expect(aliveAt(kaplanMeier(agesOf(dead)), age)).toBeCloseTo(left, 12);
      }),
    );
  });

  test("counts a line of weight n as n lines", () => {
    fc.assert(
      fc.property(lives, (some) => {
        const many = some.flatMap((life) =>
          Array.from({ length: life.weight }, () => ({ ...life, weight: 1 })),
        );
        expect(kaplanMeier(agesOf(many))).toEqual(kaplanMeier(agesOf(some)));
      }),
    );
  });
});

const lastingOfAll = (told: readonly ToldSession[]) =>
  lastingOf(select(cutPicture(pictureOf(told)), EVERYTHING));

test("lines are at risk from when they landed until they went, or until now", () => {
  const piece = { lines: 10, from: 20 };
  const lasting = lastingOfAll([
    { turns: [{ ago: 30, pieces: [piece, { ...piece, path: "b.ts", outcome: "reworked", until: 12 }] }] },
    { turns: [{ ago: 9, pieces: [{ lines: 20, from: 3 }] }] },
  ]);
  expect(lasting.steps).toEqual([
    { time: 0, alive: 1 },
    { time: 8, alive: 0.5 },
    { time: 20, alive: 0.5 },
  ]);
  expect(lasting).toMatchObject({ lines: 40, sessions: 2, sureDays: 0 });
  expect(lasting.atRisk).toEqual([
    { ageDays: 0, sessions: 2, lines: 40 },
    { ageDays: 1, sessions: 2, lines: 40 },
    { ageDays: 7, sessions: 1, lines: 20 },
    { ageDays: 14, sessions: 1, lines: 10 },
  ]);
});

test("what never landed, what was removed, and what others' clocks say of the future changes nothing", () => {
  const told = [{ turns: [{ pieces: [{ outcome: "open" as const }, { written: false, path: "b.ts" }] }] }];
  expect(lastingOfAll(told)).toEqual({ lines: 0, sessions: 0, sureDays: 0, steps: [], atRisk: [] });
  const future = lastingOfAll([{ turns: [{ pieces: [{ from: -400 }] }] }]);
  expect(future).toMatchObject({ lines: 3, steps: [{ time: 0, alive: 1 }] });
});

test("a line of many steps is drawn with as many as can be seen", () => {
  const told = Array.from({ length: 6 }, (_, session) => ({
    turns: [
      {
        ago: 200,
        pieces: Array.from({ length: 500 }, (__, i) => {
          const until = 189 - (i * 6 + session) / 20;
          return { outcome: "reworked" as const, from: 190, until };
        }),
      },
    ],
  }));
  const { steps, lines, sureDays } = lastingOfAll(told);
  expect([lines, sureDays > 149]).toEqual([9000, true]);
  expect(steps.length).toBeGreaterThan(500);
  expect(steps.length).toBeLessThan(1003);
  expect(steps.at(-1)?.alive).toBe(0);
  const largest = Math.max(...steps.slice(1).map(({ alive }, i) => (steps[i]?.alive ?? 0) - alive));
  expect(largest).toBeLessThan(0.002);
});
