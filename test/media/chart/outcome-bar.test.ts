import { expect, test } from "vitest";
import { segmentsOf } from "../../../media/chart/outcome-bar.ts";
import { OUTCOMES_SHOWN } from "../../../media/chart/outcome-look.ts";

test("a bar's parts stand side by side in the order shown and fill it", () => {
  expect(segmentsOf({ noCode: 1, kept: 2, reworked: 1 })).toEqual([
    { outcome: "kept", start: 0, share: 0.5 },
    { outcome: "reworked", start: 0.5, share: 0.25 },
    { outcome: "noCode", start: 0.75, share: 0.25 },
  ]);
});

test("nothing spent is no bar, and nothing negative is drawn", () => {
  expect(segmentsOf({})).toEqual([]);
  expect(segmentsOf({ kept: 0, open: -3 })).toEqual([]);
  expect(segmentsOf({ kept: 1, open: -3 })).toEqual([{ outcome: "kept", start: 0, share: 1 }]);
});

test("every outcome has a place", () => {
  expect(new Set(OUTCOMES_SHOWN).size).toBe(7);
});
