import fc from "fast-check";
import { expect, test } from "vitest";
import { cutPicture } from "../../../server/metrics/cut-picture.ts";
import { NONE } from "../../../server/metrics/picture.ts";
import { sessionStoryOf } from "../../../server/report/session-story.ts";
import { anySessions, DAY, NOW, pictureOf } from "../metrics/pictures.ts";

const id = (session: number) => ({ agent: "agent-a", session: `session-${session}` });

const picture = pictureOf([
  { turns: [{ ago: 30 }] },
  {
    branch: "refunds",
    turns: [
      {
        ago: 20,
        context: 1234,
        unseen: true,
        spends: [{ model: 1, cost: 6e12 }],
        pieces: [
          { path: "b.ts", lines: 2, from: 10 },
          { path: "a.ts", lines: 3, outcome: "reverted", from: 10, until: 4 },
          { path: "a.ts", lines: 1, outcome: "open" },
        ],
      },
      {
        ago: 19,
        pieces: [
          { path: "b.ts", lines: 4, outcome: "reworked", from: 10, until: 2 },
          { path: "b.ts", lines: 1, written: false, from: 10 },
          { path: "notes.txt", repository: NONE, lines: 1, outcome: "outside" },
        ],
      },
      { ago: 18 },
    ],
  },
]);
const story = sessionStoryOf(cutPicture(picture), id(1));

test("a story is of the whole session, over all repositories", () => {
  expect(story?.row).toMatchObject({
    ...id(1),
    turns: 3,
    repositories: ["volumes/shop"],
    models: ["small", "large"],
  });
  expect(story).toMatchObject({ branch: "refunds", folders: ["/volumes/shop"] });
  expect(sessionStoryOf(cutPicture(picture), id(2))).toBeNull();
  expect(sessionStoryOf(cutPicture(picture), { ...id(1), agent: "agent-b" })).toBeNull();
});

test("each turn has what it cost, read and changed", () => {
  const turns = story?.turns.map(({ index, models, contextTokens, unseen, costUsd, lines }) => {
    return [index, models.join(), contextTokens, unseen, costUsd, lines.written, lines.removed];
  });
  expect(turns).toEqual([
    [0, "small", 1234, true, 6, 6, 0],
    [1, "large", 10_000, false, 90e-12, 5, 1],
    [2, "large", 10_000, false, 90e-12, 0, 0],
  ]);
});

test("each file has its lines, and its name within its repository", () => {
  expect(
    story?.files.map(({ name, repository, lines }) => [name, repository, lines.written, lines.removed]),
  ).toEqual([
    ["/elsewhere/notes.txt", null, 1, 0],
    ["a.ts", "volumes/shop", 4, 0],
    ["b.ts", "volumes/shop", 6, 1],
  ]);
});

test("each fate says where lines landed, and where they went", () => {
  const fates = story?.fates.map((fate) => [fate.turn, fate.path, fate.outcome, fate.lines, fate.written]);
  expect(fates).toEqual([
    [0, "/volumes/shop/a.ts", "reverted", 3, true],
    [0, "/volumes/shop/a.ts", "open", 1, true],
    [0, "/volumes/shop/b.ts", "kept", 2, true],
    [1, "/elsewhere/notes.txt", "outside", 1, true],
    [1, "/volumes/shop/b.ts", "reworked", 4, true],
    [1, "/volumes/shop/b.ts", "kept", 1, false],
  ]);
  const [reverted, open] = story?.fates ?? [];
  const at = (ago: number): string => new Date(NOW - ago * DAY).toISOString();
  expect(reverted).toMatchObject({
    landed: { at: at(10) },
    gone: { at: at(4), reverting: false },
    model: "small",
  });
  expect(open).toMatchObject({ landed: null, gone: null });
});

test("what happened is told in order of time, with the session's lines that it concerns", () => {
  expect(story?.timeline.map((one) => [one.what, "lines" in one ? one.lines : one.turn])).toEqual([
    ["prompt", 0],
    ["prompt", 1],
    ["prompt", 2],
    ["landed", 10],
    ["reverted", 3],
    ["reworked", 4],
  ]);
});

test("commits of impossible times are told all the same", () => {
  const late = pictureOf([{ turns: [{ pieces: [{ from: -1e12 }, { from: 1e12 }, { from: 3 }] }] }]);
  const told = sessionStoryOf(cutPicture(late), id(0));
  expect(told?.timeline.map(({ at, what }) => `${what} ${at}`)).toEqual([
    "landed -271821-04-20T00:00:00.000Z",
    "landed 2026-06-14T15:20:00.000Z",
    "prompt 2026-06-16T15:20:00.000Z",
    "landed +275760-09-13T00:00:00.000Z",
  ]);
});

test("fates, files and turns add up to the row", () => {
  fc.assert(
    fc.property(anySessions, (told) => {
      const some = pictureOf(told);
      const cut = cutPicture(some);
      for (const { agent, session } of some.sessions) {
        const { row, fates, files, turns } = sessionStoryOf(cut, { agent, session }) ?? {};
        const written = (fates ?? []).reduce((sum, fate) => (fate.written ? sum + fate.lines : sum), 0);
        expect(written).toBe(row?.lines.written);
        expect((files ?? []).reduce((sum, { lines }) => sum + lines.written, 0)).toBe(written);
        expect((turns ?? []).reduce((sum, { tokens }) => sum + tokens, 0)).toBe(row?.tokens);
        expect(turns).toHaveLength(row?.turns ?? -1);
      }
    }),
  );
});
