import { expect, test } from "vitest";
import { formatIn } from "../../../media/format.ts";
import {
  costRemark,
  costText,
  keptText,
  modelsText,
  wordsText,
} from "../../../media/sessions/session-words.ts";
import { translator } from "../../../media/words.ts";

const said = { t: translator({}), format: formatIn("en", "UTC") };
const priced = { costUsd: 1.5, estimatedCostUsd: 0, unpricedTokens: 0, quality: "exact" } as const;

test.for([
  ["is what it is where all of it is known", priced, "$1.50", null],
  [
    "is at least so much where a price is missing",
    { ...priced, unpricedTokens: 10 },
    "≥ $1.50",
    "no known price",
  ],
  [
    "is at least so much where a count is only a floor",
    { ...priced, quality: "floor" },
    "≥ $1.50",
    "no full count",
  ],
  ["is an estimate, and said so", { ...priced, costUsd: null, estimatedCostUsd: 0.4 }, "~ $0.40", "estimate"],
  [
    "is not known, and never nothing",
    { ...priced, costUsd: null, unpricedTokens: 10 },
    "–",
    "No known price",
  ],
] as const)("a cost %s", ([, cost, text, remark]) => {
  expect(costText(cost, said)).toBe(text);
  expect(costRemark(cost, said) ?? "").toContain(remark ?? "");
  expect(costRemark(cost, said) === null).toBe(remark === null);
});

const lines = {
  written: 0,
  removed: 0,
  kept: 0,
  reworked: 0,
  reverted: 0,
  discarded: 0,
  open: 0,
  outside: 0,
};

test("lines are kept of those that were written; removals are told where there is nothing else", () => {
  expect(keptText({ lines: { ...lines, written: 241, kept: 212 } }, said)).toBe("212 of 241");
  expect(keptText({ lines: { ...lines, removed: 3 } }, said)).toBe("3 removed");
  expect(keptText({ lines }, said)).toBe("no lines");
});

test("words that were not found are told from those that are on their way", () => {
  expect(wordsText(undefined, said)).toBe("…");
  expect(wordsText(null, said)).toBe("(no words found)");
  expect(wordsText("Split it", said)).toBe("Split it");
});

test("several models are one and how many more", () => {
  expect(modelsText([], said)).toBe("unknown model");
  expect(modelsText(["a"], said)).toBe("a");
  expect(modelsText(["a", "b", "c"], said)).toBe("a and 2 more");
});
