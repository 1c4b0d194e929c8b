// Amounts that nobody spends, as a hostile log may hold them: they stay as large as they can be.
import fc from "fast-check";
import { expect, test } from "vitest";
import { sharedByTurn, spendColumns } from "../../../server/analysis/pictured-turns.ts";
import { createNames } from "../../../server/lib/intern.ts";
import { EVERYTHING } from "../../../server/metrics/choice.ts";
import { cutPicture } from "../../../server/metrics/cut-picture.ts";
import { addMoney, heldMoney } from "../../../server/metrics/money.ts";
import { select } from "../../../server/metrics/select.ts";
import { sumsByTurn } from "../../../server/metrics/sums-by.ts";
import { costOf } from "../../../server/metrics/sums.ts";
import { valueOf } from "../../../server/metrics/value.ts";
import { createPrices } from "../../../server/pricing/prices.ts";
import { turnOf } from "../analysis/facts.ts";
import { NOW, pictureOf } from "./pictures.ts";

const MOST = 2n ** 63n - 1n;
const amount = fc.oneof(
  fc.bigInt({ min: -MOST - 1n, max: MOST }),
  fc.bigInt({ min: MOST - 9n, max: MOST }),
  fc.bigInt({ min: -9n, max: 9n }),
);

test("a sum is the sum, or as much of it as a column holds", () => {
  fc.assert(
    fc.property(amount, amount, (a, b) => {
      expect(addMoney(a, b)).toBe(heldMoney(a + b));
    }),
  );
  expect([heldMoney(MOST + 1n), heldMoney(-MOST * 3n)]).toEqual([MOST, -MOST - 1n]);
});

test("requests of more tokens than there are cost no less than nothing", () => {
  const tokens = { input: 1e11, output: 1e11, cacheRead: 1e11, cacheWrite5m: 1e11, cacheWrite1h: 1e11 };
  const request = { tokens, webSearches: 1e11, estimatedOutput: 1e11 };
  const turn = turnOf([request, { ...request, model: "gpt-5" }]);
  const spends = spendColumns(
    { all: [turn, turn], sessions: [turn.session] } as never,
    createPrices(),
    createNames(),
  );
  expect(spends.cost[0]).toBe(MOST);
  expect(spends.estimatedCost[0]).toBeGreaterThan(0n);
  expect(sharedByTurn(spends, 2)(1).cost).toBe(MOST);
});

test("nor do their sums", () => {
  const turns = [1, 2, 3].map(() => ({ spends: [{ cost: 8e18 }], pieces: [{}] }));
  const selection = select(cutPicture(pictureOf([{ turns }])), EVERYTHING);
  expect(
    costOf(
      sumsByTurn(selection, 1, () => 0),
      0,
    ),
  ).toBe(MOST);
  expect(valueOf(selection, NOW)).toMatchObject({ cost: MOST, lastedUsd: 1 });
});
