// Erasing, while the server runs: what is erased is gone from all answers, and comes back only as far as it should.
import { expect, test } from "vitest";
import { costOf, isReady, money, serverFor, tellToday } from "./told.ts";

const everything = { what: "everything" } as const;

async function begin() {
  const story = tellToday();
  const [claude, codex] = [story.agent("claude-code"), story.agent("codex")];
  claude.prompt().change("src/app.ts", { at: 2, add: 3 });
  codex.prompt().change("src/store.ts", { at: 2, add: 3 });
  const server = await serverFor(story);
  await server.until((status) => isReady(status) && status.sessions === 2);
  return { story, claude, codex, server };
}

test("everything: nothing is known, and nothing is read again, until somebody asks for it", async () => {
  const { claude, codex, server } = await begin();
  const asked = { what: "everything" } as const;
  expect(await server.ask("tokenworth/forget", { asked, erase: false })).toMatchObject({
    erased: false,
    sessions: 2,
  });
  expect(await server.ask("tokenworth/status", {})).toMatchObject({ sessions: 2 });
  expect(await server.ask("tokenworth/forget", { asked, erase: true })).toMatchObject({ erased: true });
  claude.prompt().change("src/app.ts", { at: 2, add: 1 });
  expect(await server.ask("tokenworth/status", {})).toMatchObject({
    sessions: 0,
    freshness: { activity: "stopped", costsAsOf: null, outcomesAsOf: null },
  });
  const { agents } = await server.ask("tokenworth/knows", {});
  expect(agents.filter(({ sessions }) => sessions > 0)).toEqual([]);
  expect(agents.filter(({ logs }) => logs > 0)).toHaveLength(2);
  await server.ask("tokenworth/refresh", {});
  const status = await server.until((one) => isReady(one) && one.sessions === 2);
  expect(money(status.all.today.costUsd)).toBe(costOf(claude, codex));
});

test("everything: other windows and the next start read nothing either, until one of them is asked", async () => {
  const { story, claude, codex, server } = await begin();
  const other = await serverFor(story);
  await other.until((status) => isReady(status) && status.sessions === 2);
  await server.ask("tokenworth/forget", { asked: everything, erase: true });
  claude.prompt().change("src/app.ts", { at: 2, add: 1 });
  await other.until(({ sessions, freshness }) => sessions === 0 && freshness.activity === "stopped");
  await server.end();
  const next = await serverFor(story);
  await next.until(({ sessions, freshness }) => sessions === 0 && freshness.activity === "stopped");
  await next.ask("tokenworth/refresh", {});
  const expected = costOf(claude, codex);
  await next.until((status) => isReady(status) && money(status.all.today.costUsd) === expected);
  codex.prompt().change("src/store.ts", { at: 2, add: 1 });
  const status = await other.until(isReady);
  expect(status.sessions).toBe(2);
});

test("one session: the others stay, and it stays out when its log grows", async () => {
  const { claude, codex, server } = await begin();
  const asked = { what: "session", name: claude.id } as const;
  expect(await server.ask("tokenworth/forget", { asked, erase: true })).toMatchObject({ sessions: 1 });
  await server.until((status) => isReady(status) && status.sessions === 1);
  claude.prompt().change("src/app.ts", { at: 2, add: 1 });
  codex.prompt().change("src/store.ts", { at: 2, add: 1 });
  const status = await server.until(({ all }) => money(all.today.costUsd) === costOf(codex));
  expect(status.sessions).toBe(1);
});
