import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf, sharedLines } from "../../../server/lib/lines.ts";

test("lines end with a line feed, which a return may stand before; a mark at the beginning is none of them", () => {
  expect(linesOf("")).toEqual([]);
  expect(linesOf("\n")).toEqual([""]);
  expect(linesOf("\ufeffa\r\nb\rc\n\nd")).toEqual(["a", "b\rc", "", "d"]);
});

test("shared lines are those of the text, and the same list while it is remembered", () => {
  const text = fc.array(fc.constantFrom("a", "\n", "\r\n", "\r", "b")).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 40 }), (texts) => {
      for (const one of texts) expect(sharedLines(one)).toEqual(linesOf(one));
    }),
  );
  expect(sharedLines("x\ny")).toBe(sharedLines(["x", "y"].join("\n")));
});
