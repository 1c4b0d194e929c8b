import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { days, hours, money, moneys, percents, shareOut, size } from "../../../../server/cli/text/figures.ts";
import { lookFor } from "../../../../server/cli/text/look.ts";
import { fit, plain, wrap } from "../../../../server/cli/text/plain.ts";

const look = lookFor({ write: () => {} }, { LANG: "C.UTF-8" }, "linux", Date.parse("2026-11-22T12:00:00Z"));

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

test("spans of days are told as short as they can be", () => {
  expect(days("2026-11-03T10:00:00Z", "2026-11-03T12:00:00Z", look)).toBe("3 Nov 2026");
  expect(days("2026-11-03T10:00:00Z", "2026-11-21T12:00:00Z", look)).toBe("3 – 21 Nov 2026");
  expect(days("2026-10-03T10:00:00Z", "2026-11-03T12:00:00Z", look)).toBe("3 Oct – 3 Nov 2026");
  expect(days("2025-11-03T10:00:00Z", "2026-11-03T12:00:00Z", look)).toBe("3 Nov 2025 – 3 Nov 2026");
  expect(hours("2026-11-03T10:00:00Z", "2026-11-03T12:05:00Z", look)).toBe("3 Nov 10:00 – 12:05");
  expect(hours("2026-11-03T23:00:00Z", "2026-11-04T01:00:00Z", look)).toBe("3 Nov 23:00 – 4 Nov 01:00");
  expect(hours("2025-11-03T10:00:00Z", "2025-11-03T12:05:00Z", look)).toBe("3 Nov 2025");
});

test("a text that is cut fits, and stays whole where it does", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.integer({ min: 2, max: 40 }),
      fc.constantFrom("start", "end"),
      (text, width, keep) => {
        const still = plain(text, look);
        const cut = fit(still, width, look, keep as "start" | "end");
        expect(stringWidth(cut)).toBeLessThanOrEqual(Math.max(width, 1));
        expect(cut === still).toBe(stringWidth(still) <= width);
      },
    ),
  );
});

test("words wrap at spaces, and a percent sign stays with its number", () => {
  expect(wrap("one two three", 8, "  ")).toBe("one two\n  three");
  expect(wrap("about 61 % of it", 10)).toBe("about 61 %\nof it");
  expect(wrap("unbreakable", 4)).toBe("unbreakable");
});
