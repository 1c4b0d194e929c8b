import fc from "fast-check";
import { expect, test } from "vitest";
import { money, moneys, percents, shareOut, size } from "../../../server/lib/amounts.ts";

test.each([
  [0, "$0.00"],
  [0.00004, "<$0.0001"],
  [0.0821, "$0.0821"],
  [0.5, "$0.50"],
  [12.4, "$12.40"],
  [1234567.891, "$1,234,567.89"],
])("money %d", (usd, text) => {
  expect(money(usd)).toBe(text);
});

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1.0k"],
  [9949, "9.9k"],
  [98_057, "98k"],
  [999_499, "999k"],
  [999_500, "1.0M"],
  [44_535_660, "45M"],
  [7e9, "7.0G"],
])("size %d", (value, text) => {
  expect(size(value)).toBe(text);
});

const amounts = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true })), {
  minLength: 1,
  maxLength: 8,
});

test("shares are whole, in proportion within one, and add up", () => {
  fc.assert(
    fc.property(amounts, fc.nat(10_000), (weights, total) => {
      const shares = shareOut(total, weights);
      const sum = weights.reduce((a, b) => a + b, 0);
      expect(shares.reduce((a, b) => a + b, 0)).toBe(sum > 0 ? total : 0);
      shares.forEach((share, i) => {
        expect(Math.abs(share - (sum > 0 ? ((weights[i] ?? 0) / sum) * total : 0))).toBeLessThanOrEqual(
          1 + 1e-9,
        );
      });
    }),
  );
});

test("printed amounts add up to their printed total, and nothing that is there is printed as nothing", () => {
  fc.assert(
    fc.property(amounts, (usd) => {
      const total = usd.reduce((a, b) => a + b, 0);
      const shown = moneys(usd);
      const units = shown.map((text) => (text.startsWith("<") ? 0 : Number(text.replaceAll(/[$,]/g, ""))));
      expect(units.reduce((a, b) => a + b, 0)).toBeCloseTo(Number(total.toFixed(total < 1 ? 4 : 2)), 3);
      shown.forEach((text, i) => expect(/^\$0\.0+$/.test(text)).toBe(usd[i] === 0));
      percents(usd).forEach((text, i) => expect(text === "0 %").toBe(usd[i] === 0));
    }),
  );
});
