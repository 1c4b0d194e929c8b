import { expect, test } from "vitest";
import { labelled, moneyTicks } from "../../../media/chart/ticks.ts";

test("an axis of money has as many places as its steps need", () => {
  expect(moneyTicks("en", [0, 20, 40])).toEqual(["$0", "$20", "$40"]);
  expect(moneyTicks("en", [0, 0.5, 1])).toEqual(["$0.00", "$0.50", "$1.00"]);
  expect(moneyTicks("en", [0, 0.002, 0.004])).toEqual(["$0.000", "$0.002", "$0.004"]);
  expect(moneyTicks("en", [0, 5000, 10_000])).toEqual(["$0", "$5K", "$10K"]);
  expect(moneyTicks("de", [0, 20])[1]).toMatch(/^20\s\$$/);
  expect(moneyTicks("en", [0])).toEqual(["$0"]);
});

test("labels are dropped from the newest back", () => {
  expect(labelled([0, 30, 60, 90], 58)).toEqual(new Set([1, 3]));
  expect(labelled([0, 100], 58)).toEqual(new Set([0, 1]));
});
