import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffLines, signedLines } from "../../../server/lib/diff.ts";

const lines = fc.array(fc.constantFrom("a", "b", "c", "", "}"), { maxLength: 30 });

describe("diffLines", () => {
  it("gives each change with its place on both sides", () => {
    expect(diffLines(["a", "b", "c", "d"], ["a", "x", "c", "d", "e"])).toEqual([
      { oldStart: 2, newStart: 2, removed: ["b"], added: ["x"] },
      { oldStart: 5, newStart: 5, removed: [], added: ["e"] },
    ]);
    expect(diffLines([], ["a"])).toEqual([{ oldStart: 1, newStart: 1, removed: [], added: ["a"] }]);
    expect(diffLines(["a"], ["a"])).toEqual([]);
  });

  it("turns one text into the other", () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const result: string[] = [...before];
        for (const change of diffLines(before, after).toReversed()) {
          const removed = result.splice(change.oldStart - 1, change.removed.length, ...change.added);
          expect(removed).toEqual(change.removed);
        }
        expect(result).toEqual(after);
        for (const { newStart, added } of diffLines(before, after))
          expect(after.slice(newStart - 1, newStart - 1 + added.length)).toEqual(added);
      }),
    );
  });

  it("gives up on the fewest lines where that would take too long", () => {
    const before = Array.from({ length: 30_000 }, (_, i) => `a${i}`);
    const after = before.map((line) => `b${line}`);
    const started = performance.now();
    expect(diffLines(before, after)).toEqual([{ oldStart: 1, newStart: 1, removed: before, added: after }]);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

it("signedLines holds both sides", () => {
  expect(signedLines(["a", "b"], ["b", "c"])).toEqual(["-a", " b", "+c"]);
  const side = (signed: string[], other: string): string[] =>
    signed.filter((line) => !line.startsWith(other)).map((line) => line.slice(1));
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const signed = signedLines(before, after);
      expect([side(signed, "+"), side(signed, "-")]).toEqual([before, after]);
    }),
  );
});
