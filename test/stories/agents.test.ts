// What each agent's record holds becomes what its session is charged and credited for. (issue 2, step 2)
import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Form } from "../harness/session-log.ts";
import type { AgentName } from "../harness/story-agent.ts";
import { reportOf } from "../harness/story-ask.ts";
import { checkTruth, evidenceOf, sessionOf, shortOf, tell } from "../harness/story-check.ts";

const app = "src/app.ts";
const forms: readonly (readonly [AgentName, Form])[] = [
  ["claude-code", "edit"],
  ["claude-code", "multi"],
  ["claude-code", "write"],
  ["claude-code", "bare"],
  ["codex", "patch"],
  ["codex", "quiet"],
  ["codex", "shell"],
];

describe.for(forms)("%s, recorded as %s", ([name, form]) => {
  test("an edit is known to the line, and what stood around it stays a person's", async () => {
    const story = tell();
    const agent = story.agent(name).prompt();
    agent.change(app, { at: 4, remove: 2, add: 5 }, form);
    story.commit("one");
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.lines).toMatchObject({ written: 5, removed: 2, kept: 5 });
    expect(session.landedIn).toEqual([{ commit: story.git("rev-parse", "HEAD"), written: 5, removed: 2 }]);
    expect(await evidenceOf(story, app)).toEqual({ exact: 5 });
    expect(session.spend.kept).toBe(agent.request.costUsd);
  });

  test("a new file", async () => {
    const story = tell();
    const agent = story.agent(name).prompt();
    agent.create("src/fresh.ts", 6, form);
    story.commit("one");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 6 });
  });

  test("several places of a file in one edit", async () => {
    const story = tell();
    const agent = story.agent(name).prompt();
    const places = [
      { at: 2, remove: 1, add: 3 },
      { at: 9, add: 2 },
    ];
    agent.changes(app, places, form === "edit" ? "multi" : form);
    story.commit("one");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 5 });
  });
});

describe.for(["claude-code", "codex"] as const)("%s", (name) => {
  test("a session of questions is no code, and no waste", async () => {
    const story = tell();
    const agent = story.agent(name).prompt("How does it work?").say().prompt("And why?").say().say();
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.spend.noCode).toBe(session.costUsd);
    expect(session.turns.map((turn) => turn.requests)).toEqual([1, 2]);
  });

  test("a refused edit leaves nothing but its cost", async () => {
    const story = tell();
    const agent = story.agent(name).prompt().refuse("src/never.ts").say();
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.lines).toMatchObject({ written: 0, removed: 0 });
    expect(session.requests).toBe(2);
  });

  test("each request's tokens are counted once, however often they stand in the log", async () => {
    const story = tell();
    const agent = story.agent(name).prompt().say().say().say();
    const { tokens } = sessionOf(await checkTruth(story), agent);
    const each = Object.entries(agent.request.tokens).map(([kind, count]) => [kind, count * 3]);
    expect(tokens).toEqual(Object.fromEntries(each));
  });
});

describe("claude-code", () => {
  test("a subagent's work belongs to the turn that started it", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt().say("I will ask.");
    agent.delegate((helper) => helper.change(app, { add: 5 }));
    agent.say();
    story.commit("one");
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.turns).toHaveLength(1);
    expect(session.requests).toBe(3);
    expect(shortOf(session.lines)).toEqual({ kept: 5 });
  });

  test("a resumed copy adds nothing that was counted already", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    const before = await reportOf(story);
    copyFileSync(agent.file, join(dirname(agent.file), "99999999-0000-4000-8000-000000000000.jsonl"));
    expect((await reportOf(story)).sessions).toEqual(before.sessions);
    await checkTruth(story);
  });

  test("a record that no one knows is skipped, and a broken one is counted", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    appendFileSync(
      agent.file,
      `{"type":"from-the-future","x":{"__proto__":{"y":1}}}\n{"type":"assistant","mess\n`,
    );
    agent.change(app, { add: 5 });
    story.commit("one");
    const report = await checkTruth(story);
    expect(report.coverage.skippedRecords).toBe(1);
    expect(shortOf(sessionOf(report, agent).lines)).toEqual({ kept: 5 });
  });

  test("an unknown model costs no zero: it is listed as unpriced", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt().say();
    const log = readFileSync(agent.file, "utf8");
    writeFileSync(agent.file, log.replaceAll("claude-opus-4-5-20251101", "model-of-nobody-7"));
    const report = await reportOf(story);
    expect(report.coverage.unpriced).toEqual([{ model: "model-of-nobody-7", tokens: 1700 }]);
    expect(sessionOf(report, agent)).toMatchObject({ costUsd: null, unpricedTokens: 1700 });
  });
});

describe("codex", () => {
  test("a file moved and changed in one patch, and edited again under its new name", async () => {
    const story = tell();
    const agent = story.agent("codex").prompt();
    agent.move(app, "src/main.ts", { at: 4, remove: 2, add: 5 });
    agent.prompt().change("src/main.ts", { add: 3 });
    story.commit("moved");
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.lines).toMatchObject({ written: 8, removed: 2, kept: 8 });
  });

  test("a deleted file", async () => {
    const story = tell();
    const agent = story.agent("codex").prompt();
    agent.remove(app);
    story.commit("dead");
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.lines).toMatchObject({ written: 0, removed: 12 });
    expect(session.spend.kept).toBe(0.00225);
  });
});
