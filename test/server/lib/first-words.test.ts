import fc from "fast-check";
import { expect, test } from "vitest";
import { firstWords } from "../../../server/lib/first-words.ts";

test("lines become one, and a long text is cut after a word", () => {
  expect(firstWords("  Please\n\tdo  it.\r\n")).toBe("Please do it.");
  expect(firstWords("one two three four", 12)).toBe("one two…");
  expect(firstWords("unbreakable", 6)).toBe("unbre…");
  expect(firstWords("a👍👍👍", 4)).toBe("a👍👍👍");
});

test("what hides, or turns around, is left out", () => {
  expect(firstWords("a\u0000b\u001b[31mc\u202ed\u2066e\u200bf\ud800")).toBe("ab[31mcdef\ufffd");
});

const anything = fc.constantFrom(...Array.from("a b\n\té👍\u0000\u001b\u202e\ud800\udc00\u2028"));

test("no text gets longer, or more than a line", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: anything, maxLength: 400 }),
      fc.integer({ min: 2, max: 200 }),
      (text, most) => {
        const words = firstWords(text, most);
        expect([...words].length).toBeLessThanOrEqual(most);
        expect(/\p{Cc}/u.test(words) || !words.isWellFormed()).toBe(false);
      },
    ),
  );
});
