import { expect, test } from "vitest";
import { relay } from "../../../client/panel/relay.ts";
import type { Server } from "../../../client/server.ts";
import { fromPanel } from "../../../server/protocol/webview.ts";

const said: unknown[] = [];
const request: Server["request"] = async (...asked) => {
  said.push(asked);
  return { ok: false, message: "asked" };
};
const t = (text: string): string => text;

/** What the panel gets for what it sends; and what of it reached the server. */
async function answerTo(method: string, params: unknown): Promise<unknown[]> {
  said.length = 0;
  const message = fromPanel.parse({ kind: "ask", id: 7, method, params });
  if (message.kind !== "ask") throw new Error("not asked");
  return [await relay(message, request, t), ...said];
}

const refused = (message: string): unknown[] => [{ kind: "answer", id: 7, ok: false, message }];

test("a request as it should be goes to the server, and its answer back", async () => {
  const asked = { asked: { what: "everything" }, erase: false };
  expect(await answerTo("tokenworth/forget", asked)).toEqual([
    { kind: "answer", id: 7, ok: false, message: "asked" },
    ["tokenworth/forget", asked],
  ]);
});

test.each([
  ["tokenworth/none", {}, "The panel asked for something unknown."],
  ["shutdown", null, "The panel asked for something unknown."],
  ["toString", {}, "The panel asked for something unknown."],
  ["__proto__", {}, "The panel asked for something unknown."],
  ["tokenworth/overview", { filter: "all" }, "The panel asked in a wrong way."],
  ["tokenworth/status", { more: 1 }, "The panel asked in a wrong way."],
  [
    "tokenworth/forget",
    { asked: { what: "everything" }, erase: true },
    "Erasing is a command, which asks first.",
  ],
])("%s with %o does not", async (method, params, message) => {
  expect(await answerTo(method, params)).toEqual(refused(message));
});
