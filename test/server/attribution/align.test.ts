import fc from "fast-check";
import { expect, test } from "vitest";
import { align } from "../../../server/attribution/align.ts";
import { alignByTable } from "./align-table.ts";

const side = (texts: readonly number[]) => ({ text: texts, space: texts.map(() => 0) });
const weigh = (): number => 3;
const texts = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 25 });

test("pairs are equal lines, in order, each used once", () => {
  fc.assert(
    fc.property(texts, texts, (left, right) => {
      const pairs = [...align(side(left), side(right), weigh)].flatMap((j, i) =>
        j < 0 ? [] : [[i, j] as const],
      );
      expect(pairs.map(([i]) => left[i])).toEqual(pairs.map(([, j]) => right[j]));
      expect(pairs.every(([, j], k) => k === 0 || j > (pairs[k - 1]?.[1] ?? 0))).toBe(true);
    }),
  );
});

test("a text aligns with itself line by line, and no worse than by its longest common subsequence", () => {
  fc.assert(
    fc.property(texts, texts, (left, extra) => {
      expect([...align(side(left), side(left), weigh)]).toEqual(left.map((_, i) => i));
      const right = [...extra, ...left];
      const found = [...align(side(left), side(right), () => 1000)].filter((j) => j >= 0).length;
      expect(found).toBe(left.length);
    }),
  );
});

test("known pairs stand, and lines beside them come first", () => {
  const fixed = Int32Array.from([-1, 1, -1]);
  expect([...align(side([7, 8, 7]), side([7, 8, 7]), weigh, fixed)]).toEqual([0, 1, 2]);
  // The second 7 follows its neighbour 9, though the first 7 of the right side is nearer to the beginning.
  expect([...align(side([9, 7]), side([7, 9, 7]), weigh)]).toEqual([1, 2]);
});

test("of equal lines those indented alike are paired", () => {
  const left = { text: [5], space: [2] };
  const right = { text: [1, 5, 1, 5, 1], space: [0, 1, 0, 2, 0] };
  expect([...align(left, right, weigh)]).toEqual([3]);
});

test("stretches too large for a table are cut at lines that stand once", () => {
  const many = Array.from({ length: 4000 }, (_, i) => (i % 3 === 0 ? 1 : i + 10));
  const right = [...many.slice(0, 1500), 3, 3, 3, ...many.slice(1500)];
  const pairs = align(side(many), side(right), weigh);
  expect(pairs[0]).toBe(0);
  expect(pairs[1499]).toBe(1499);
  expect(pairs[3999]).toBe(4002);
});

test("the alignment is the one that a table of all cells gives, ties and all", () => {
  const lines = fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.boolean()), { maxLength: 30 });
  const sideOf = (all: readonly (readonly [number, boolean])[]) => ({
    text: all.map(([text]) => text),
    space: all.map(([, space]) => (space ? 1 : 0)),
  });
  const unlike = (text: number): number => [1, 3, 6][text % 3] ?? 1;
  fc.assert(
    fc.property(lines, lines, lines, fc.constantFrom(weigh, unlike), (head, middle, tail, how) => {
      for (const [a, b] of [
        [head, middle],
        [
          [...head, ...middle, ...tail],
          [...head, ...tail],
        ],
        [
          [...middle, ...head],
          [...head, ...middle, ...tail],
        ],
      ] as const) {
        const [left, right] = [sideOf(a), sideOf(b)];
        expect([...align(left, right, how)]).toEqual(alignByTable(left, right, how));
      }
    }),
    { numRuns: 2000 },
  );
});
