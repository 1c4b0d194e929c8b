import fc from "fast-check";
import { expect, test } from "vitest";
import { fixedWidth, money, spokenMoney } from "../../client/money.ts";

test.each([
  [0, "$0.00"],
  [0.004, "<$0.01"],
  [0.006, "$0.01"],
  [1.236, "$1.24"],
  [999.99, "$999.99"],
  [1234.56, "$1,235"],
])("%d USD is %s", (usd, text) => {
  expect(money(usd, "en")).toBe(text);
});

test("in the user's way of writing", () => {
  expect(money(1234.5, "de")).toBe("1.235\u00a0$");
  expect(spokenMoney(1.24, "en")).toBe("1.24 US dollars");
  expect(spokenMoney(0.004, "en")).toBe("< 0.01 US dollars");
});

test("any amount below 100,000 USD takes the same width, with a sign behind it or without", () => {
  const amount = fc.double({ min: 0, max: 99_999, noNaN: true });
  const sign = fc.constantFrom("", "+");
  fc.assert(
    fc.property(amount, fc.constantFrom("en", "de", "fr", "ja"), sign, (usd, locale, after) => {
      const text = usd < 100 ? `${money(usd, locale)}${after}` : money(usd, locale);
      expect(fixedWidth(text)).toHaveLength(fixedWidth("—").length);
    }),
  );
});
