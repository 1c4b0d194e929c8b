import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AgentEvent } from "../../../../server/agents/agent.ts";
import { codex } from "../../../../server/agents/codex/index.ts";
import { read, rollout, timeAt } from "./rollout.ts";

type Record = readonly [type: string, payload: unknown];
type Kind<K> = Extract<AgentEvent, { readonly kind: K }>;

const meta: Record = [
  "session_meta",
  { id: "own", cwd: "/r", model_provider: "openai", git: { branch: "main" } },
];
const context: Record = ["turn_context", { cwd: "/r", model: "gpt-5" }];

function eventsOf<K extends AgentEvent["kind"]>(kind: K, ...records: readonly Record[]): Kind<K>[] {
  return read(rollout(...records)).events.filter((event): event is Kind<K> => event.kind === kind);
}

function usage(input: number, cached: number, output: number): object {
  return {
    input_tokens: input,
    cached_input_tokens: cached,
    output_tokens: output,
    reasoning_output_tokens: 0,
  };
}

function count(total: object | null, last: object | null): Record {
  return ["event_msg", { type: "token_count", info: { total_token_usage: total, last_token_usage: last } }];
}

function item(payload: object): Record {
  return ["response_item", payload];
}

function message(role: string, text: string): Record {
  return item({
    type: "message",
    role,
    content: [{ type: role === "user" ? "input_text" : "output_text", text }],
  });
}

function event(type: string, fields: object = {}): Record {
  return ["event_msg", { type, ...fields }];
}

function exact(...records: readonly Record[]): Kind<"request">[] {
  return eventsOf("request", ...records).filter((request) => request.quality === "exact");
}

const sizes = (requests: readonly Kind<"request">[]): (number | undefined)[][] =>
  requests.map(({ tokens }) => [tokens?.input, tokens?.cacheRead, tokens?.cacheWrite5m, tokens?.output]);

describe("requests", () => {
  test("are what a total adds; a repeated row is none, and a lower total begins anew", () => {
    const rows = [
      count(usage(100, 40, 10), usage(100, 40, 10)),
      count(usage(100, 40, 10), usage(100, 40, 10)),
      count(usage(300, 140, 30), usage(999, 0, 99)),
      count(usage(50, 20, 5), usage(30, 10, 5)),
      count(null, usage(7, 3, 2)),
    ];
    const requests = exact(meta, context, ...rows);
    expect(sizes(requests)).toEqual([
      [60, 40, 0, 10],
      [100, 100, 0, 20],
      [20, 10, 0, 5],
      [4, 3, 0, 2],
    ]);
    expect(requests.map((request) => request.key)).toEqual(["own:0", "own:1", "own:2", "own:3"]);
    expect(new Set(requests.map((request) => request.replay)).size).toBe(4);
  });

  test("written tokens are inside the input, reasoning is inside the output", () => {
    const total = { ...usage(100, 40, 10), cache_write_input_tokens: 25, reasoning_output_tokens: 9 };
    expect(sizes(exact(meta, count(total, total)))).toEqual([[35, 40, 25, 10]]);
  });

  test("a child's first row without a last request only carries its parent's total over", () => {
    const child: Record = ["session_meta", { id: "own", forked_from_id: "other" }];
    const inherited = count(usage(500, 100, 50), usage(0, 0, 0));
    expect(sizes(exact(child, inherited, count(usage(510, 104, 52), usage(10, 4, 2))))).toEqual([
      [6, 4, 0, 2],
    ]);
    expect(sizes(exact(child, count(usage(510, 104, 52), usage(10, 4, 2))))).toEqual([[6, 4, 0, 2]]);
  });

  test("carry the model and the tier that were set before them", () => {
    const fast = event("thread_settings_applied", {
      thread_settings: { model: "gpt-5.4", service_tier: "priority" },
    });
    const slow = event("thread_settings_applied", { thread_settings: { service_tier: null } });
    const rows = [1, 2, 3].map((n) => count(usage(n, 0, 0), usage(1, 0, 0)));
    const requests = exact(meta, context, rows[0] ?? meta, fast, rows[1] ?? meta, slow, rows[2] ?? meta);
    expect(requests.map(({ model, fast: tier }) => [model, tier])).toEqual([
      ["gpt-5", false],
      ["gpt-5.4", true],
      ["gpt-5.4", false],
    ]);
  });

  test("of a provider that nobody knows leave the price to the model's name", () => {
    const local: Record = ["session_meta", { id: "own", model_provider: "my-box" }];
    expect(exact(local, count(usage(1, 0, 1), null))[0]?.provider).toBeNull();
    expect(exact(meta, count(usage(1, 0, 1), null))[0]?.provider).toBe("openai");
  });

  test("without counts are one of unknown size in each turn, which the first count takes over", () => {
    const turn = [message("user", "do"), message("assistant", "done")];
    const requests = eventsOf("request", meta, ...turn, ...turn);
    expect(
      requests.map(({ key, quality, visible, visibleInput }) => [key, quality, visible, visibleInput]),
    ).toEqual([
      ["own:0", "none", "", "do"],
      ["own:0", "none", "done", ""],
      ["own:1", "none", "", "do"],
      ["own:1", "none", "done", ""],
    ]);
    const counted = eventsOf(
      "request",
      meta,
      ...turn,
      count(usage(9, 0, 1), null),
      ...turn,
      count(usage(20, 0, 2), null),
    );
    expect(counted.map(({ key, quality }) => `${key} ${quality}`)).toEqual([
      "own:0 none",
      "own:0 none",
      "own:0 exact",
      "own:1 exact",
    ]);
  });

  test("counts of an unknown shape are skipped, missing ones say nothing", () => {
    const odd = event("token_count", { info: { prompt: 1, completion: 2 } });
    expect(read(rollout(meta, odd, event("token_count", { info: null }))).skipped).toEqual(["unknown-usage"]);
  });
});

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

