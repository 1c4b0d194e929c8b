import fc from "fast-check";
import { expect, test } from "vitest";
import { countTokens } from "../../../server/pricing/estimate.ts";

test("counts as the tokenizer does", () => {
  expect(countTokens("")).toBe(0);
  expect(countTokens("hello world")).toBe(2);
  expect(countTokens("export const answer = 42;\n")).toBe(7);
  expect(countTokens("<|endoftext|>")).toBeGreaterThan(1);
});

test("samples of a long text tell its size", () => {
  const lines = Array.from(
    { length: 400 },
    (_, i) => `const value${i} = compute(${i * 7}, "name ${i}"); // step ${i}\n`,
  );
  const short = lines.join("");
  const long = short.repeat(20);
  const perChar = countTokens(short) / short.length;
  expect(countTokens(long) / (perChar * long.length)).toBeCloseTo(1, 1);
});

test.each([
  ["one letter", "a".repeat(3_000_000)],
  ["white space", " \t".repeat(1_000_000)],
  ["one wide letter", "漢".repeat(1_000_000)],
  ["half a surrogate pair", "\ud83d".repeat(1_000_000)],
  ["no word's end", "qzxwvjk".repeat(300_000)],
])("a long run of %s takes no long time", (_, text) => {
  const start = performance.now();
  expect(countTokens(text)).toBeGreaterThan(0);
  expect(performance.now() - start).toBeLessThan(3000);
});

test("never throws, and is never above the bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      const tokens = countTokens(text);
      expect(Number.isSafeInteger(tokens) && tokens >= 0 && tokens <= Buffer.byteLength(text)).toBe(true);
    }),
    { numRuns: 50 },
  );
});
