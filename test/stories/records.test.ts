// What stands in agents' records beside prompts, answers and edits: summaries, copies, placeholders, undone edits. (issue 2, step 2)
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Hand } from "../harness/story-agent.ts";
import { blameOf, reportOf } from "../harness/story-ask.ts";
import { checkAccounts, checkTruth, sessionOf, shortOf, tell } from "../harness/story-check.ts";
import type { Story } from "../harness/story.ts";
import { claudeCodeModel } from "../harness/write-claude-code.ts";

const app = "src/app.ts";

/** Write further records into a Claude Code session's log, with the frame that all have. */
function append(story: Story, { file, id }: Hand, ...records: readonly object[]): void {
  for (const record of records) {
    const frame = { sessionId: id, cwd: story.repo, timestamp: story.clock.stamp(), uuid: story.clock.now() };
    appendFileSync(file, `${JSON.stringify({ ...frame, ...record })}\n`);
  }
}

/** Write a further record into a Codex session's log. */
function appendCodex(story: Story, { file }: Hand, type: string, payload: object): void {
  appendFileSync(file, `${JSON.stringify({ timestamp: story.clock.stamp(), type, payload })}\n`);
}

const answer = (usage: object, stop: string | null = "end_turn", content: readonly object[] = []) => ({
  type: "assistant",
  requestId: "req_extra",
  message: { id: "msg_extra", role: "assistant", model: claudeCodeModel, content, stop_reason: stop, usage },
});

describe("the summary of a compaction is no prompt", () => {
  test("of claude-code", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 4 });
    const content = "This session is being continued from a previous conversation. Summary: ...";
    append(
      story,
      agent,
      { type: "system", subtype: "compact_boundary", content: "Conversation compacted" },
      { type: "user", isCompactSummary: true, message: { role: "user", content } },
    );
    agent.change(app, { add: 3 });
    story.commit("one");
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.turns).toHaveLength(1);
  });

  test("of codex", async () => {
    const story = tell();
    const agent = story.agent("codex").prompt();
    agent.change(app, { add: 4 });
    appendCodex(story, agent, "compacted", { message: "Summary: ..." });
    agent.change(app, { add: 3 });
    story.commit("one");
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.turns).toHaveLength(1);
  });
});

describe("a fork adds only what is its own", () => {
  test("of claude-code", async () => {
    const story = tell();
    const first = story.agent("claude-code").prompt();
    first.change(app, { add: 4 });
    const second = story.agent("claude-code");
    const copied = readFileSync(first.file, "utf8").replaceAll(first.id, second.id);
    writeFileSync(second.file, copied.replaceAll('"uuid":"uuid', '"uuid":"copy'));
    second.prompt("Try the other way.").change(app, { add: 3 });
    story.commit("both");
    const report = await checkTruth(story);
    expect(sessionOf(report, second).turns).toHaveLength(1);
    expect(shortOf(sessionOf(report, second).lines)).toEqual({ kept: 3 });
  });

  test("of codex", async () => {
    const story = tell();
    const first = story.agent("codex").prompt().say();
    first.change(app, { add: 4 });
    const second = story.agent("codex");
    const own = JSON.parse(readFileSync(second.file, "utf8"));
    own.payload.forked_from_id = first.id;
    writeFileSync(second.file, `${JSON.stringify(own)}\n${readFileSync(first.file, "utf8")}`);
    second.prompt("Try the other way.").change(app, { add: 3 });
    story.commit("both");
    const report = await checkTruth(story);
    expect(sessionOf(report, second).turns).toHaveLength(1);
    expect(shortOf(sessionOf(report, second).lines)).toEqual({ kept: 3 });
  });
});

describe("a prompt without an answer is a turn without a request", () => {
  test.for(["claude-code", "codex"] as const)("of %s", async (name) => {
    const story = tell();
    const agent = story.agent(name).prompt().say().prompt("Are you there?");
    const session = sessionOf(await checkTruth(story), agent);
    expect(session.turns.map(({ requests }) => requests)).toEqual([1, 0]);
  });
});

