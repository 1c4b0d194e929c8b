import fc from "fast-check";
import { expect, test } from "vitest";
import { type Choice, EVERYTHING } from "../../../server/metrics/choice.ts";
import { cutPicture } from "../../../server/metrics/cut-picture.ts";
import { demoPicture } from "../../../server/metrics/demo/demo-picture.ts";
import { NONE, type Picture } from "../../../server/metrics/picture.ts";
import { select } from "../../../server/metrics/select.ts";
import { scopeOfRepository } from "../../../server/metrics/scope.ts";
import {
  addRow,
  costOf,
  COUNT,
  countOf,
  createSums,
  MONEY,
  moneyOf,
  type Sums,
  tokensOf,
  writtenOf,
} from "../../../server/metrics/sums.ts";
import { sumsByTurn } from "../../../server/metrics/sums-by.ts";
import { anySessions, DAY, NOW, pictureOf, REPOSITORIES } from "./pictures.ts";

function totalOf(picture: Picture, choice: Partial<Choice> = {}): Sums {
  return sumsByTurn(select(cutPicture(picture), { ...EVERYTHING, ...choice }), 1, () => 0);
}

function together(tables: readonly Sums[]): Sums {
  const sum = createSums(1);
  for (const table of tables) addRow(sum, 0, table, 0);
  return sum;
}

/** Everything that every part of a turn has its share of. */
const SHARED = [
  COUNT.words,
  COUNT.removed,
  COUNT.unpricedTokens,
  COUNT.estimatedTokens,
  COUNT.input,
  COUNT.cacheWrite,
  ...Array.from({ length: 6 }, (_, outcome) => COUNT.lines + outcome),
  ...Array.from({ length: 8 }, (_, outcome) => COUNT.spendTokens + outcome),
];
const MONEYS = Array.from({ length: 9 }, (_, column) => column);

const shared = (sums: Sums): readonly (number | bigint)[] => [
  ...MONEYS.map((column) => moneyOf(sums, 0, column)),
  ...SHARED.map((column) => countOf(sums, 0, column)),
];

const checkPictures = (holds: (picture: Picture) => void): void => {
  holds(demoPicture({ now: NOW, sessions: 30 }));
  fc.assert(fc.property(anySessions, (told) => holds(pictureOf(told))));
};

test("nothing is lost: what turns cost is what their outcomes cost", () => {
  checkPictures((picture) => {
    const total = totalOf(picture);
    const spent = picture.spends.cost.reduce((sum, cost) => sum + cost, 0n);
    expect(costOf(total, 0)).toBe(spent);
    const kinds = [COUNT.input, COUNT.output, COUNT.cacheRead, COUNT.cacheWrite];
    const tokens = kinds.reduce((sum, kind) => sum + countOf(total, 0, kind), 0);
    expect(tokensOf(total, 0)).toBe(tokens);
    const lines = picture.pieces.lines.reduce((sum, count) => sum + count, 0);
    expect(writtenOf(total, 0) + countOf(total, 0, COUNT.removed)).toBe(lines);
  });
});

test("agents add up to all", () => {
  checkPictures((picture) => {
    const parts = picture.agents.map(({ id }) => totalOf(picture, { agent: id }));
    expect([...together(parts).counts]).toEqual([...totalOf(picture).counts]);
    expect(shared(together(parts))).toEqual(shared(totalOf(picture)));
  });
});

test("times add up to all", () => {
  checkPictures((picture) => {
    const middle = NOW - 40 * DAY;
    const parts = [totalOf(picture, { until: middle }), totalOf(picture, { since: middle })];
    expect(shared(together(parts))).toEqual(shared(totalOf(picture)));
    expect(countOf(together(parts), 0, COUNT.turns)).toBe(picture.turns.session.length);
  });
});

test("repositories and what is in none add up to all", () => {
  checkPictures((picture) => {
    const roots = picture.repositories.map(({ root }) => scopeOfRepository(picture, root));
    const none = {
      repositories: new Uint8Array(picture.repositories.length),
      sessions: Uint8Array.from(picture.sessions, ({ home }) => (home === NONE ? 1 : 0)),
    };
    const parts = [...roots, none].map((scope) => totalOf(picture, { scope }));
    expect(shared(together(parts))).toEqual(shared(totalOf(picture)));
  });
});

test("models add up to all, but for what no model is known for", () => {
  checkPictures((picture) => {
    const parts = picture.models.map((model) => totalOf(picture, { model }));
    const models = Array.from(picture.pieces.model);
    const known =
      !picture.spends.model.includes(NONE) &&
      models.every((model, i) => model !== NONE || aloneIn(picture, i));
    const [sum, all] = [together(parts), totalOf(picture)];
    for (const column of MONEYS) expect(moneyOf(sum, 0, column)).toBeLessThanOrEqual(moneyOf(all, 0, column));
    expect(known ? shared(sum) : []).toEqual(known ? shared(all) : []);
  });
});

/** Whether the piece's turn used one model, which then wrote it. */
function aloneIn({ pieces, spends }: Picture, piece: number): boolean {
  return spends.turn.filter((turn) => turn === pieces.turn[piece]).length === 1;
}

test("a model's lines are those of its own edits, its money is shared by all pieces of its turns", () => {
  const picture = pictureOf([
    {
      turns: [
        {
          spends: [
            { model: 0, cost: 90 },
            { model: 1, cost: 10 },
          ],
          pieces: [
            { path: "a.ts", model: 0, lines: 3, outcome: "kept" },
            { path: "b.ts", model: 1, lines: 1, outcome: "open" },
          ],
        },
      ],
    },
  ]);
  const [large, small] = [totalOf(picture, { model: "large" }), totalOf(picture, { model: "small" })];
  expect([moneyOf(large, 0, MONEY.spend), moneyOf(small, 0, MONEY.spend)]).toEqual([68n, 7n]);
  expect([moneyOf(large, 0, MONEY.spend + 4), moneyOf(small, 0, MONEY.spend + 4)]).toEqual([22n, 3n]);
  expect([writtenOf(large, 0), writtenOf(small, 0)]).toEqual([3, 1]);
});

test("names that were never seen choose nothing", () => {
  const picture = pictureOf([{ turns: [{ pieces: [{ model: NONE }] }] }]);
  const scope = scopeOfRepository(picture, "/volumes/sho");
  for (const choice of [{ agent: "agent" }, { model: "unknown" }, { scope }])
    expect(select(cutPicture(picture), { ...EVERYTHING, ...choice }).sessions).toHaveLength(0);
});

test("a session counts in its own repository, even where all of its lines lie elsewhere", () => {
  const picture = pictureOf([
    { home: 0, turns: [{ pieces: [{ repository: 1 }] }] },
    { home: 1, turns: [{ pieces: [{ repository: 2 }] }] },
    { home: NONE, turns: [{ pieces: [{ repository: NONE, outcome: "outside" }] }] },
  ]);
  const sessionsIn = (root: string): number[] => {
    const choice = { ...EVERYTHING, scope: scopeOfRepository(picture, root) };
    return [...select(cutPicture(picture), choice).sessions];
  };
  expect(REPOSITORIES.map(sessionsIn)).toEqual([[0], [0, 1], [1]]);
});

test("before lines are followed, costs are known and outcomes are not", () => {
  const told = { turns: [{ spends: [{ cost: 5 }] }] };
  const picture = pictureOf([told], { followed: false });
  const total = totalOf(picture);
  const spend = Array.from({ length: 8 }, (_, outcome) => moneyOf(total, 0, MONEY.spend + outcome));
  expect(spend).toEqual([...Array(7).fill(0n), 5n]);
});
