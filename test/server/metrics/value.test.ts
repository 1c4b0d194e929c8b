import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVERYTHING } from "../../../server/metrics/choice.ts";
import { cutPicture } from "../../../server/metrics/cut-picture.ts";
import { keptLinesOf, WORDS_PER_LINE } from "../../../server/metrics/kept-lines.ts";
import type { Picture } from "../../../server/metrics/picture.ts";
import { select } from "../../../server/metrics/select.ts";
import { confidenceOf, valueOf } from "../../../server/metrics/value.ts";
import { anySessions, DAY, NOW, pictureOf } from "./pictures.ts";

const valueAt = (picture: Picture, asOf: number) => valueOf(select(cutPicture(picture), EVERYTHING), asOf);

test.each([
  [0, "none"],
  [4, "none"],
  [5, "few"],
  [23, "few"],
  [24, "enough"],
])("%i sessions: %s", (sessions, confidence) => {
  expect(confidenceOf(sessions)).toBe(confidence);
});

describe("the figures", () => {
  const session = {
    turns: [
      {
        spends: [{ cost: 6e12, tokens: 600 }],
        pieces: [
          { lines: 2, words: 11 },
          { path: "b.ts", lines: 1, outcome: "open" as const },
        ],
      },
      { spends: [{ cost: 4e12, tokens: 400 }] },
    ],
  };

  test("are parts of all that was spent, questions included", () => {
    expect(valueAt(pictureOf([session]), NOW)).toEqual({
      sessions: 1,
      cost: 10_000_000_000_000n,
      lastedUsd: 0.4,
      lastedTokens: 0.4,
      keptLines: keptLinesOf(11),
      usdPerKeptLine: 10 / keptLinesOf(11),
    });
  });

  test("are not known where nothing was spent, priced, kept or followed", () => {
    const none = { lastedUsd: null, lastedTokens: null, usdPerKeptLine: null };
    expect(valueAt(pictureOf([]), NOW)).toMatchObject({ ...none, cost: null, sessions: 0 });
    const local = pictureOf([{ turns: [{ spends: [{ model: 2 }], pieces: [{}] }] }]);
    expect(valueAt(local, NOW)).toMatchObject({
      cost: null,
      lastedUsd: null,
      lastedTokens: 1,
      usdPerKeptLine: null,
    });
    const early = pictureOf([{ turns: [{}] }], { followed: false });
    expect(valueAt(early, NOW)).toMatchObject({ ...none, cost: 90n });
  });

  test("burning tokens on nothing lowers the first and raises the second", () => {
    const [honest, burnt] = [
      pictureOf([session]),
      pictureOf([session, { turns: [{ spends: [{ cost: 5e12 }] }] }]),
    ];
    const [before, after] = [valueAt(honest, NOW), valueAt(burnt, NOW)];
    expect(after.lastedUsd).toBeLessThan(before.lastedUsd ?? 0);
    expect(after.usdPerKeptLine).toBeGreaterThan(before.usdPerKeptLine ?? 0);
  });
});

describe("as it stood at a time", () => {
  const picture = pictureOf([
    { turns: [{ ago: 20, pieces: [{ lines: 2, words: 20, from: 15 }] }] },
    { turns: [{ ago: 20, pieces: [{ lines: 1, outcome: "reworked", from: 10, until: 5 }] }] },
  ]);

  test.each([
    [18, 0, 0],
    [15, 0.5, 20],
    [12, 0.5, 20],
    [10, 1, 30],
    [7, 1, 30],
    [5, 0.5, 20],
    [0, 0.5, 20],
  ])("%i days ago work was kept that had landed and was not gone yet", (ago, lasted, words) => {
    const value = valueAt(picture, NOW - ago * DAY);
    expect(value).toMatchObject({ lastedUsd: lasted, keptLines: keptLinesOf(words) });
  });

  test("lines of which none is left to know better are of usual length", () => {
    const gone = pictureOf([{ turns: [{ pieces: [{ lines: 6, outcome: "reverted", from: 9, until: 2 }] }] }]);
    expect(valueAt(gone, NOW - 5 * DAY).keptLines).toBe(keptLinesOf(6 * WORDS_PER_LINE));
  });

  test("it is what it is now, if that is the picture's own time", () => {
    fc.assert(
      fc.property(anySessions, (told) => {
        const [now, later] = [pictureOf(told), pictureOf(told, { at: NOW + DAY })];
        expect(valueAt(later, NOW)).toEqual(valueAt(now, NOW));
      }),
    );
  });

  test("it is never more than all", () => {
    fc.assert(
      fc.property(anySessions, fc.integer({ min: 0, max: 100 }), (told, ago) => {
        const { lastedUsd, lastedTokens } = valueAt(pictureOf(told), NOW - ago * DAY);
        for (const share of [lastedUsd ?? 0, lastedTokens ?? 0]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
