import fc from "fast-check";
import { expect, test } from "vitest";
import { similarity } from "../../../server/attribution/similarity.ts";
import { printer } from "./files.ts";

const alike = (a: string, b: string): number => similarity(printer.sketch(a), printer.sketch(b));

test.each([
  ["a comment behind it", "const total = sum(prices);", "const total = sum(prices); // in cents"],
  ["another name", "const total = sum(prices);", "const whole = sum(prices);"],
  ["another number", "setTimeout(refresh, 1000);", "setTimeout(refresh, 2500);"],
  ["a further argument", "return render(page, user);", "return render(page, user, theme);"],
])("a line with %s was made from the other", (_, before, after) => {
  expect(alike(before, after)).toBeGreaterThan(0);
});

test.each([
  ["import { join } from 'node:path';", "import type { Price, PricedRequest } from '../pricing/prices.ts';"],
  ["const total = sum(prices);", "const names = users.map((user) => user.name);"],
  ["if (line === undefined) return null;", "for (const path of paths) visit(path);"],
  ["  }", "return;"],
  ["", "const total = sum(prices);"],
])("templates and strangers are not alike: %s, %s", (a, b) => {
  expect(alike(a, b)).toBe(0);
});

test("it is the same both ways, at most 1, and 1 for the same line", () => {
  const line = fc
    .array(fc.constantFrom("a", "b", "(", ")", "=", "1"), { minLength: 1, maxLength: 14 })
    .map((w) => w.join(" "));
  fc.assert(
    fc.property(line, line, (a, b) => {
      expect(alike(a, b)).toBe(alike(b, a));
      expect(alike(a, b)).toBeLessThanOrEqual(1);
      expect(alike(a, a)).toBe(1);
    }),
  );
});
