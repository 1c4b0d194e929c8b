// Work that is cancelled, or killed at any moment: the server answers meanwhile, and nothing is lost or counted twice.
import { once } from "node:events";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { childrenOf, eventually } from "../../harness/language-server.ts";
import { gatedGit } from "./gated-git.ts";
import { costOf, envOf, isReady, money, serverFor, tellToday } from "./told.ts";

/** What an editor is told to show. */
type Shown = { readonly token: string | number; readonly value: object };

/** A story, a git that can be made to wait, and a server that has seen everything so far. */
async function begin(capabilities: object = {}) {
  const story = tellToday();
  const git = gatedGit(story);
  const claude = story.agent("claude-code");
  claude.prompt("Do it").change("src/app.ts", { at: 2, add: 3 });
  const env = { ...envOf(story), PATH: git.path };
  const server = await serverFor(story, { env, capabilities });
  await server.until(isReady);
  return { story, git, claude, env, server };
}

test("what is asked while work is under way is answered at once", async () => {
  const { git, claude, server } = await begin();
  git.shut();
  claude.prompt().change("src/app.ts", { at: 2, add: 3 });
  await server.until(({ freshness }) => freshness.activity === "following");
  const started = performance.now();
  const sessions = [{ agent: "claude-code", session: claude.id }];
  expect(await server.ask("tokenworth/prompts", { sessions, turns: 1, demo: false })).toMatchObject({
    sessions: [{ session: claude.id, words: ["Do it"] }],
  });
  const filter = { period: "all", repository: null, agent: null, model: null, demo: false } as const;
  expect(await server.ask("tokenworth/overview", { filter })).toMatchObject({ totals: { requests: 1 } });
  expect(performance.now() - started).toBeLessThan(2_000);
  // Costs do not wait for outcomes.
  await server.until(({ all }) => money(all.today.costUsd) === costOf(claude));
  git.open();
  await server.until(isReady);
});

test("work that takes long is shown, and stops when the user cancels it, until something changes", async () => {
  const { git, claude, server } = await begin({ window: { workDoneProgress: true } });
  const { connection } = server;
  connection.onRequest("window/workDoneProgress/create", () => null);
  const shown = new Promise<Shown>((resolve) => connection.onNotification("$/progress", resolve));
  git.shut();
  await server.ask("tokenworth/refresh", {});
  const { token, value } = await shown;
  expect(value).toMatchObject({ kind: "begin", cancellable: true });
  await connection.sendNotification("window/workDoneProgress/cancel", { token });
  await server.until(({ freshness }) => freshness.activity === "stopped");
  await eventually(() => childrenOf(server.process.pid).length === 0);
  git.open();
  claude.prompt().change("src/app.ts", { at: 2, add: 3 });
  const status = await server.until(isReady);
  expect(money(status.all.today.costUsd)).toBe(costOf(claude));
});

test("stopped on request, it goes on when it is asked to refresh", async () => {
  const { git, server } = await begin();
  git.shut();
  await server.ask("tokenworth/refresh", {});
  await server.until(({ freshness }) => freshness.activity === "following");
  await server.ask("tokenworth/stop", {});
  await server.until(({ freshness }) => freshness.activity === "stopped");
  git.open();
  await server.ask("tokenworth/refresh", {});
  expect(await server.until(isReady)).toMatchObject({ sessions: 1 });
});

test("the process that works is killed while it does: that is told, and it is done again", async () => {
  const { git, claude, server } = await begin();
  git.shut();
  claude.prompt().change("src/app.ts", { at: 2, add: 3 });
  await server.until(({ freshness }) => freshness.activity === "following");
  const [child = 0] = childrenOf(server.process.pid);
  process.kill(child, "SIGKILL");
  await server.until(({ freshness }) => freshness.activity === "problem");
  git.open();
  const status = await server.until(isReady);
  expect(money(status.all.today.costUsd)).toBe(costOf(claude));
  expect(server.logged.join("\n")).toContain("SIGKILL");
});

test("the server is killed: no process is left, and the next one goes on from there", async () => {
  const { story, git, claude, env, server } = await begin();
  git.shut();
  claude.prompt().change("src/app.ts", { at: 2, add: 3 });
  await server.until(({ freshness }) => freshness.activity === "following");
  const [child = 0] = childrenOf(server.process.pid);
  server.process.kill("SIGKILL");
  await once(server.process, "exit");
  await eventually(() => !existsSync(`/proc/${child}`));
  git.open();
  const next = await serverFor(story, { env });
  const status = await next.until(isReady);
  expect(money(status.all.today.costUsd)).toBe(costOf(claude));
  expect(status.all.today.sessions).toBe(1);
});

test("it ends within a second in the middle of its work, and leaves no process", async () => {
  const { git, server } = await begin();
  git.shut();
  await server.ask("tokenworth/refresh", {});
  await server.until(({ freshness }) => freshness.activity === "following");
  const [child = 0] = childrenOf(server.process.pid);
  const started = performance.now();
  expect(await server.end()).toBe(0);
  expect(performance.now() - started).toBeLessThan(1_000);
  await eventually(() => !existsSync(`/proc/${child}`));
  git.open();
});
