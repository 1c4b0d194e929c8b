import { describe, expect, test } from "vitest";
import { DASH, formatIn } from "../../media/format.ts";

const format = formatIn("en", "UTC");

test.for([
  [182.4, "$182.40"],
  [0, "$0.00"],
  [0.004, "< $0.01"],
  [1234.5, "$1,234.50"],
  [null, DASH],
] as const)("money: %j is %s", ([usd, text]) => {
  expect(format.money(usd)).toBe(text);
});

test.for([
  [0.0461, "$0.046"],
  [0.00121, "$0.0012"],
  [3.456, "$3.46"],
  [0, "$0.00"],
  [null, DASH],
] as const)("a small amount of money: %j is %s", ([usd, text]) => {
  expect(format.fineMoney(usd)).toBe(text);
});

test.for([
  [0.61, "61%"],
  [0, "0%"],
  [0.001, "< 1%"],
  [0.999, "99%"],
  [1, "100%"],
  [null, DASH],
] as const)("a share: %j is %s; nearly nothing is not nothing, and nearly all not all", ([share, text]) => {
  expect(format.share(share)).toBe(text);
});

describe("what is not known, or no time at all, is a dash", () => {
  test.for(["day", "longDay", "moment", "clock"] as const)("%s", (name) => {
    expect(format[name](null)).toBe(DASH);
    expect(format[name]("<script>")).toBe(DASH);
  });
});

test("times and sizes in the user's language", () => {
  const german = formatIn("de", "Europe/Berlin");
  expect(german.moment("2026-11-16T13:02:00Z")).toBe("16. Nov., 14:02");
  expect(german.money(1234.5)).toBe("1.234,50\u00a0$");
  expect(format.bytes(1_234_567)).toBe("1.23 MB");
  expect(format.tokens(1_234_567)).toBe("1.23M");
});

test("a day without a time is that day wherever one is", () => {
  const west = formatIn("en", "America/New_York");
  expect(west.longDay("2026-11-01")).toBe("November 1, 2026");
  expect(west.day("2026-11-01")).toBe("Nov 1");
  expect(west.day("2026-11-01T02:00:00Z")).toBe("Oct 31");
});
