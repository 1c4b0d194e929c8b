// Several hands at the same lines: people before and after, other agents, formatters, moves and renames. (issue 2, step 5)
import { describe, expect, test } from "vitest";
import { checkTruth, evidenceOf, sessionOf, shortOf, tell } from "../harness/story-check.ts";
import { blameOf, reportOf } from "../harness/story-ask.ts";
import { keyOf } from "../harness/story-text.ts";

const app = "src/app.ts";
const store = "src/store.ts";

describe("a person and an agent", () => {
  test("side by side in one commit", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { at: 3, add: 6 });
    story.person.change(app, { at: 3, add: 4 });
    story.person.change(app, { add: 5 });
    story.commit("both");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 6 });
  });

  test("in the window of a session that only reads: nothing is the agent's", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt().say("Reading.");
    story.person.change(app, { at: 3, add: 9 });
    story.commit("my own");
    agent.say();
    const session = sessionOf(await checkTruth(story), agent);
    expect(shortOf(session.lines)).toEqual({});
    expect(session.spend.noCode).toBe(0.017);
    expect(await evidenceOf(story, app)).toEqual({});
  });

  test("who changes the agent's lines a little before the commit", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 8 });
    story.person.touch(app, -5 + story.lines(app).length, 2);
    story.commit("with my changes");
    const session = sessionOf(await checkTruth(story), agent);
    expect(shortOf(session.lines)).toEqual({ kept: 6, reworked: 2 });
    expect(await evidenceOf(story, app)).toEqual({ exact: 6, edited: 2 });
  });

  test("who deletes the agent's lines before the commit", async () => {
    const story = tell();
    const agent = story.agent("codex").prompt();
    agent.change(app, { add: 8 });
    story.person.change(app, { at: -5, remove: 3 });
    story.commit("less of it");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 5, discarded: 3 });
  });

  test("whose draft the agent works in", async () => {
    const story = tell();
    story.person.change(app, { add: 9 });
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { at: -5, remove: 1, add: 3 });
    story.person.change(app, { at: -5, add: 2 });
    story.commit("both");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 3 });
  });

  test("who wrote the same text in another file", async () => {
    const story = tell();
    const same = story.invent(7);
    story.person.change(store, { add: same });
    story.commit("mine");
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: same });
    story.commit("its");
    const mine = (await blameOf(story, store)).lines.slice(-7);
    const its = (await blameOf(story, app)).lines.slice(-7);
    expect(new Set(mine.map((line) => line.origin))).toEqual(new Set(["none"]));
    expect(new Set(its.map((line) => line.origin))).toEqual(new Set(["ai"]));
  });

  test("who types a line that a discarded edit held: without its neighbours it is nobody's", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    const [, line = ""] = agent.change(app, { add: 6 });
    story.git("checkout", "-q", "--", ".");
    story.person.change(store, { at: 4, add: [line] });
    story.commit("by hand");
    expect(await evidenceOf(story, store)).toEqual({});
  });
});

describe("two agents and a person", () => {
  test("in one function, in one commit", async () => {
    const story = tell();
    const first = story.agent("claude-code").prompt();
    first.change(app, { add: 12 });
    story.person.change(app, { at: -8, add: 3 });
    const second = story.agent("codex").prompt();
    second.change(app, { at: -3, remove: 2, add: 3 });
    const third = story.agent("claude-code").prompt();
    third.change(app, { at: -14, remove: 1, add: 2 });
    story.commit("all of us");
    const report = await checkTruth(story);
    expect(shortOf(sessionOf(report, first).lines)).toEqual({ kept: 9, reworked: 3 });
    expect(shortOf(sessionOf(report, second).lines)).toEqual({ kept: 3 });
    expect(shortOf(sessionOf(report, third).lines)).toEqual({ kept: 2 });
  });

  test("at work at once, in files of their own", async () => {
    const story = tell();
    const first = story.agent("claude-code").prompt();
    const second = story.agent("codex").prompt();
    first.change(app, { add: 5 });
    second.change(store, { add: 4 });
    first.change(app, { at: 2, add: 2 });
    story.commit("both");
    const report = await checkTruth(story);
    expect(shortOf(sessionOf(report, first).lines)).toEqual({ kept: 7 });
    expect(shortOf(sessionOf(report, second).lines)).toEqual({ kept: 4 });
    expect(report.totals.costUsd).toBe(0.01925);
  });
});