describe("prompts", () => {
  const user = (text: string): Record => event("user_message", { message: text });
  const done = message("assistant", "ok");

  test("count once in either order of their records", () => {
    const prompts = eventsOf(
      "prompt",
      meta,
      message("user", "a"),
      user("a"),
      done,
      user("b"),
      message("user", "b"),
    );
    expect(prompts.map(({ key, at }) => [key, at])).toEqual([
      ["own:prompt:0", timeAt(1)],
      ["own:prompt:1", timeAt(4)],
    ]);
  });

  test("two that are sent before the model answers are two, however often the same words come", () => {
    expect(
      eventsOf("prompt", meta, message("user", "a"), user("a"), message("user", "a"), user("a")),
    ).toHaveLength(2);
    expect(
      eventsOf("prompt", meta, message("user", "a"), message("user", "a"), user("a"), user("a")),
    ).toHaveLength(2);
    expect(eventsOf("prompt", meta, message("user", "a"), done, message("user", "a"))).toHaveLength(2);
  });

  test("a newer record of the same prompt adds none", () => {
    const completed = event("item_completed", {
      item: { type: "UserMessage", id: "u", content: [{ type: "text", text: "a" }] },
    });
    expect(eventsOf("prompt", meta, completed, user("a"), message("user", "a"))).toHaveLength(1);
    expect(eventsOf("prompt", meta, message("user", "a"), completed, done, completed)).toHaveLength(2);
  });

  test.each([
    "<environment_context>\n<cwd>/r</cwd>\n</environment_context>",
    "<user_instructions>\n\nbe kind\n\n</user_instructions>",
    "# AGENTS.md instructions for /r\n\n<INSTRUCTIONS>\nx\n</INSTRUCTIONS>",
    "<turn_aborted>\nThe user interrupted.\n</turn_aborted>",
    "<user_shell_command>\nls\n</user_shell_command>",
    "<subagent_notification>{}</subagent_notification>",
    "Another language model started to solve this problem and produced a summary",
  ])("context is none: %s", (text) => {
    expect(eventsOf("prompt", meta, message("user", text), user(text))).toEqual([]);
  });

  test("markup that the user wrote is one, and so is an image alone", () => {
    expect(eventsOf("prompt", meta, message("user", "<div>why?</div>"))).toHaveLength(1);
    expect(eventsOf("prompt", meta, message("user", "<user_id> is empty, why?"))).toHaveLength(1);
    expect(
      eventsOf("prompt", meta, item({ type: "message", role: "user", content: [{ type: "input_image" }] })),
    ).toHaveLength(1);
  });

  test("a subagent's task is none", () => {
    const child: Record = ["session_meta", { id: "own", source: { subagent: "review" } }];
    expect(eventsOf("prompt", child, message("user", "a"), user("a"))).toEqual([]);
  });
});

