// How an agent's lines leave the main line: reverted or reworked; and what became of its removals. (issue 2, step 5)
import { describe, expect, test } from "vitest";
import { checkAccounts, checkTruth, sessionOf, shortOf, tell } from "../harness/story-check.ts";
import { reportOf } from "../harness/story-ask.ts";
import type { Story } from "../harness/story.ts";

const app = "src/app.ts";
const head = (story: Story): string => story.git("rev-parse", "HEAD");

describe("lines are reverted", () => {
  test("by git revert", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { at: 3, remove: 2, add: 5 });
    story.commit("try");
    story.clock.wait(60);
    story.git("revert", "--no-edit", "HEAD");
    const session = sessionOf(await checkTruth(story), agent);
    expect(shortOf(session.lines)).toEqual({ reverted: 5 });
    expect(session.lines.removed).toBe(2);
    expect(session.spend.reverted).toBe(0.0085);
  });

  test("by a revert of the merge", async () => {
    const story = tell();
    story.git("switch", "-q", "-c", "topic");
    const agent = story.agent("codex").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    story.git("switch", "-q", "main");
    story.git("merge", "-q", "--no-ff", "-m", "Merge topic", "topic");
    story.clock.wait(60);
    story.git("revert", "--no-edit", "-m", "1", "HEAD");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ reverted: 5 });
  });

  test("by a revert on a branch that is merged", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { at: 3, remove: 2, add: 5 });
    story.commit("try");
    story.git("switch", "-q", "-c", "undo");
    story.clock.wait(60);
    story.git("revert", "--no-edit", "HEAD");
    story.git("switch", "-q", "main");
    story.person.change("src/store.ts", { add: 2 });
    story.commit("meanwhile");
    story.git("merge", "-q", "--no-ff", "-m", "Merge undo", "undo");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ reverted: 5 });
  });

  test("when the earlier text is put back without a word", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { at: 3, remove: 2, add: 5 });
    story.commit("try");
    story.clock.wait(60);
    story.git("checkout", "-q", "HEAD~1", "--", app);
    story.git("commit", "-q", "-m", "As it was");
    // `checkTruth` knows reverts by their words alone.
    const report = await reportOf(story);
    checkAccounts(report);
    expect(shortOf(sessionOf(report, agent).lines)).toEqual({ reverted: 5 });
  });
});

describe("lines are reworked", () => {
  test("when a person deletes them, even though the blob is then the old one", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.commit("try");
    story.clock.wait(60);
    story.person.change(app, { at: -5, remove: 5 });
    story.commit("not needed");
    const session = sessionOf(await checkTruth(story), agent);
    expect(shortOf(session.lines)).toEqual({ reworked: 5 });
    expect(session.spend.reworked).toBe(0.0085);
  });

  test("when another agent writes others in their place, landed or not", async () => {
    const story = tell();
    const first = story.agent("claude-code").prompt();
    first.change(app, { add: 6 });
    story.commit("one");
    const second = story.agent("codex").prompt();
    second.change(app, { at: -3, remove: 2, add: 3 });
    const third = story.agent("claude-code").prompt();
    third.change(app, { at: -3, remove: 1, add: 1 });
    story.commit("two");
    const report = await checkTruth(story);
    expect(shortOf(sessionOf(report, first).lines)).toEqual({ kept: 4, reworked: 2 });
    expect(shortOf(sessionOf(report, second).lines)).toEqual({ kept: 2, reworked: 1 });
    expect(shortOf(sessionOf(report, third).lines)).toEqual({ kept: 1 });
  });

  test("when their file is deleted while the rest of the commit stays", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.create("src/extra.ts", 5);
    agent.change(app, { add: 3 });
    story.commit("extra");
    story.git("rm", "-q", "src/extra.ts");
    story.commit("drop it");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 3, reworked: 5 });
  });
});

describe("a removal is work", () => {
  test("kept where it landed", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { at: 2, remove: 4 });
    story.commit("less");
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.lines).toMatchObject({ written: 0, removed: 4 });
    expect(session.spend.kept).toBe(0.0085);
    expect(session.landedIn).toEqual([{ commit: head(story), written: 0, removed: 4 }]);
  });

  test("reverted where the lines are back", async () => {
    const story = tell();
    const agent = story.agent("codex").prompt();
    agent.change(app, { at: 2, remove: 4 });
    story.commit("less");
    story.clock.wait(60);
    story.git("revert", "--no-edit", "HEAD");
    expect(sessionOf(await checkTruth(story), agent).spend.reverted).toBe(0.00225);
  });

  test("open where it is not committed, discarded where it is thrown away", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { at: 2, remove: 4 });
    expect(sessionOf(await checkTruth(story), agent).spend.open).toBe(0.0085);
    story.git("checkout", "-q", "--", ".");
    expect(sessionOf(await checkTruth(story), agent).spend.discarded).toBe(0.0085);
  });

  test("open where a stash alone holds it", async () => {
    const story = tell();
    const agent = story.agent("codex").prompt();
    agent.change(app, { at: 2, remove: 4 });
    story.git("stash", "-q");
    expect(sessionOf(await checkTruth(story), agent).spend.open).toBe(0.00225);
  });

  test("kept in a file whose new name no commit had yet", async () => {
    const story = tell();
    const agent = story.agent("codex").prompt();
    agent.change(app, { add: 3 });
    story.commit("one");
    story.person.rename(app, "src/main.ts");
    agent.prompt().change("src/main.ts", { at: 4, remove: 2 });
    story.commit("renamed");
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.turns[1]?.lines.removed).toBe(2);
  });

  test("without weight where a person's lines were in no commit yet", async () => {
    const story = tell();
    story.person.change(app, { add: 6 });
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { at: -5, remove: 3 });
    story.commit("mine");
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.lines).toMatchObject({ written: 0, removed: 0 });
    expect(session.spend.noCode).toBe(0.0085);
  });
});
