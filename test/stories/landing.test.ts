// How an agent's lines reach the main line, or wait, or are lost: branches, rewritten history, stashes. (issue 2, step 5)
import { describe, expect, test } from "vitest";
import { checkTruth, evidenceOf, sessionOf, shortOf, tell } from "../harness/story-check.ts";
import type { Story } from "../harness/story.ts";

const app = "src/app.ts";
const head = (story: Story): string => story.git("rev-parse", "HEAD");

describe("lines are kept", () => {
  test("through a merge commit", async () => {
    const story = tell();
    story.git("switch", "-q", "-c", "topic");
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 6 });
    story.commit("one");
    const landing = head(story);
    story.git("switch", "-q", "main");
    story.person.change("src/store.ts", { at: 0, add: 2 });
    story.commit("meanwhile");
    story.git("merge", "-q", "--no-ff", "-m", "Merge topic", "topic");
    const session = sessionOf(await checkTruth(story), agent);
    expect(shortOf(session.lines)).toEqual({ kept: 6 });
    expect(session.landedIn).toEqual([{ commit: landing, written: 6, removed: 0 }]);
    expect(session.spend.kept).toBe(0.0085);
    expect(await evidenceOf(story, app)).toEqual({ exact: 6 });
  });

  test("through a squash, after main moved in the same file", async () => {
    const story = tell();
    story.git("switch", "-q", "-c", "topic");
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    agent.prompt().change("src/store.ts", { at: 3, remove: 1, add: 4 });
    story.commit("two");
    story.git("switch", "-q", "main");
    story.person.change(app, { at: 1, remove: 1, add: 3 });
    story.commit("meanwhile");
    story.git("merge", "-q", "--squash", "topic");
    story.commit("Topic (#12)");
    story.git("branch", "-q", "-D", "topic");
    const session = sessionOf(await checkTruth(story), agent);
    expect(shortOf(session.lines)).toEqual({ kept: 9 });
    expect(session.landedIn).toEqual([{ commit: head(story), written: 9, removed: 1 }]);
  });

  test("through a rebase", async () => {
    const story = tell();
    story.git("switch", "-q", "-c", "topic");
    const agent = story.agent("codex").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    story.git("switch", "-q", "main");
    story.person.change(app, { at: 0, add: 2 });
    story.commit("meanwhile");
    story.git("switch", "-q", "topic");
    story.git("rebase", "-q", "main");
    story.git("switch", "-q", "main");
    story.git("merge", "-q", "--ff-only", "topic");
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.landedIn).toEqual([{ commit: head(story), written: 5, removed: 0 }]);
    expect(session.spend.kept).toBe(0.00225);
  });

  test("through an amended commit, days later", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    story.clock.wait(3 * 24 * 60);
    agent.prompt().change("src/store.ts", { at: 2, add: 3 });
    story.git("commit", "-q", "-a", "--amend", "-m", "one, complete");
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.landedIn).toEqual([{ commit: head(story), written: 8, removed: 0 }]);
  });

  test("through a cherry-pick whose branch is merged as well", async () => {
    const story = tell();
    story.git("switch", "-q", "-c", "topic");
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.commit("picked");
    agent.prompt().change("src/store.ts", { add: 4 });
    story.commit("not picked");
    story.git("switch", "-q", "main");
    story.git("cherry-pick", "topic~1");
    story.git("merge", "-q", "--no-ff", "-m", "Merge topic", "topic");
    const session = sessionOf(await checkTruth(story), agent);
    expect(shortOf(session.lines)).toEqual({ kept: 9 });
    expect(session.landedIn.map((landing) => landing.written).toSorted((a, b) => a - b)).toEqual([4, 5, 5]);
  });

  test("through a stash that is popped on a moved base", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.git("stash", "-q");
    story.person.change(app, { at: 0, remove: 1, add: 2 });
    story.commit("moved");
    story.git("stash", "pop", "-q");
    story.commit("after all");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 5 });
  });

  test("when one edit lands in two commits, and late", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    agent.change("src/store.ts", { add: 3 });
    story.clock.wait(9 * 24 * 60);
    story.git("commit", "-q", "-m", "half", app);
    story.clock.wait(24 * 60);
    story.commit("other half");
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.landedIn.map((landing) => landing.written).toSorted((a, b) => a - b)).toEqual([3, 5]);
  });

  test("when the revert is reverted", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { at: 3, remove: 2, add: 5 });
    story.commit("try");
    story.clock.wait(60);
    story.git("revert", "--no-edit", "HEAD");
    story.clock.wait(60);
    story.git("revert", "--no-edit", "HEAD");
    const session = sessionOf(await checkTruth(story), agent);
    expect(shortOf(session.lines)).toEqual({ kept: 5 });
    expect(session.spend.kept).toBe(0.0085);
    expect(session.landedIn).toHaveLength(2);
  });
});

describe("lines are open", () => {
  test("in the working tree", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    const session = sessionOf(await checkTruth(story), agent);
    expect(shortOf(session.lines)).toEqual({ open: 5 });
    expect(await evidenceOf(story, app, null)).toEqual({ exact: 5 });
    expect(session.landedIn).toEqual([]);
  });

  test("in the index alone", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    const added = agent.change(app, { add: 5 });
    story.git("add", "-A");
    story.put(app, story.lines(app).slice(0, -added.length));
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ open: 5 });
  });

  test("in a stash", async () => {
    const story = tell();
    const agent = story.agent("codex").prompt();
    agent.change(app, { add: 5 });
    story.git("stash", "-q");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ open: 5 });
  });

  test("on a branch that is not merged", async () => {
    const story = tell();
    story.git("switch", "-q", "-c", "topic");
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { at: 2, remove: 2, add: 5 });
    story.commit("one");
    story.git("switch", "-q", "main");
    const session = sessionOf(await checkTruth(story), agent);
    expect(shortOf(session.lines)).toEqual({ open: 5 });
    expect(session.spend.open).toBe(0.0085);
  });

  test("in a linked worktree", async () => {
    const story = tell();
    const folder = story.worktree("side");
    const agent = story.agent("claude-code", { in: folder }).prompt();
    agent.change(app, { add: 5 });
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ open: 5 });
  });
});

describe("lines are discarded", () => {
  test("when thrown away before any commit", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.git("checkout", "-q", "--", ".");
    const session = sessionOf(await checkTruth(story), agent);
    expect(shortOf(session.lines)).toEqual({ discarded: 5 });
    expect(session.spend.discarded).toBe(0.0085);
  });

  test("when their commit is reset away", async () => {
    const story = tell();
    const agent = story.agent("codex").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    story.git("reset", "-q", "--hard", "HEAD~1");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ discarded: 5 });
  });

  test("when the stash or the branch that held them is dropped", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.git("stash", "-q");
    story.git("stash", "drop", "-q");
    story.git("switch", "-q", "-c", "topic");
    agent.prompt().change(app, { add: 4 });
    story.commit("one");
    story.git("switch", "-q", "main");
    story.git("branch", "-q", "-D", "topic");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ discarded: 9 });
  });

  test("when a later turn only deletes them", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    agent.prompt().change(app, { at: -5, remove: 5 });
    const session = sessionOf(await checkTruth(story), agent);
    expect(shortOf(session.lines)).toEqual({ discarded: 5 });
    expect(session.spend).toMatchObject({ discarded: 0.0085, noCode: 0.0085 });
  });
});
