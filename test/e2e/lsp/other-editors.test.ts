// What editors without our panel have: a document with the report, and commands.
import { fork } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { REPORT_URI } from "../../../server/protocol/names.ts";
import { SERVER } from "../../harness/language-server.ts";
import { costOf, isReady, money, serverFor, tellToday, envOf } from "./told.ts";

test("the report is a document, opened by a command, and refreshed when something has changed", async () => {
  const story = tellToday();
  const claude = story.agent("claude-code");
  claude.prompt().change("src/app.ts", { at: 2, add: 3 });
  const server = await serverFor(story, {
    capabilities: { window: { showDocument: { support: true } }, workspace: { textDocumentContent: {} } },
  });
  const { connection } = server;
  await server.until(isReady);
  const shown = new Promise((resolve) =>
    connection.onRequest("window/showDocument", ({ uri }: { uri: string }) => {
      resolve(uri);
      return { success: true };
    }),
  );
  const refreshed = new Promise((resolve) =>
    connection.onRequest("workspace/textDocumentContent/refresh", ({ uri }: { uri: string }) => {
      resolve(uri);
      return null;
    }),
  );
  await connection.sendRequest("workspace/executeCommand", { command: "tokenworth.server.report" });
  expect(await shown).toBe(REPORT_URI);
  const document = { uri: REPORT_URI };
  const first = await connection.sendRequest<{ text: string }>("workspace/textDocumentContent", document);
  expect(first.text).toMatch(/^# /);
  expect(first.text).toContain("Claude Code");
  expect(
    await connection.sendRequest("workspace/textDocumentContent", { uri: "tokenworth:/other" }),
  ).toBeNull();

  claude.prompt().change("src/app.ts", { at: 2, add: 3 });
  expect(await refreshed).toBe(REPORT_URI);
  await server.until((status) => isReady(status) && money(status.all.today.costUsd) === costOf(claude));
  const second = await connection.sendRequest<{ text: string }>("workspace/textDocumentContent", document);
  expect(second.text).not.toBe(first.text);
  await connection.sendRequest("workspace/executeCommand", { command: "tokenworth.server.stop" });
  await server.until(({ freshness }) => freshness.activity === "stopped");
  await connection.sendRequest("workspace/executeCommand", { command: "tokenworth.server.refresh" });
  await server.until(isReady);
});

test("made-up data is told where there is none, and prompts with it", async () => {
  const server = await serverFor(tellToday());
  const filter = { period: "all", repository: null, agent: null, model: null, demo: true } as const;
  const overview = await server.ask("tokenworth/overview", { filter });
  expect(overview.totals.requests).toBeGreaterThan(100);
  const sort = { by: "costUsd", descending: true } as const;
  const asked = { filter, outcome: null, sort, from: 0, count: 2 };
  const { rows } = await server.ask("tokenworth/sessions", asked);
  const sessions = rows.map(({ agent, session }) => ({ agent, session }));
  const { sessions: told } = await server.ask("tokenworth/prompts", { sessions, turns: 1, demo: true });
  expect(told.map(({ words }) => typeof words[0])).toEqual(["string", "string"]);
  expect(await server.ask("tokenworth/status", {})).toMatchObject({ sessions: 0 });
});

test("it speaks over the channel to a parent, too, and ends with it", async () => {
  const story = tellToday();
  const child = fork(SERVER, ["--node-ipc"], { env: envOf(story), execArgv: [], stdio: "inherit" });
  const params = { processId: process.pid, rootUri: null, capabilities: {} };
  child.send({ jsonrpc: "2.0", id: 1, method: "initialize", params });
  const [answer] = await once(child, "message");
  expect(answer).toMatchObject({ id: 1, result: { serverInfo: { name: "Tokenworth" } } });
  const ended = once(child, "exit");
  child.disconnect();
  await ended;
});
