// The picture that the panel's figures are made from: when work came onto the main line and left it, and what costs alone take.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { NONE, OUTCOMES, type Picture } from "../../server/metrics/picture.ts";
import { engineAsked, reportOf } from "../harness/story-ask.ts";
import { tell } from "../harness/story-check.ts";
import { checkPicture, pictureOf } from "../harness/story-picture.ts";
import type { Story } from "../harness/story.ts";

/** The times of a commit and its first words. */
const timeOf = (story: Story, rev: string): number =>
  Date.parse(story.git("show", "-s", "--format=%cI", rev));

/** The written pieces in plain words. */
const staysIn = ({ pieces, commits }: Picture) =>
  Array.from(pieces.turn.keys())
    .filter((row) => pieces.written[row] === 1)
    .map((row) => ({
      outcome: OUTCOMES[pieces.outcome[row] ?? NONE],
      lines: pieces.lines[row],
      from: pieces.from[row],
      until: pieces.until[row],
      landed: commits[pieces.landed[row] ?? NONE]?.id,
      gone: commits[pieces.gone[row] ?? NONE]?.id,
      reverting: commits[pieces.gone[row] ?? NONE]?.reverting,
    }));

test("a branch's work came with its merge, and bears the commit that it was made in", async () => {
  const story = tell();
  const hand = story.agent("claude-code").prompt();
  story.git("switch", "-q", "-c", "topic");
  hand.change("src/app.ts", { at: 3, add: 4 });
  story.commit("On a branch");
  story.clock.wait(60 * 24 * 9);
  story.git("switch", "-q", "main");
  story.git("merge", "-q", "--no-ff", "-m", "Merge", "topic");
  const { whole } = await pictureOf(story);
  expect(timeOf(story, "HEAD")).toBeGreaterThan(timeOf(story, "HEAD^2"));
  expect(staysIn(whole)).toEqual([
    {
      outcome: "kept",
      lines: 4,
      from: timeOf(story, "HEAD"),
      until: Number.NaN,
      landed: story.git("rev-parse", "HEAD^2"),
      gone: undefined,
      reverting: undefined,
    },
  ]);
  await checkPicture(story, await reportOf(story));
});

test("what a revert took is gone since then, and what reverts the revert has it there all the time", async () => {
  const story = tell();
  story.agent("claude-code").prompt().change("src/app.ts", { at: 3, add: 4 });
  story.commit("Land");
  const [landed, at] = [story.git("rev-parse", "HEAD"), timeOf(story, "HEAD")];
  story.clock.wait(600);
  story.git("revert", "--no-edit", "HEAD");
  const gone = { gone: story.git("rev-parse", "HEAD"), until: timeOf(story, "HEAD"), reverting: true };
  const stay = { lines: 4, from: at, landed };
  expect(staysIn((await pictureOf(story)).whole)).toEqual([{ outcome: "reverted", ...stay, ...gone }]);
  story.clock.wait(600);
  story.git("revert", "--no-edit", "HEAD");
  expect(staysIn((await pictureOf(story)).whole)).toEqual([
    { outcome: "kept", ...stay, until: Number.NaN, gone: undefined, reverting: undefined },
  ]);
});

test("a removal is there while its lines are away", async () => {
  const story = tell();
  story.agent("claude-code").prompt().change("src/app.ts", { at: 3, remove: 2, add: 0 });
  story.commit("Take out");
  const landed = timeOf(story, "HEAD");
  const kept = (await pictureOf(story)).whole.pieces;
  expect([kept.written[0], kept.lines[0], kept.from[0], kept.until[0]]).toEqual([0, 2, landed, Number.NaN]);
  story.clock.wait(30);
  story.git("revert", "--no-edit", "HEAD");
  const back = (await pictureOf(story)).whole.pieces;
  expect([back.from[0], back.until[0]]).toEqual([landed, timeOf(story, "HEAD")]);
});

test("pieces tell models and repositories apart, and sessions where they are at home", async () => {
  const story = tell();
  const [one, other] = [story.agent("claude-code").prompt(), story.agent("codex").prompt()];
  one.change("src/app.ts", { add: 2 });
  other.change("src/store.ts", { add: 3 });
  story.commit("Both");
  const { whole } = await pictureOf(story);
  const { pieces, models, repositories, paths, sessions } = whole;
  const named = Array.from(pieces.turn.keys(), (row) => [
    sessions[whole.turns.session[pieces.turn[row] ?? NONE] ?? NONE]?.session,
    models[pieces.model[row] ?? NONE] !== undefined,
    repositories[pieces.repository[row] ?? NONE]?.root,
    paths[pieces.path[row] ?? NONE],
  ]);
  expect(named).toEqual([
    [one.id, true, story.repo, join(story.repo, "src/app.ts")],
    [other.id, true, story.repo, join(story.repo, "src/store.ts")],
  ]);
  expect(repositories).toEqual([{ root: story.repo, branch: "main" }]);
  expect(sessions.map(({ home }) => home)).toEqual([0, 0]);
});

test("costs come before git is asked anything, and alone where it may not be", async () => {
  const story = tell();
  story.agent("claude-code").prompt().change("src/app.ts", { add: 2 });
  const noPrograms = join(story.home, "no-programs");
  mkdirSync(noPrograms);
  const told: string[] = [];
  const question = {
    now: Date.parse(story.clock.now()),
    folders: [story.repo],
    withGit: false,
    resume: false,
    onProgress: ({ doing }: { readonly doing: string }) => void told.push(doing),
    onNotice: () => {},
    signal: new AbortController().signal,
  };
  const spends: Picture[] = [];
  const alone = await engineAsked(
    story,
    (engine) => engine.picture(question, (spend) => spends.push(spend)),
    {
      env: { PATH: noPrograms },
    },
  );
  expect(alone).toMatchObject({ ok: true, value: { followed: false, repositories: [] } });
  expect(spends).toHaveLength(1);
  expect(new Set(told)).toEqual(new Set(["Reading logs"]));
  const { spend } = await pictureOf(story);
  expect(spends[0]?.spends).toEqual(spend.spends);
});

test("a question that was stopped has no picture, and the next one has the whole", async () => {
  const story = tell();
  story.agent("claude-code").prompt().change("src/app.ts", { add: 2 });
  const stop = new AbortController();
  const question = {
    now: 0,
    folders: [],
    withGit: true,
    resume: false,
    onProgress: () => {},
    onNotice: () => {},
    signal: stop.signal,
  };
  const stopped = engineAsked(story, (engine) => engine.picture(question, () => stop.abort()));
  await expect(stopped).rejects.toThrow("aborted");
  expect((await pictureOf(story)).whole.pieces.lines).toEqual(Int32Array.of(2));
});
