// Nothing that a log or a repository names can do anything to a terminal, or show itself as something else.
import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonOf } from "../../../../server/cli/text/json.ts";
import { lookFor } from "../../../../server/cli/text/look.ts";
import { plain, widthOf } from "../../../../server/cli/text/plain.ts";
import { harmIn } from "../../../harness/command-line.ts";
import { oddLetters } from "../../../harness/odd-values.ts";

const look = (lang: string) => lookFor({ write: () => {} }, { LANG: lang }, "linux", 0);
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...oddLetters, "a", "語")).map((parts) => parts.join("")),
);

test("a name is one line of letters that can be seen", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = plain(text, look("C.UTF-8"));
      expect(harmIn(shown)).toBeNull();
      expect(shown).not.toMatch(/\n|\p{M}{5}/u);
      expect(plain(text, look("C"))).toMatch(/^[ -~]*$/);
    }),
  );
});

test.for([
  ["\u001b[31mred\u001b[0m", "red"],
  ["\u001b]0;title\u0007after", "after"],
  ["a\u202ecod.exe", "acod.exe"],
  ["pay\u200bpal\u3164", "paypal"],
  ["\u009b31mred", "red"],
  ["src/größe.ts", "src/größe.ts"],
  ["नमस्ते", "नमस्ते"],
] as const)("%j is shown as %j", ([text, shown]) => {
  expect(plain(text, look("C.UTF-8"))).toBe(shown);
});

test("marks heaped on a letter are few, and wide letters have their width", () => {
  expect(plain(`z${"\u0301".repeat(300)}!`, look("C.UTF-8"))).toBe(`z${"\u0301".repeat(4)}!`);
  expect(widthOf("語".repeat(9))).toBe(18);
});

test("JSON holds the same value with nothing in it that a terminal obeys", () => {
  fc.assert(
    fc.property(fc.dictionary(anyText, anyText), (value) => {
      const text = jsonOf(value);
      expect(harmIn(text)).toBeNull();
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
