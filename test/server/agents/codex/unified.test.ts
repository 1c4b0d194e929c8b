import fc from "fast-check";
import { expect, test } from "vitest";
import { parseUnified } from "../../../../server/agents/codex/unified.ts";
import type { TextHunk } from "../../../../server/agents/agent.ts";

const text = fc.oneof(
  fc.constantFrom("", "@@ -1 +1 @@", "-- a", "++ b", "\\ No", "é\u2028"),
  fc.stringMatching(/^[\w ]{0,9}$/),
);
const line = fc.tuple(fc.constantFrom(" ", "+", "-"), text).map(([sign, body]) => sign + body);
const hunk = fc.record({
  oldStart: fc.integer({ min: 1, max: 1e6 }),
  lines: fc.array(line, { minLength: 1, maxLength: 8 }),
});

function printed(hunks: readonly { readonly oldStart: number; readonly lines: readonly string[] }[]): string {
  return hunks.map(({ oldStart, lines }) => [header(oldStart, lines), ...lines, ""].join("\n")).join("");
}

function header(oldStart: number, lines: readonly string[]): string {
  const old = lines.filter((one) => !one.startsWith("+")).length;
  const now = lines.filter((one) => !one.startsWith("-")).length;
  const range = (first: number, count: number): string => (count === 1 ? `${first}` : `${first},${count}`);
  return `@@ -${range(old === 0 ? oldStart - 1 : oldStart, old)} +${range(1, now)} @@ fn`;
}

test("a printed diff is read back as it was", () => {
  fc.assert(
    fc.property(fc.array(hunk, { maxLength: 4 }), (hunks) => {
      expect(parseUnified(printed(hunks))).toEqual(hunks satisfies TextHunk[]);
      expect(parseUnified(`--- a/x\n+++ b/x\n${printed(hunks)}`)).toEqual(hunks);
    }),
  );
});

test("any text is a diff or none", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(text, line, fc.constant("@@ -1,2 +1 @@"))), (lines) => {
      const hunks = parseUnified(lines.join("\n"));
      expect(hunks === null || Array.isArray(hunks)).toBe(true);
    }),
  );
});

test("an insertion after line 3 begins at line 4", () => {
  expect(parseUnified("@@ -3,0 +4,1 @@\n+x\n")).toEqual([{ oldStart: 4, lines: ["+x"] }]);
});

test("the note of a missing line end is no line, and an empty line is an empty one of the file", () => {
  const diff = "@@ -1,2 +1,2 @@\n\n-a\n\\ No newline at end of file\n+b\n";
  expect(parseUnified(diff)).toEqual([{ oldStart: 1, lines: [" ", "-a", "+b"] }]);
});

test("a diff that is cut off, and a text that is none, are none", () => {
  expect(parseUnified("@@ -1,3 +1,3 @@\n a\n-b\n")).toBeNull();
  expect(parseUnified("hello")).toBeNull();
});
