// The built server over its real wire: what it says of itself, and what it refuses.
import { onTestFinished, expect, test } from "vitest";
import { PROTOCOL_VERSION } from "../../../server/protocol/names.ts";
import { createFolder } from "../../harness/repo.ts";
import { type LanguageServer, startServer } from "../../harness/language-server.ts";

async function open(): Promise<LanguageServer> {
  const folder = createFolder();
  onTestFinished(() => folder.dispose());
  const server = await startServer({ env: { PATH: process.env["PATH"], HOME: folder.path } });
  onTestFinished(() => void server.process.kill("SIGKILL"));
  return server;
}

test("says what it can do, shows nothing where there is nothing, and ends when it is told to", async () => {
  const server = await open();
  expect(server.initialized["capabilities"]).toMatchObject({
    experimental: { tokenworth: { version: PROTOCOL_VERSION } },
    executeCommandProvider: { commands: expect.arrayContaining(["tokenworth.server.report"]) },
    workspace: { textDocumentContent: { schemes: ["tokenworth"] } },
  });
  expect(await server.until(({ freshness }) => freshness.activity === "ready")).toMatchObject({
    schema: "tokenworth/status@1",
    sessions: 0,
    freshness: { problem: null, restricted: false },
  });
  expect(await server.end()).toBe(0);
});

test("refuses params that are none, and lives on", async () => {
  const server = await open();
  const wrong: readonly (readonly [string, unknown])[] = [
    ["tokenworth/overview", { filter: { period: "30d" } }],
    ["tokenworth/overview", undefined],
    ["tokenworth/status", { more: 1 }],
    ["tokenworth/sessions", { from: -1 }],
    ["tokenworth/session", { agent: "", session: 7, demo: false }],
    ["tokenworth/forget", { asked: { what: "everything" }, erase: "yes" }],
  ];
  for (const [method, params] of wrong)
    await expect(server.connection.sendRequest(method, params)).rejects.toMatchObject({ code: -32602 });
  expect(await server.ask("tokenworth/status", {})).toMatchObject({ schema: "tokenworth/status@1" });
});
