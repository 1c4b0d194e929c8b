import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutPicture } from "../../../server/metrics/cut-picture.ts";
import type { Picture } from "../../../server/metrics/picture.ts";
import type { SessionColumn } from "../../../server/protocol/panel.ts";
import { sessionsPageOf, type PageAsked } from "../../../server/report/sessions-page.ts";
import { ALL } from "../../harness/story-overview.ts";
import { anySessions, NOW, pictureOf } from "../metrics/pictures.ts";

const COLUMNS: readonly SessionColumn[] = [
  "started",
  "agent",
  "repository",
  "model",
  "costUsd",
  "tokens",
  "keptLines",
  "turns",
];

const FIRST: PageAsked = {
  filter: ALL,
  outcome: null,
  sort: { by: "started", descending: false },
  from: 0,
  count: 500,
};
const pageOf = (picture: Picture, asked: Partial<PageAsked>) =>
  sessionsPageOf(cutPicture(picture), { ...FIRST, ...asked }, NOW);
const idsOf = (picture: Picture, asked: Partial<PageAsked>): string[] =>
  pageOf(picture, asked).rows.map(({ session }) => session.replace("session-", ""));

const picture = pictureOf([
  { agent: 1, turns: [{ ago: 9, spends: [{ model: 2, tokens: 9 }], pieces: [{ lines: 1 }] }] },
  {
    home: 1,
    turns: [
      { ago: 8, spends: [{ cost: 5 }] },
      { ago: 7, spends: [{ cost: 3 }] },
    ],
  },
  { turns: [{ ago: 6, spends: [{ model: 1, cost: 8 }], pieces: [{ lines: 4, outcome: "open" }] }] },
]);

test.each([
  ["started", "012", "210"],
  ["agent", "120", "012"],
  ["repository", "102", "021"],
  ["model", "120", "021"],
  ["costUsd", "012", "120"],
  ["tokens", "021", "120"],
  ["keptLines", "120", "012"],
  ["turns", "021", "102"],
] as const)("sorted by %s", (by, up, down) => {
  expect(idsOf(picture, { sort: { by, descending: false } }).join("")).toBe(up);
  expect(idsOf(picture, { sort: { by, descending: true } }).join("")).toBe(down);
});

test("pages put together are the whole sorted list", () => {
  fc.assert(
    fc.property(
      anySessions,
      fc.constantFrom(...COLUMNS),
      fc.boolean(),
      fc.integer({ min: 1, max: 4 }),
      (told, by, descending, count) => {
        const some = pictureOf(told);
        const sort = { by, descending };
        const pages = [0, 1, 2, 3, 4, 5].map((page) => pageOf(some, { sort, from: page * count, count }));
        expect(pages.flatMap(({ rows }) => rows)).toEqual(pageOf(some, { sort }).rows.slice(0, 6 * count));
        expect(new Set(pages.map(({ total }) => total))).toEqual(new Set([told.length]));
      },
    ),
  );
});

describe("an outcome", () => {
  test.each([
    ["kept", "0"],
    ["open", "2"],
    ["noCode", "1"],
    ["reverted", ""],
  ] as const)("%s leaves the sessions that spent something on it, priced or not", (outcome, ids) => {
    expect(idsOf(picture, { outcome }).join("")).toBe(ids);
  });
});

test("a row tells of its session what the filter leaves", () => {
  const told = [
    {
      branch: "main",
      turns: [
        { ago: 40, spends: [{ cost: 1 }] },
        {
          ago: 2,
          spends: [{ cost: 6e12 }, { model: 1, cost: 2e12 }],
          pieces: [{ lines: 1 }, { path: "b.ts", repository: 2, lines: 3 }],
        },
      ],
    },
  ];
  const [row] = pageOf(pictureOf(told), { filter: { ...ALL, period: "7d", repository: "/own/shop" } }).rows;
  expect(row).toMatchObject({
    agentLabel: "Agent A",
    repositories: ["own/shop"],
    models: ["large", "small"],
    turns: 1,
    costUsd: 6,
    tokens: 1500,
    lines: { written: 3, kept: 3 },
    spend: { kept: 6 },
  });
  const [small] = pageOf(pictureOf(told), { filter: { ...ALL, model: "small" } }).rows;
  expect(small).toMatchObject({ models: ["small"], turns: 1, costUsd: 2, lines: { written: 0 } });
});
