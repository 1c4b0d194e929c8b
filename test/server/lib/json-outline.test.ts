import fc from "fast-check";
import { expect, test } from "vitest";
import { LEFT_OUT, outlineOf } from "../../../server/lib/json-outline.ts";

const LONGEST = 6;
const bytesOf = (json: string): string => Buffer.from(json).toString("latin1");
const isLong = (text: string): boolean => bytesOf(JSON.stringify(text)).length - 2 > LONGEST;

/** The value with its long texts left out. */
function without(value: unknown): unknown {
  if (typeof value === "string") return isLong(value) ? LEFT_OUT : value;
  if (Array.isArray(value)) return value.map(without);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [isLong(key) ? LEFT_OUT : key, without(one)]),
  );
}

test("is the same value, but for its long texts", () => {
  const text = fc
    .array(fc.constantFrom("a", '"', "\\", "\n", "é", "🙂", "{", ":", "\\\\"))
    .map((all) => all.join(""));
  // V8's parser may take a key of one escaped character that it met before for a backslash.
  const key = fc.array(fc.constantFrom("a", "é", "🙂", "{", ":")).map((all) => all.join(""));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      text,
      fc.integer(),
      fc.constant(null),
      tie("list"),
      tie("record"),
    ),
    list: fc.array(tie("value")),
    record: fc.dictionary(key, tie("value")),
  }));
  fc.assert(
    fc.property(value, (one) => {
      const outline = outlineOf(bytesOf(JSON.stringify(one)), LONGEST);
      expect(JSON.parse(Buffer.from(outline ?? "", "latin1").toString())).toEqual(without(one));
    }),
    { numRuns: 1000 },
  );
});

test("is the whole where no text is long, and none where a text has no end", () => {
  expect(outlineOf('{"a":"b\\"", "c":1} x', LONGEST)).toBe('{"a":"b\\"", "c":1} x');
  expect(outlineOf('{"a":"b\\"}', LONGEST)).toBeNull();
});
