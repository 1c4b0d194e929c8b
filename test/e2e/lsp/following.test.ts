// The built server beside people and agents at work: what it tells, and how soon.
import { expect, test } from "vitest";
import type { Outcome } from "../../../server/protocol/report.ts";
import type { Status } from "../../../server/protocol/panel.ts";
import { holdBack } from "../../harness/held-back.ts";
import { usdOf } from "../../harness/story-agent.ts";
import { costOf, isReady, money, serverFor, tellToday } from "./told.ts";

/** A change is told this soon, ms. */
const SOON = 2_000;

const spent =
  (outcome: Outcome) =>
  (status: Status): string =>
    money(status.workspace.spend?.[outcome]);

test("what was spent is right at the start, and soon after an agent's log has grown", async () => {
  const story = tellToday();
  const [claude, codex] = [story.agent("claude-code"), story.agent("codex")];
  claude.prompt().change("src/app.ts", { at: 2, add: 3 });
  story.commit("Work");
  const server = await serverFor(story);
  const first = await server.until(isReady);
  expect(money(first.workspace.today.costUsd)).toBe(costOf(claude));
  expect(money(first.all.week.costUsd)).toBe(costOf(claude));
  expect(first.workspace.session).toMatchObject({ agent: "claude-code", id: claude.id, sessions: 1 });
  expect(spent("kept")(first)).toBe(costOf(claude));

  codex.prompt().change("src/app.ts", { at: 4, add: 2 });
  const grown = await server.until(({ all }) => money(all.today.costUsd) === costOf(claude, codex), SOON);
  expect(grown.all.today.sessions).toBe(2);
  await server.until((status) => isReady(status) && spent("open")(status) === costOf(codex), SOON);
  expect(await server.end()).toBe(0);
});

test("a record of which only half is there counts once it is whole", async () => {
  const story = tellToday();
  const [claude, codex] = [story.agent("claude-code"), story.agent("codex")];
  claude.prompt().change("src/app.ts", { at: 2, add: 3 });
  const late = holdBack(story, "claude-code", 90, (hand) => void hand.prompt().say());
  const server = await serverFor(story);
  await server.until((status) => isReady(status) && money(status.all.today.costUsd) === costOf(claude));
  late.writeHalf();
  codex.prompt().change("src/app.ts", { at: 4, add: 2 });
  // What was appended after the half is in, and so the half has been read.
  const whole = usdOf(claude, codex) - 1e-9;
  const { all } = await server.until((status) => (status.all.today.costUsd ?? 0) > whole, SOON);
  expect(money(all.today.costUsd)).toBe(costOf(claude, codex));
  late.writeRest();
  const sum = costOf(claude, codex, late.hand);
  await server.until((status) => money(status.all.today.costUsd) === sum, SOON);
  expect(await server.end()).toBe(0);
});

test("commits, reverts and branches move what was spent", async () => {
  const story = tellToday();
  const claude = story.agent("claude-code");
  const server = await serverFor(story);
  await server.until(isReady);
  claude.prompt().change("src/app.ts", { at: 2, add: 3 });
  const all = costOf(claude);
  await server.until((status) => spent("open")(status) === all, SOON);
  story.commit("Work");
  await server.until((status) => spent("kept")(status) === all, SOON);
  story.git("revert", "--no-edit", "HEAD");
  await server.until((status) => spent("reverted")(status) === all, SOON);
  story.git("revert", "--no-edit", "HEAD");
  await server.until((status) => spent("kept")(status) === all, SOON);
  story.git("switch", "-q", "-c", "topic");
  story.git("branch", "-q", "-f", "main", "HEAD~3");
  await server.until((status) => spent("open")(status) === all, SOON);
  expect(server.logged).toEqual([]);
});

test("a file that an agent edited is looked at when the editor tells of it", async () => {
  const story = tellToday();
  const claude = story.agent("claude-code");
  const before = story.lines("src/app.ts");
  claude.prompt().change("src/app.ts", { at: 2, add: 3 });
  const server = await serverFor(story);
  await server.until((status) => isReady(status) && spent("open")(status) === costOf(claude));
  story.put("src/app.ts", before);
  const { connection } = server;
  await connection.sendNotification("textDocument/didSave", {
    textDocument: { uri: `file://${story.repo}/src/app.ts` },
  });
  const told = await server.until((status) => spent("discarded")(status) === costOf(claude), SOON);
  expect(spent("open")(told)).toBe(money(0));
});

test("pushes come at most twice a second, and none when nothing has changed", async () => {
  const story = tellToday();
  const claude = story.agent("claude-code");
  const server = await serverFor(story);
  await server.until(isReady);
  for (let turn = 0; turn < 12; turn++) {
    claude.prompt().change("src/app.ts", { at: 1, add: 1 });
    await new Promise((rest) => setTimeout(rest, 100));
  }
  await server.until((status) => isReady(status) && money(status.all.today.costUsd) === costOf(claude));
  const times = server.pushes.map(({ status }) => Date.parse(status.now));
  const gaps = times.slice(1).map((at, i) => at - (times[i] ?? 0));
  expect(gaps.length).toBeGreaterThan(1);
  // A timer may be a moment early by this clock.
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(495);
  const texts = server.pushes.map(({ status }) =>
    JSON.stringify({
      ...status,
      now: "",
      freshness: { ...status.freshness, costsAsOf: "", outcomesAsOf: "" },
    }),
  );
  expect(texts.filter((text, i) => text === texts[i + 1])).toEqual([]);
});
