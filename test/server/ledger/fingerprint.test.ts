import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPrinter, createSeal } from "../../../server/ledger/fingerprint.ts";

const key = new Uint8Array(32).fill(1);
const printer = createPrinter(key);

describe("a line's print", () => {
  test("is the same for every printer of the key and another for another key", () => {
    const other = createPrinter(new Uint8Array(32).fill(2));
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(printer.line(text)).toEqual(createPrinter(key).line(text));
        expect(other.line(text).text).not.toBe(printer.line(text).text);
      }),
      { numRuns: 30 },
    );
  });

  test("is blind to white space in `text` and sees it in `space`", () => {
    const [plain, indented] = [printer.line("if (a) {"), printer.line("\t if(a)  {")];
    expect(indented.text).toBe(plain.text);
    expect(indented.space).not.toBe(plain.space);
    expect(printer.line("if (b) {").text).not.toBe(plain.text);
  });

  test("fits its bits and says whether the line is significant", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (line) => {
        const { text, space, significant } = printer.line(line);
        expect(Number.isInteger(text) && text >= 0 && text < 2 ** 48).toBe(true);
        expect(Number.isInteger(space) && space >= 0 && space < 2 ** 16).toBe(true);
        expect(significant).toBe(/[\p{L}\p{N}]/u.test(line));
      }),
    );
  });

  test("is the one that stands in the file's print, also when the memory is full", () => {
    const lines = Array.from({ length: 200_000 }, (_, index) => `  line ${index % 150_000};`);
    const print = printer.file(lines);
    for (const index of [0, 1, 77_777, 149_999, 150_000, 199_999]) {
      const { text, space, significant } = printer.line(lines[index] ?? "");
      expect([print.text[index], print.flags[index]]).toEqual([text, space * 2 + (significant ? 1 : 0)]);
    }
    expect(new Set(print.text).size).toBe(150_000);
  });
});

describe("a sketch", () => {
  test("has one byte a token, in order, and 24 at most", () => {
    const [one, changed] = [printer.sketch("const total = a + b;"), printer.sketch("const total = a + c;")];
    expect(one).toHaveLength(7);
    expect([...one].filter((byte, index) => byte !== changed[index])).toHaveLength(1);
    expect(printer.sketch("x ".repeat(100))).toHaveLength(24);
    expect(printer.sketch(" \t")).toHaveLength(0);
  });
});

test("a seal keeps parts apart and depends on the key", () => {
  const seal = createSeal(key);
  expect(seal("ab", "c")).not.toEqual(seal("a", "bc"));
  expect(seal("ab")).toEqual(seal(Buffer.from("ab")));
  expect(seal("ab")).not.toEqual(createSeal(new Uint8Array(32))("ab"));
  expect(seal("ab")).toHaveLength(16);
});
