import { describe, expect, test } from "vitest";
import { context, eventsOf, meta, read, sizes } from "./rollout.ts";

describe("sessions", () => {
  const parents = (payload: object): unknown =>
    eventsOf("session", ["session_meta", { id: "own", ...payload }]).map((session) => session.parent);

  test("tell folder and branch, and a folder that changes", () => {
    const sessions = eventsOf("session", meta, context, ["turn_context", { cwd: "/r/sub", model: "gpt-5" }]);
    expect(sessions.map(({ cwd, branch }) => [cwd, branch])).toEqual([
      ["/r", "main"],
      ["/r/sub", "main"],
    ]);
  });

  test("a spawned thread is a subagent, a forked one is a session of its own", () => {
    const source = { subagent: { thread_spawn: { parent_thread_id: "p", depth: 1 } } };
    expect(parents({ source, forked_from_id: "q" })).toEqual([{ session: "p", relation: "subagent" }]);
    expect(parents({ parent_thread_id: "p" })).toEqual([{ session: "p", relation: "subagent" }]);
    expect(parents({ forked_from_id: "q" })).toEqual([{ session: "q", relation: "fork" }]);
    expect(parents({ source: "cli", forked_from_id: "own" })).toEqual([null]);
  });

  test("the first record names the file's session, another one behind it the parent", () => {
    const sessions = eventsOf(
      "session",
      meta,
      ["session_meta", { id: "old", cwd: "/x" }],
      ["session_meta", { id: "older" }],
    );
    expect(sessions.map(({ session, parent }) => [session, parent?.session ?? null])).toEqual([
      ["own", null],
      ["own", "old"],
    ]);
  });

  test("the oldest rollouts have bare items and name the folder in their environment", () => {
    const lines = [
      { id: "oldest", timestamp: "2025-06-01T10:00:00.123456Z", instructions: null, git: { branch: "dev" } },
      { record_type: "state" },
      {
        type: "message",
        role: "user",
        content: [
          {
            type: "input_text",
            text: "<environment_context>\nCurrent working directory: /r\n</environment_context>",
          },
        ],
      },
      { type: "message", role: "user", content: [{ type: "input_text", text: "go" }] },
    ];
    const { events, skipped } = read(lines.map((line) => JSON.stringify(line)).join("\n"));
    expect(skipped).toEqual([]);
    expect(events.map((one) => one.kind)).toEqual(["session", "session", "prompt", "request"]);
    expect(events[1]).toMatchObject({
      session: "oldest",
      cwd: "/r",
      branch: "dev",
      at: Date.UTC(2025, 5, 1, 10, 0, 0, 123),
    });
  });

  test("the output of an execution has a thread, counts and unseen changes", () => {
    const lines = [
      { type: "thread.started", thread_id: "t" },
      {
        type: "item.completed",
        item: {
          id: "item_1",
          type: "file_change",
          changes: [{ path: "a", kind: "add" }],
          status: "completed",
        },
      },
      { type: "turn.completed", usage: { input_tokens: 10, cached_input_tokens: 4, output_tokens: 2 } },
      { type: "turn.completed", usage: { input_tokens: 30, cached_input_tokens: 14, output_tokens: 3 } },
    ];
    const { events } = read(lines.map((line) => JSON.stringify(line)).join("\n"));
    expect(events.map((one) => one.kind)).toEqual(["session", "command", "request", "request"]);
    expect(sizes(events.filter((one) => one.kind === "request"))).toEqual([
      [6, 4, 0, 2],
      [10, 10, 0, 1],
    ]);
  });
});