describe("within a session", () => {
  test("a draft that the turn itself rewrites has no weight", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 8 });
    agent.change(app, { at: -5, remove: 3, add: 4 });
    story.commit("final");
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.lines).toMatchObject({ written: 9, removed: 0, kept: 9 });
  });

  test("what a later turn rewrites before the commit is reworked", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 8 });
    agent.prompt("Not like that.").change(app, { at: -5, remove: 3, add: 4 });
    story.commit("final");
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.turns.map((turn) => shortOf(turn.lines))).toEqual([{ kept: 5, reworked: 3 }, { kept: 4 }]);
  });

  test("what a turn takes out and writes again unchanged has no weight, be it its own or not", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    const added = agent.change(app, { add: 5 });
    const others = story.lines(app).slice(2, 4);
    agent.change(app, { at: 2, remove: 2 });
    agent.change(app, { at: -2, remove: 2 });
    agent.change(app, { at: 2, add: others });
    agent.change(app, { add: added.slice(-2) });
    story.commit("as it was, and more");
    const session = sessionOf(await reportOf(story), agent);
    expect(session.lines).toMatchObject({ written: 5, kept: 5, removed: 0 });
    expect(await evidenceOf(story, app)).toEqual({ exact: 5 });
  });

  test("lines of a lock file have no weight", async () => {
    const story = tell();
    story.put("package-lock.json", ["{", '  "name": "demo"', "}"]);
    story.commit("lock");
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 3 });
    agent.prompt().say();
    const other = story.agent("claude-code").prompt();
    other.change("package-lock.json", { at: 2, add: ['  "left": "1.0.0",', '  "right": "1.0.0"'] });
    story.commit("with lock");
    const session = sessionOf(await reportOf(story), other);
    expect(session.lines.written).toBe(0);
    expect(session.spend.noCode).toBe(0.0085);
  });
});

describe("the lines live on", () => {
  test("through a formatter before the commit, and another after it", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 6 });
    story.person.indent(app, () => "    ");
    story.commit("one");
    story.person.indent(app, () => "\t");
    story.commit("tabs");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 6 });
    expect(await evidenceOf(story, app)).toEqual({ matched: 6 });
  });

  test("through a rename before the commit, and one after it", async () => {
    const story = tell();
    const agent = story.agent("codex").prompt();
    agent.change(app, { add: 6 });
    story.person.rename(app, "src/main.ts");
    story.commit("renamed");
    story.person.rename("src/main.ts", "lib/main.ts");
    story.person.change("lib/main.ts", { at: 2, add: 2 });
    story.commit("renamed again");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 6 });
    expect(await evidenceOf(story, "lib/main.ts")).toEqual({ exact: 6 });
  });

  test("when a new file of the agent's is renamed before its first commit", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.create("src/draft.ts", 7);
    story.person.rename("src/draft.ts", "lib/final.ts");
    story.commit("one");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 7 });
  });

  test("when they are moved to another file, and within a file", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 7 });
    story.commit("one");
    story.person.move(app, { at: 12, count: 7 }, store);
    story.commit("to the store");
    story.person.move(store, { at: 12, count: 7 }, store, 0);
    story.commit("to its top");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 7 });
    expect((await blameOf(story, store)).lines.slice(0, 7).map((line) => line.origin)).toEqual(
      Array(7).fill("ai"),
    );
  });

  test("when they are moved before the commit", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 7 });
    story.person.move(app, { at: 12, count: 7 }, "src/fresh.ts");
    story.commit("one");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 7 });
  });

  test("when their file is copied, once", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.create("src/first.ts", 7);
    story.commit("one");
    story.put("src/copy.ts", story.lines("src/first.ts"));
    story.commit("copy");
    expect(await evidenceOf(story, "src/first.ts")).toEqual({ exact: 7 });
    expect(await evidenceOf(story, "src/copy.ts")).toEqual({});
  });
});

test("texts of stories are all different", async () => {
  const story = tell();
  expect(new Set(story.invent(2000).map(keyOf)).size).toBe(2000);
});