describe("edits", () => {
  const id = "call_0123456789abcdef01234567";
  const patch = "*** Begin Patch\n*** Update File: a.ts\n@@\n x\n-y\n+z\n*** End Patch";
  const heredoc = `cd sub && apply_patch <<'EOF'\n${patch}\nEOF`;
  const call = (name: string, input: unknown): Record =>
    item({ type: "function_call", name, arguments: JSON.stringify(input), call_id: id });
  const custom: Record = item({ type: "custom_tool_call", name: "apply_patch", input: patch, call_id: id });
  const output = (text: unknown): Record =>
    item({ type: "custom_tool_call_output", call_id: id, output: text });

  test.each<readonly [string, Record, string]>([
    ["a custom call", custom, "/r/a.ts"],
    ["a function call", call("apply_patch", { input: patch }), "/r/a.ts"],
    ["a prefixed name", call("functions.apply_patch", { patch }), "/r/a.ts"],
    [
      "a program with arguments",
      call("shell", { command: ["apply_patch", patch], workdir: "/w" }),
      "/w/a.ts",
    ],
    ["a shell's script", call("shell", { command: ["bash", "-lc", heredoc] }), "/r/sub/a.ts"],
    ["a container's script", call("container.exec", { cmd: ["bash", "-lc", heredoc] }), "/r/sub/a.ts"],
    ["a command", call("shell_command", { command: heredoc, workdir: "w" }), "/r/w/sub/a.ts"],
    ["an executed command", call("exec_command", { cmd: heredoc }), "/r/sub/a.ts"],
    [
      "one of several at once",
      call("multi_tool_use.parallel", {
        tool_uses: [{ recipient_name: "functions.apply_patch", parameters: { input: patch } }],
      }),
      "/r/a.ts",
    ],
    [
      "a local shell call",
      item({
        type: "local_shell_call",
        call_id: id,
        action: { type: "exec", command: ["bash", "-lc", heredoc] },
      }),
      "/r/sub/a.ts",
    ],
  ])("%s asks for one", (_, asking, path) => {
    expect(eventsOf("edit", meta, context, asking)).toEqual([
      {
        kind: "edit",
        stage: "call",
        key: id,
        session: "own",
        at: timeAt(2),
        model: "gpt-5",
        status: "unknown",
        files: [
          {
            path,
            movedTo: null,
            change: "update",
            before: null,
            after: null,
            hunks: [{ oldStart: null, lines: [" x", "-y", "+z"] }],
          },
        ],
      },
    ]);
  });

  test.each([
    ["applied", JSON.stringify({ output: "Success.", metadata: { exit_code: 0 } })],
    ["failed", JSON.stringify({ output: "no", metadata: { exit_code: 1 } })],
    [
      "applied",
      "Exit code: 0\nWall time: 1 seconds\nOutput:\nSuccess. Updated the following files:\nM a.ts\n",
    ],
    ["applied", "Exit code: 1\nOutput:\nSuccess. Updated the following files:\nM a.ts\n1 test failed\n"],
    ["failed", "Exit code: 2\nOutput:\n"],
    ["rejected", "patch rejected by user"],
    ["rejected", "exec command rejected by user"],
    ["failed", "apply_patch verification failed: Failed to find expected lines"],
    ["applied", [{ type: "input_text", text: "Success. Updated the following files:\nM a.ts" }]],
    ["failed", { content: "no", success: false }],
  ])("are %s by their output", (status, text) => {
    const edits = eventsOf("edit", meta, custom, output(text));
    expect(edits[1]).toMatchObject({ stage: "result", key: id, status, files: [], model: null });
  });

  test("an output that says nothing, or of another call, tells nothing", () => {
    expect(eventsOf("edit", meta, custom, output("hm"))).toHaveLength(1);
    expect(
      eventsOf("edit", meta, call("shell", { command: ["ls"] }), output("patch rejected by user")),
    ).toEqual([]);
  });

  const ended = (changes: unknown, fields: object = { success: true, status: "completed" }): Record =>
    event("patch_apply_end", { call_id: id, changes, ...fields });

  test("a patch's end has the files in full", () => {
    const changes = {
      "/r/new": { type: "add", content: "a\nb\n" },
      "/r/old": { type: "delete", content: "c\n" },
      "/r/a.ts": { type: "update", unified_diff: "@@ -4,2 +4,2 @@\n x\n-y\n+z\n", move_path: "/r/b.ts" },
      "/r/c": { update: { unified_diff: "@@ -1,0 +2 @@\n+q\n", move_path: null } },
    };
    expect(eventsOf("edit", meta, ended(changes))[0]).toMatchObject({
      stage: "result",
      status: "applied",
      files: [
        { path: "/r/new", change: "create", before: "", after: "a\nb\n", hunks: null },
        { path: "/r/old", change: "delete", before: "c\n", after: "", hunks: null },
        {
          path: "/r/a.ts",
          movedTo: "/r/b.ts",
          change: "update",
          hunks: [{ oldStart: 4, lines: [" x", "-y", "+z"] }],
        },
        { path: "/r/c", movedTo: null, change: "update", hunks: [{ oldStart: 2, lines: ["+q"] }] },
      ],
    });
  });

  test("a patch that was declined or failed has no files", () => {
    const changes = { "/r/new": { type: "add", content: "a\n" } };
    const statuses = [
      { success: false, status: "declined" },
      { success: false, status: "failed" },
      { success: false },
    ];
    const edits = statuses.flatMap((fields) => eventsOf("edit", meta, ended(changes, fields)));
    expect(edits.map(({ status, files }) => [status, files.length])).toEqual([
      ["rejected", 0],
      ["failed", 0],
      ["failed", 0],
    ]);
  });

  test("a completed item is a patch's end, too", () => {
    const change = {
      type: "FileChange",
      id,
      status: "completed",
      changes: { "/r/new": { type: "add", content: "a\n" } },
    };
    expect(eventsOf("edit", meta, event("item_completed", { item: change }))[0]).toMatchObject({
      key: id,
      status: "applied",
    });
  });

  test("a diff that can't be read is skipped, and so is a patch", () => {
    expect(read(rollout(meta, ended({ "/r/a": { type: "update", unified_diff: "…" } }))).skipped).toEqual([
      "unknown-diff",
    ]);
    expect(read(rollout(meta, call("apply_patch", { input: "…" }))).skipped).toEqual(["unknown-patch"]);
  });

  test("an id that models count up is told apart by its session", () => {
    const edits = eventsOf(
      "edit",
      meta,
      item({ type: "custom_tool_call", name: "apply_patch", input: patch, call_id: "call_1" }),
    );
    expect(edits[0]?.key).toBe("own:call_1");
  });

  test("an undo takes back the edits of the last turn, then of the one before", () => {
    const turn = (n: number): Record[] => [
      event("user_message", { message: "go" }),
      event("patch_apply_end", {
        call_id: `p${n}`,
        success: true,
        changes: { [`/r/${n}`]: { type: "add", content: "a\n" } },
      }),
      message("assistant", "ok"),
    ];
    const undo = event("undo_completed", { success: true });
    const undos = eventsOf(
      "undo",
      meta,
      ...turn(1),
      ...turn(2),
      event("undo_completed", { success: false }),
      undo,
      undo,
      undo,
    );
    expect(undos.map((one) => one.edits)).toEqual([["own:p2"], ["own:p1"]]);
  });

  test("going back in the conversation leaves the files as they are", () => {
    expect(
      eventsOf("undo", meta, custom, event("thread_rolled_back", { num_turns: 1 }), event("turn_aborted")),
    ).toEqual([]);
  });

  test("commands that change files are told once, others never", () => {
    const ran = event("exec_command_end", {
      call_id: id,
      command: ["bash", "-lc", "sed -i s/a/b/ c"],
      cwd: "/r",
      exit_code: 0,
    });
    const keys = eventsOf("command", meta, call("shell_command", { command: "sed -i s/a/b/ c" }), ran).map(
      (one) => one.key,
    );
    expect(new Set(keys)).toEqual(new Set([id]));
    expect(
      eventsOf(
        "command",
        meta,
        call("shell_command", { command: "ls -l" }),
        call("shell", { command: ["bash", "-lc", heredoc] }),
      ),
    ).toEqual([]);
  });
});

