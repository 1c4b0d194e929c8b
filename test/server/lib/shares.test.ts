import fc from "fast-check";
import { expect, test } from "vitest";
import { evenShare, shares } from "../../../server/lib/shares.ts";

const amount = fc.bigInt({ min: 0n, max: 10n ** 18n });

test("shares add up to the amount and differ from the exact part by less than one", () => {
  fc.assert(
    fc.property(
      amount,
      fc.array(fc.bigInt({ min: 0n, max: 1000n }), { minLength: 1, maxLength: 9 }),
      (whole, weights) => {
        const total = weights.reduce((a, b) => a + b, 0n);
        const parts = shares(whole, weights);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total === 0n ? 0n : whole);
        parts.forEach((part, i) => {
          const off = part * total - whole * (weights[i] ?? 0n);
          expect(off > -total || total === 0n).toBe(true);
          expect(off < total || total === 0n).toBe(true);
        });
      },
    ),
  );
});

test("of equal remainders the earlier share takes the unit", () => {
  expect(shares(10n, [1n, 1n, 1n])).toEqual([4n, 3n, 3n]);
  expect(shares(1n, [1n, 2n])).toEqual([0n, 1n]);
});

test("even shares are shares of equal weights", () => {
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 20 }), (whole, count) => {
      const even = Array.from({ length: count }, (_, i) => evenShare(whole, count, i));
      expect(even).toEqual(
        shares(
          whole,
          even.map(() => 1n),
        ),
      );
    }),
  );
});
