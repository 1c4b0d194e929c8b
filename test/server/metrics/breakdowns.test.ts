import fc from "fast-check";
import { expect, test } from "vitest";
import { breakdownsOf, hasSomething } from "../../../server/metrics/breakdowns.ts";
import { EVERYTHING } from "../../../server/metrics/choice.ts";
import { cutPicture } from "../../../server/metrics/cut-picture.ts";
import { NONE, type Picture } from "../../../server/metrics/picture.ts";
import { select } from "../../../server/metrics/select.ts";
import { sumsByPortion, sumsByTurn } from "../../../server/metrics/sums-by.ts";
import {
  addRow,
  costOf,
  COUNT,
  countOf,
  createSums,
  MONEY,
  moneyOf,
  tokensOf,
} from "../../../server/metrics/sums.ts";
import { anySessions, pictureOf } from "./pictures.ts";

function tablesIn(picture: Picture) {
  const selection = select(cutPicture(picture), EVERYTHING);
  const breakdowns = breakdownsOf(selection);
  const sums = sumsByPortion(
    selection,
    breakdowns.map(({ grouping }) => grouping),
  );
  return {
    selection,
    tables: breakdowns.flatMap((breakdown, i) =>
      sums[i] === undefined ? [] : [{ breakdown, sums: sums[i] }],
    ),
  };
}

/** Rows with something in them, by key: their cost. */
const shownIn = (picture: Picture): Record<string, Record<string, bigint>> =>
  Object.fromEntries(
    tablesIn(picture).tables.map(({ breakdown, sums }) => [
      breakdown.by,
      Object.fromEntries(
        breakdown.names.flatMap(({ key }, row) =>
          hasSomething(breakdown, sums, row) ? [[key, costOf(sums, row)]] : [],
        ),
      ),
    ]),
  );

test("each table adds up to the whole", () => {
  fc.assert(
    fc.property(anySessions, (told) => {
      const { selection, tables } = tablesIn(pictureOf(told));
      const total = sumsByTurn(selection, 1, () => 0);
      expect(tables).toHaveLength(4);
      for (const { breakdown, sums } of tables) {
        const sum = createSums(1);
        breakdown.names.forEach((_, row) => {
          if (hasSomething(breakdown, sums, row)) addRow(sum, 0, sums, row);
        });
        for (let outcome = 0; outcome < 7; outcome++)
          expect(moneyOf(sum, 0, MONEY.spend + outcome)).toBe(moneyOf(total, 0, MONEY.spend + outcome));
        expect(tokensOf(sum, 0)).toBe(tokensOf(total, 0));
        for (const column of [COUNT.words, COUNT.removed, COUNT.lines])
          expect(countOf(sum, 0, column)).toBe(countOf(total, 0, column));
      }
    }),
  );
});

test("rows are named as filters name them", () => {
  const picture = pictureOf([
    {
      turns: [
        { context: 24_999, spends: [{ model: 1, cost: 1 }], pieces: [{ path: "a.test.ts", lines: 1 }] },
        { context: 25_000, spends: [{ model: NONE, cost: 2 }], pieces: [{ path: "b", model: NONE }] },
        { context: 1e6, spends: [{ model: 0, cost: 4 }] },
      ],
    },
  ]);
  expect(shownIn(picture)).toEqual({
    agent: { "agent-a": 7n },
    model: { large: 4n, small: 1n, "": 2n },
    kind: { tests: 1n, other: 2n, noFile: 4n },
    context: { "0-25": 1n, "25-50": 2n, "200-": 4n },
  });
});

test("money without tokens has its row, whoever it was spent on", () => {
  const told = [{ turns: [{ spends: [{ model: NONE, tokens: 0, cost: 1 }] }] }];
  expect(shownIn(pictureOf(told))["model"]).toMatchObject({ "": 1n });
});

test("before lines are followed, what files it went to is not known", () => {
  const picture = pictureOf([{ turns: [{ spends: [{ cost: 3 }] }] }], { followed: false });
  expect(shownIn(picture)["kind"]).toEqual({ "": 3n });
});
