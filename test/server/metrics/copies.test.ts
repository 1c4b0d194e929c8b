import fc from "fast-check";
import { expect, test } from "vitest";
import { copiedLines, type CodeFile } from "../../../server/metrics/copies.ts";

/** Lines as numbers; those below 0 are comments. `ages`: one for all lines, or one each. */
const fileOf = (prints: readonly number[], ages: number | readonly number[], read = true): CodeFile => ({
  prints,
  code: read ? prints.map((print) => (print > 0 ? 1 : 0)) : null,
  significant: prints.map(() => 1),
  age: (line) => (typeof ages === "number" ? ages : (ages[line] ?? 0)),
});

const copied = (...files: CodeFile[]): string[] =>
  Array.from(copiedLines(files).values(), (marks) => marks.join(""));

test("of a block that stands twice the older is the work, whichever comes first", () => {
  expect(copied(fileOf([1, 2, 3, 4, 5, 6], 2), fileOf([9, 1, 2, 3, 4, 5, 8], 1))).toEqual([
    "111110",
    "0000000",
  ]);
  expect(copied(fileOf([1, 2, 3, 4, 5], 1), fileOf([9, 1, 2, 3, 4, 5, 8], 1))).toEqual(["00000", "0111110"]);
});

test("four lines are no block", () => {
  expect(copied(fileOf([1, 2, 3, 4, 6], 1), fileOf([1, 2, 3, 4, 5], 2))).toEqual(["00000", "00000"]);
});

test("comments in between hide no copy", () => {
  expect(copied(fileOf([1, 2, 3, 4, 5], 1), fileOf([1, -1, 2, 3, -2, -3, 4, 5], 2))).toEqual([
    "00000",
    "10110011",
  ]);
});

test("a file that was not read is the original, too, and is told nothing itself", () => {
  expect(copied(fileOf([1, 2, 3, 4, 5], 2), fileOf([1, 2, 3, 4, 5, 6], 1, false))).toEqual(["11111"]);
  expect(copied(fileOf([1, 2, 3, 4, 5], 1), fileOf([1, 2, 3, 4, 5, 6], 2, false))).toEqual(["00000"]);
  expect(copied(fileOf([1, -1, 2, 3, 4, 5], 2), fileOf([1, -1, 2, 3, 4, 5], 1, false))).toEqual(["111111"]);
});

test("a block that repeats itself in one file stays once", () => {
  expect(copied(fileOf([1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 1))).toEqual(["0000011111"]);
  expect(copied(fileOf([1, 2, 3, 4, 5, 1, 2, 3, 4, 5], 1))).toEqual(["0000011111"]);
});

test("a block is as old as its youngest line", () => {
  expect(copied(fileOf([1, 2, 3, 4, 5], [1, 1, 1, 1, 9]), fileOf([1, 2, 3, 4, 5], 5))).toEqual([
    "11111",
    "00000",
  ]);
});

test("however often a file is copied, no more of it counts than once", () => {
  const lines = fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 5, maxLength: 30 });
  fc.assert(
    fc.property(lines, fc.array(fc.nat(9), { minLength: 1, maxLength: 5 }), (prints, ages) => {
      const marks = copied(...ages.map((age) => fileOf(prints, age)));
      const counted = marks.join("").length - marks.join("").replaceAll("0", "").length;
      expect(counted).toBe(prints.length);
    }),
  );
});
