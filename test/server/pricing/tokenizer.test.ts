import fc from "fast-check";
import { Tiktoken } from "js-tiktoken/lite";
import o200k from "js-tiktoken/ranks/o200k_base";
import { expect, test } from "vitest";
import { createTokenizer } from "../../../server/pricing/tokenizer.ts";

const count = createTokenizer(o200k);
const oracle = new Tiktoken(o200k);
const expected = (text: string): number => oracle.encode(text, [], []).length;

test.each([
  "",
  "\0",
  "hello world",
  "  const überraschung = `${née}`;\r\n\t\treturn 漢字 + '👩‍👩‍👧';\n\n",
  "<|endoftext|> they'LL NOT IsolatedCamelCaseWordsEverywhere",
  "qzxwvjkqzxwvjk 12345678 !!!!???///",
  "\ud83d alone",
])("counts %j as the tokenizer itself does", (text) => {
  expect(count(text)).toBe(expected(text));
});

test("counts any text as the tokenizer itself does", () => {
  const word = fc.constantFrom("the", " of", "Foo", "ing", "_", "=>", "\n", "  ", "é", "語", "🙂", "1", "zq");
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(word).map((words) => words.join("")),
  );
  fc.assert(
    fc.property(text, (one) => {
      expect(count(one)).toBe(expected(one));
    }),
    { numRuns: 500 },
  );
});
