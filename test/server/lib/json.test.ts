import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countOf, isRecord, parseJson, parseJsonRow, textOf, timeOf } from "../../../server/lib/json.ts";

describe("readers", () => {
  it("tells objects from everything else", () => {
    expect([{}, JSON.parse('{"__proto__":1}'), [], null, "x", 1, undefined].map(isRecord)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it("reads texts and counts narrowly", () => {
    expect([textOf("a"), textOf(""), textOf(1), textOf(null)]).toEqual(["a", null, null, null]);
    expect([0, 12, "12", -1, 1.5, NaN, 1e300, "1e3", "[trimmed]", "", null, {}].map(countOf)).toEqual([
      0,
      12,
      12,
      ...Array<null>(9).fill(null),
    ]);
  });
});

describe("timeOf", () => {
  const noon = Date.UTC(2026, 0, 2, 12, 0, 0);
  it.each([
    ["2026-01-02T12:00:00Z", noon],
    ["2026-01-02T12:00:00.000Z", noon],
    ["2026-01-02T12:00:00.875917Z", noon + 875],
    ["2026-01-02T14:00:00.5+02:00", noon + 500],
    ["2026-01-02T14:00:00+0200", noon],
    ["2026-01-02 12:00:00", noon],
    [noon, noon],
    [noon / 1000, noon],
    ["2026-13-02T12:00:00Z", null],
    ["1969-12-31T23:59:59Z", null],
    ["yesterday 3", null],
    ["2026", null],
    [0, null],
    [-5, null],
    [1e300, null],
    [null, null],
  ])("reads %s", (given, time) => expect(timeOf(given)).toBe(time));

  it("takes back every time that Date writes", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(1e11), max: new Date("9999-12-31"), noInvalidDate: true }),
        (date) => timeOf(date.toISOString()) === date.getTime(),
      ),
    );
  });
});

describe("parseJsonRow", () => {
  it("reads one value, a row of them, and says where the rest is broken", () => {
    expect(parseJsonRow('{"a":1}')).toEqual([{ a: 1 }]);
    expect(parseJsonRow('{"a":"}{\\""}{"b":[1]} [2]')).toEqual([{ a: '}{"' }, { b: [1] }, [2]]);
    expect(parseJsonRow('{"a":1}{"b":')).toEqual([{ a: 1 }, undefined]);
    expect(parseJsonRow("not json")).toEqual([undefined]);
    expect(parseJsonRow(" ")).toEqual([]);
  });

  it("gives back any row of objects", () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 }), (values) => {
        const texts = values.map((value) => JSON.stringify(value));
        expect(parseJsonRow(texts.join(""))).toEqual(texts.map((text) => JSON.parse(text)));
      }),
    );
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(parseJsonRow(text))));
    expect(parseJson("[".repeat(1_000_000))).toBeUndefined();
    expect(parseJsonRow("[".repeat(1_000_000))).toEqual([undefined]);
  });
});
