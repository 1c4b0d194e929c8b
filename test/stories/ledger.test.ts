// The ledger: what was read once stays known, and what is new is added to it. (issue 2, step 3)
import { appendFileSync, readFileSync, renameSync, rmSync, truncateSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { blameOf, reportOf } from "../harness/story-ask.ts";
import { checkTruth, sessionOf, shortOf, tell } from "../harness/story-check.ts";

const app = "src/app.ts";

describe("a second report", () => {
  test("of the same records says the same", async () => {
    const story = tell();
    story.agent("claude-code").prompt().change(app, { add: 5 });
    story.agent("codex").prompt().change(app, { at: 2, add: 3 });
    story.commit("one");
    expect(await reportOf(story)).toEqual(await reportOf(story));
  });

  test("adds what was appended, and nothing twice", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    await checkTruth(story);
    agent.prompt().change(app, { add: 3 });
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 5, open: 3 });
    story.commit("two");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 8 });
  });

  test("takes a last line only when it is complete", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt().say();
    const log = readFileSync(agent.file);
    truncateSync(agent.file, log.length - 40);
    expect(sessionOf(await reportOf(story), agent).requests).toBe(0);
    appendFileSync(agent.file, log.subarray(log.length - 40));
    expect(sessionOf(await checkTruth(story), agent).requests).toBe(1);
  });

  test("still knows a session whose log the agent has deleted", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    await checkTruth(story);
    rmSync(agent.file);
    story.clock.wait(40 * 24 * 60);
    story.commit("after all");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 5 });
  });

  test("knows a log that was moved, once", async () => {
    const story = tell();
    const agent = story.agent("codex").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    await checkTruth(story);
    renameSync(
      agent.file,
      agent.file.replace(/rollout-[^/]*$/, (name) => `${name}`.replace("rollout-", "rollout-2026-")),
    );
    await checkTruth(story);
  });
});

describe("history that changes under a report", () => {
  test("a reset takes lines off the main line", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 5 });
    story.git("reset", "-q", "--hard", "HEAD~1");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ discarded: 5 });
  });

  test("an amend replaces the commit that brought them", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    await checkTruth(story);
    story.clock.wait(10);
    story.git("commit", "-q", "--amend", "-m", "one, by another name");
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.landedIn.map((landing) => landing.commit)).toEqual([story.git("rev-parse", "HEAD")]);
  });

  test("a branch is merged that was open", async () => {
    const story = tell();
    story.git("switch", "-q", "-c", "topic");
    const agent = story.agent("codex").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    story.git("switch", "-q", "main");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ open: 5 });
    story.git("merge", "-q", "--squash", "topic");
    story.commit("Topic (#1)");
    story.git("branch", "-q", "-D", "topic");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 5 });
    expect((await blameOf(story, app)).lines.slice(-5).map((line) => line.origin)).toEqual(
      Array(5).fill("ai"),
    );
  });
});

test("another data folder, begun later, says the same", async () => {
  const story = tell();
  const agent = story.agent("claude-code").prompt();
  agent.change(app, { add: 5 });
  await checkTruth(story);
  story.commit("one");
  story.agent("codex").prompt().change(app, { at: 3, remove: 4, add: 3 });
  const increment = await checkTruth(story);
  expect(await reportOf(story, { ledger: "another" })).toEqual(increment);
});
