import { describe, expect, test } from "vitest";
import { cutPicture } from "../../../server/metrics/cut-picture.ts";
import { NONE, type Picture } from "../../../server/metrics/picture.ts";
import { statusOf } from "../../../server/report/status.ts";
import { FRESH } from "../../harness/fresh.ts";
import { NOW, pictureOf, type ToldSession } from "../metrics/pictures.ts";

const SHOP = "/volumes/shop";
const statusIn = (picture: Picture, folders: readonly string[] = [SHOP], now = NOW) =>
  statusOf(cutPicture(picture), folders, { now, freshness: FRESH });

/** So many hours ago, at a cost in USD. */
const spent = (hours: number, usd: number) => ({ ago: hours / 24, spends: [{ cost: usd * 1e12 }] });

describe("times", () => {
  const picture = pictureOf([{ turns: [spent(15 * 24, 1), spent(63, 2), spent(15.4, 4), spent(15, 8)] }]);

  test("today is the local day, the week is from Monday", () => {
    const { today, week } = statusIn(picture).all;
    expect([today.costUsd, week.costUsd]).toEqual([8, 14]);
    expect(today).toEqual({ costUsd: 8, estimatedCostUsd: 0, unpricedTokens: 0, tokens: 1000, sessions: 1 });
  });

  test("what a wrong clock put into the future is neither of today nor of the week, and does not run", () => {
    const wrong = { turns: [spent(-24 * 300, 16), spent(-24, 32)].toReversed() };
    const { today, week, session } = statusIn(pictureOf([{ turns: [spent(1, 8)] }, wrong])).all;
    expect([today.costUsd, week.costUsd, session]).toEqual([8, 8, null]);
    const soon = pictureOf([{ turns: [spent(0, 8)] }], { sessions: [] });
    const [told] = pictureOf([{ turns: [spent(0, 8)] }]).sessions;
    if (told === undefined) throw new Error("no session");
    expect(statusIn({ ...soon, sessions: [{ ...told, ended: NOW + 60_000 }] }).all.session?.costUsd).toBe(8);
  });

  test("the week's spend is told by outcome once that is known", () => {
    expect(statusIn(picture).all.spend).toMatchObject({ noCode: 14, kept: 0 });
    expect(statusIn(pictureOf([{ turns: [spent(1, 1)] }], { followed: false })).all.spend).toBeNull();
  });

  test("the week's dearest sessions come first, without those that cost nothing known", () => {
    const told = [1, 5, 3, 2].map((usd): ToldSession => ({ turns: [spent(2, usd)] }));
    const free = { turns: [{ spends: [{ model: 2 }] }] };
    const { top } = statusIn(pictureOf([...told, free])).all;
    expect(top.map(({ session, costUsd }) => [session, costUsd])).toEqual([
      ["session-1", 5],
      ["session-2", 3],
      ["session-3", 2],
    ]);
  });
});

describe("the workspace", () => {
  const at = (home: number, folder: string, repository = home): ToldSession => ({
    home,
    folder,
    turns: [{ ...spent(1, 1), pieces: [{ repository }] }],
  });

  test.each([
    ["its repository", [SHOP], 1],
    ["a folder in it", [`${SHOP}/web`], 1],
    ["a folder that holds several", ["/volumes"], 2],
    ["two folders", [SHOP, "/own/shop"], 2],
    ["a folder with a similar name", ["/volumes/sho"], null],
    ["none", [], null],
  ])("%s", (_, folders, usd) => {
    const told = [at(0, SHOP), at(1, "/volumes/tools"), at(2, "/own/shop")];
    const { workspace, all } = statusIn(pictureOf(told), folders);
    expect([workspace.week.costUsd, all.week.costUsd]).toEqual([usd, 3]);
  });

  test("counts of a session elsewhere what falls here", () => {
    const { workspace } = statusIn(
      pictureOf([
        {
          home: 1,
          turns: [{ ...spent(1, 4), pieces: [{ lines: 1 }, { path: "b.ts", repository: 1, lines: 3 }] }],
        },
      ]),
    );
    expect(workspace.week).toMatchObject({ costUsd: 1, tokens: 250, sessions: 1 });
    expect(workspace.top).toMatchObject([{ costUsd: 1, repositories: ["volumes/shop"] }]);
  });

  test("is known by folders where there is no repository, and before any is known", () => {
    const loose = pictureOf([at(NONE, "/notes/today", NONE), at(NONE, "/elsewhere", NONE)]);
    expect(statusIn(loose, ["/notes"]).workspace.week.costUsd).toBe(1);
    const told = [{ home: NONE, folder: SHOP, turns: [spent(1, 1)] }];
    const early = pictureOf(told, { followed: false, repositories: [] });
    expect(statusIn(early, [SHOP]).workspace.week.costUsd).toBe(1);
    expect(statusIn(early, ["/other"]).workspace.week.costUsd).toBeNull();
  });
});

describe("the running session", () => {
  const minutes = (ago: number, usd: number, home = 0): ToldSession => ({
    home,
    turns: [spent(ago / 60, usd)],
  });

  test("is the last that did something within half an hour, whole", () => {
    // Each did something until a quarter of an hour after its last turn.
    const picture = pictureOf([{ turns: [spent(60, 1), spent(0.7, 2)] }, minutes(44, 4, 1)]);
    const { all, workspace } = statusIn(picture);
    expect(all.session).toMatchObject({ id: "session-0", agentLabel: "Agent A", costUsd: 3, sessions: 1 });
    expect(workspace.session).toMatchObject({ id: "session-0" });
    expect(statusIn(picture, ["/volumes/tools"]).workspace.session).toMatchObject({ costUsd: 4 });
  });

  test("is none where all have been still", () => {
    expect(statusIn(pictureOf([minutes(46, 4)])).all.session).toBeNull();
    expect(statusIn(pictureOf([]))).toMatchObject({ sessions: 0, all: { session: null, top: [] } });
  });
});