describe("hostile lines", () => {
  const types = [
    "session_meta",
    "turn_context",
    "response_item",
    "event_msg",
    "compacted",
    "item.completed",
    "turn.completed",
  ];
  const inner = codex.needles.map((needle) => needle.slice(1, -1));
  const names = [
    "type",
    "payload",
    "info",
    "id",
    "call_id",
    "content",
    "arguments",
    "input",
    "changes",
    "item",
    "__proto__",
    "source",
  ];
  const key = fc.constantFrom(
    ...names,
    "command",
    "output",
    "total_token_usage",
    "input_tokens",
    "action",
    "name",
    "git",
    "usage",
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: "medium" },
      fc.constantFrom(
        null,
        -1,
        1e300,
        "",
        "apply_patch",
        "shell",
        "*** Begin Patch\n*** Add File: a\n+b\n*** End Patch",
      ),
      fc.constantFrom(...inner),
      fc.string(),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.array(fc.tuple(key, tie("any")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    ),
  })).any;
  const payload = fc
    .tuple(fc.constantFrom(...inner, "message", "custom_tool_call"), fc.dictionary(key, value))
    .map(([type, fields]) => ({ ...fields, type }));
  const record = fc
    .tuple(fc.constantFrom(...types), fc.oneof(payload, value), fc.dictionary(key, value))
    .map(([type, inside, fields]) => JSON.stringify({ ...fields, type, payload: inside }));

  test("are read or skipped, never thrown at", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(record, fc.string(), fc.json()), { maxLength: 8 }), (lines) => {
        let state = codex.start({ path: "x", at: 1 });
        for (const line of lines) state = codex.parse(line, state).state;
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
      { numRuns: 500 },
    );
  });

  test("two records on one line are both read", () => {
    const { events } = read(
      rollout(meta, context, count(usage(1, 0, 1), null), count(usage(2, 0, 2), null)).replaceAll("\n", ""),
    );
    expect(events.map((one) => one.kind)).toEqual(["session", "request", "request"]);
  });

  test("a half line is skipped", () => {
    expect(read('{"type":"session_meta","payload":{"id"').skipped).toEqual(["not-json"]);
  });
});
