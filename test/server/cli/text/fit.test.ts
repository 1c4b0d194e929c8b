import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { lookFor } from "../../../../server/cli/text/look.ts";
import { fit, plain, wrap } from "../../../../server/cli/text/plain.ts";

const look = lookFor({ write: () => {} }, { LANG: "C.UTF-8" }, "linux", Date.parse("2026-11-22T12:00:00Z"));

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
