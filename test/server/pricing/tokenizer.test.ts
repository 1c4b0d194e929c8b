import fc from "fast-check";
import { Tiktoken } from "js-tiktoken/lite";
import o200k from "js-tiktoken/ranks/o200k_base";
import { expect, test } from "vitest";
import { pieceEnd } from "../../../server/pricing/ascii-pieces.ts";
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

test("parts ASCII as the pattern does", () => {
  const pattern = new RegExp(o200k.pat_str, "gu");
  const bit = fc.constantFrom(
    ..."aZq 09\n\r\t\v\f'/=(_-".split(""),
    "'s",
    "'LL",
    "'rE",
    "  ",
    "\n\n",
    " \n ",
    "Ab",
    "\x1c",
    "\x7f",
  );
  const text = fc.oneof(
    fc.array(bit).map((bits) => bits.join("")),
    fc.string({ unit: "grapheme-ascii" }),
    fc.string({ unit: fc.integer({ min: 0, max: 127 }).map((code) => String.fromCharCode(code)) }),
  );
  fc.assert(
    fc.property(text, (one) => {
      const pieces: string[] = [];
      for (let at = 0; at < one.length;) {
        const end = pieceEnd(one, at);
        pieces.push(one.slice(at, end));
        at = end;
      }
      expect(pieces).toEqual(one.match(pattern) ?? []);
    }),
    { numRuns: 2000 },
  );
});
