import fc from "fast-check";
import { expect, test } from "vitest";
import { literally, table } from "../../client/markdown.ts";

test.each([
  ["flower-shop", "flower&#45;shop"],
  ["[click](command:evil)", "&#91;click&#93;&#40;command&#58;evil&#41;"],
  ["<img src=x onerror=alert(1)>", "&#60;img src&#61;x onerror&#61;alert&#40;1&#41;&#62;"],
  ["$(warning) a|b", "&#36;&#40;warning&#41; a&#124;b"],
  ["two\nlines\u202eturned", "two lines turned"],
  ["Blütenladen ✿", "Blütenladen ✿"],
])("%s", (text, escaped) => {
  expect(literally(text)).toBe(escaped);
});

test("whatever it holds, no character of it means anything, and it is short", () => {
  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCodePoint(code));
  const char = fc.constantFrom(...ascii, "é", "\u202e", "✿", "😀");
  fc.assert(
    fc.property(fc.string({ unit: char, maxLength: 90 }), (text) => {
      const bare = literally(text).replaceAll(/&#\d+;/g, "");
      expect(bare).toMatch(/^(?:[A-Za-z0-9_ ]|[^\0-\x7f])*$/);
      expect([...literally(text).replaceAll(/&#\d+;/g, "x")].length).toBeLessThanOrEqual(60);
    }),
  );
});

test("a table has its numbers at the right", () => {
  expect(table([["a", "1"]], 1)).toBe("|   |   |\n| :-- | --: |\n| a | 1 |");
});
