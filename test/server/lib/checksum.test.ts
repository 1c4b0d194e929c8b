import fc from "fast-check";
import { expect, it } from "vitest";
import { checksum } from "../../../server/lib/checksum.ts";

it("stays the same between releases, since ledgers hold keys made of it", () => {
  expect([checksum(""), checksum("a"), checksum("ä\u{1f600}")]).toMatchInlineSnapshot(`
    [
      3824587224550787,
      5152884912650497,
      3112220476954321,
    ]
  `);
});

it("is a whole number below 2^53 that tells texts apart", () => {
  const texts = Array.from({ length: 50_000 }, (_, i) => `line ${i}`);
  expect(new Set(texts.map(checksum)).size).toBe(texts.length);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const sum = checksum(text);
      return Number.isSafeInteger(sum) && sum >= 0 && checksum(`${text}!`) !== sum;
    }),
  );
});