describe("of a request of claude-code", () => {
  const usage = { input_tokens: 100, output_tokens: 200, cache_read_input_tokens: 0 };

  test("whose answer broke off, the output is a floor, and the rest is estimated apart", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    const words = [{ type: "text", text: "one two three four five six seven eight nine ten" }];
    append(story, agent, answer({ ...usage, output_tokens: 2 }, null, words));
    const report = await reportOf(story);
    checkAccounts(report);
    const session = sessionOf(report, agent);
    expect(session).toMatchObject({ requests: 1, quality: "floor", costUsd: 0.00055 });
    expect(session.tokens.output).toBe(2);
    expect(session.estimatedTokens).toBe(8);
    expect(session.estimatedCostUsd).toBe(0.0002);
    expect(report.coverage.floorRequests).toBe(1);
  });

  test("an advisor's tokens are counted beside its own, by the advisor's model", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    const advisor = {
      type: "advisor_message",
      model: "claude-haiku-4-5",
      input_tokens: 1000,
      output_tokens: 100,
    };
    append(story, agent, answer({ ...usage, iterations: [{ type: "message", ...usage }, advisor] }));
    const session = sessionOf(await reportOf(story), agent);
    expect(session.models.toSorted()).toEqual(["claude-haiku-4-5", claudeCodeModel]);
    expect(session.tokens).toMatchObject({ input: 1100, output: 300 });
    expect(session.costUsd).toBe(0.007);
  });

  test("in fast mode, the price is a multiple", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    const made = answer({ ...usage, speed: "fast" });
    append(story, agent, { ...made, message: { ...made.message, model: "claude-opus-4-6" } });
    expect(sessionOf(await reportOf(story), agent).costUsd).toBe(0.0055 * 6);
  });
});

test("an edit of codex that is undone is no longer there, and the next one stands on what was before", async () => {
  const story = tell();
  const agent = story.agent("codex").prompt();
  const before = story.lines(app);
  agent.change(app, { at: 4, remove: 2, add: 5 });
  story.put(app, before);
  appendCodex(story, agent, "event_msg", { type: "undo_completed", success: true, message: "Undone." });
  agent.prompt().change(app, { at: 6, add: 3 });
  story.commit("one");
  const session = sessionOf(await checkTruth(story), agent);
  expect(session.turns.map(({ lines }) => shortOf(lines))).toEqual([{ discarded: 5 }, { kept: 3 }]);
});

test("of a notebook, the lines are its cells' source lines", async () => {
  const story = tell();
  const path = join(story.repo, "study.ipynb");
  const notebook = (...sources: readonly (readonly string[])[]): string => {
    const cells = sources.map((lines, i) => ({
      cell_type: "code",
      id: `cell-${i}`,
      metadata: {},
      source: lines.map((line, k) => (k < lines.length - 1 ? `${line}\n` : line)),
    }));
    return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1);
  };
  const old = notebook(["import pandas", "table = pandas.read_csv('sales.csv')"]);
  writeFileSync(path, old);
  story.commit("notebook");
  const agent = story.agent("claude-code").prompt();
  const cell = ["by_month = table.groupby('month')", 'print("sum", by_month.sum())'];
  const updated = notebook(["import pandas", "table = pandas.read_csv('sales.csv')"], cell);
  const input = { notebook_path: path, cell_id: "cell-0", new_source: cell.join("\n"), edit_mode: "insert" };
  const made = answer({ input_tokens: 100, output_tokens: 200 }, "tool_use", [
    { type: "tool_use", id: "toolu_1", name: "NotebookEdit", input },
  ]);
  const result = { tool_use_id: "toolu_1", type: "tool_result", content: "Updated." };
  const toolUseResult = { ...input, original_file: old, updated_file: updated };
  append(story, agent, made, { type: "user", message: { role: "user", content: [result] }, toolUseResult });
  writeFileSync(path, updated);
  story.commit("another cell");
  const report = await reportOf(story);
  checkAccounts(report);
  expect(shortOf(sessionOf(report, agent).lines)).toEqual({ kept: 2 });
  const { lines } = await blameOf(story, "study.ipynb");
  expect(lines.filter(({ origin }) => origin === "ai")).toHaveLength(2);
});
