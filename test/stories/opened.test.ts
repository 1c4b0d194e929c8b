// What is looked up when somebody opens a session: the first words of its prompts, and where its lines stand.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Hand } from "../harness/story-agent.ts";
import { engineAsked, ownFolder, reportOf } from "../harness/story-ask.ts";
import { tell } from "../harness/story-check.ts";
import type { Story } from "../harness/story.ts";
import { bytesUnder } from "../harness/words-in-bytes.ts";

const frame = { onNotice: () => {}, signal: new AbortController().signal };

async function wordsOf(story: Story, hands: readonly Hand[], turns = 10) {
  const sessions = hands.map(({ agent, id }) => ({ agent, session: id }));
  const answer = await engineAsked(story, (engine) => engine.prompts({ ...frame, sessions, turns }));
  return answer.ok ? answer.value.sessions.map(({ words }) => words) : answer;
}

test.for(["claude-code", "codex"] as const)("the first words of each prompt of %s", async (agent) => {
  const story = tell();
  const hand = story
    .agent(agent)
    .prompt("Write\n  a parser, \u202eplease")
    .say()
    .prompt("x ".repeat(900))
    .say();
  const other = story.agent(agent).prompt("Something else").say();
  await reportOf(story);
  const long = `${"x ".repeat(59)}x…`;
  expect(await wordsOf(story, [hand, other])).toEqual([["Write a parser, please", long], ["Something else"]]);
  expect(await wordsOf(story, [hand], 1)).toEqual([["Write a parser, please"]]);
});

test("they are read from the log as it is now, and kept nowhere", async () => {
  const story = tell();
  const hand = story.agent("claude-code").prompt("Plant the zinnias").say().prompt("Water them").say();
  await reportOf(story);
  expect(await wordsOf(story, [hand])).toEqual([["Plant the zinnias", "Water them"]]);
  for (const { bytes } of bytesUnder(ownFolder(story)))
    expect(Buffer.from(bytes).includes("zinnias")).toBe(false);
  // Another file in its place, of which nothing was read yet: it is not taken for the same.
  writeFileSync(hand.file, readFileSync(hand.file, "utf8").replace("Plant the", "x"));
  expect(await wordsOf(story, [hand])).toEqual([["x zinnias", null]]);
  rmSync(hand.file);
  expect(await wordsOf(story, [hand])).toEqual([[null, null]]);
});

test("a session that nobody knows has no turns, and a turn without a prompt no words", async () => {
  const story = tell();
  const hand = story.agent("claude-code").prompt("Go on").say();
  const log = readFileSync(hand.file, "utf8").split("\n");
  writeFileSync(hand.file, log.filter((line) => !line.includes("Go on")).join("\n"));
  await reportOf(story);
  const unknown = { ...hand, id: "nobody's" };
  expect(await wordsOf(story, [hand, unknown])).toEqual([[], []]);
});

test("of a session that goes on in another file under another name each has its own prompts", async () => {
  const story = tell();
  const hand = story.agent("claude-code").prompt("Begin").say().prompt("Go on").say();
  const id = "00000099-0000-4000-8000-000000000000";
  const copy = readFileSync(hand.file, "utf8").replaceAll(hand.id, id);
  writeFileSync(hand.file.replace(hand.id, id), copy);
  const other = story.agent("claude-code").prompt("Something new").say();
  const more = readFileSync(other.file, "utf8").replaceAll(other.id, id);
  writeFileSync(hand.file.replace(hand.id, id), copy + more);
  rmSync(other.file);
  const { sessions } = await reportOf(story);
  const both = [hand, { ...hand, id }];
  const turns = both.map((one) => sessions.find((session) => session.id === one.id)?.turns.length);
  expect(turns).toEqual([2, 1]);
  expect(await wordsOf(story, both)).toEqual([["Begin", "Go on"], ["Something new"]]);
});

test("a command that sends a prompt is shown as it was typed", async () => {
  const story = tell();
  const command = "<command-message>review</command-message>\n<command-name>/review</command-name>";
  const hand = story.agent("claude-code").prompt(`${command}\n<command-args>the parser</command-args>`).say();
  await reportOf(story);
  expect(await wordsOf(story, [hand])).toEqual([["/review the parser"]]);
});

test("where a session's lines stand in the working tree now", async () => {
  const story = tell();
  const hand = story.agent("claude-code").prompt();
  hand.change("src/app.ts", { at: 2, add: 3 });
  story.commit("Three lines");
  hand.prompt().change("src/app.ts", { at: 8, add: 2 });
  const other = story.agent("codex").prompt();
  other.change("src/app.ts", { at: 0, add: 1 });
  await reportOf(story);
  story.person.change("src/app.ts", { at: 4, add: 1 });
  const path = join(story.repo, "src/app.ts");
  const linesOf = async ({ agent, id }: Hand, of = path) => {
    const question = { ...frame, agent, session: id, path: of };
    return engineAsked(story, (engine) => engine.lines(question));
  };
  const run = (turn: number, first: number, last: number) => ({ first, last, turn, evidence: "exact" });
  expect(await linesOf(hand)).toEqual({
    ok: true,
    value: {
      schema: "tokenworth/lines@1",
      path,
      runs: [run(0, 4, 4), run(0, 6, 7), run(1, 11, 12)],
    },
  });
  expect(await linesOf(other)).toMatchObject({ value: { runs: [run(0, 1, 1)] } });
  expect(await linesOf(hand, join(story.repo, "no-such-file"))).toMatchObject({ ok: false, status: 2 });
  expect(await linesOf(hand, join(story.home, "outside"))).toMatchObject({ ok: false, status: 2 });
});
