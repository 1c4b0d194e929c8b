import { describe, expect, test } from "vitest";
import {
  context,
  event,
  eventsOf,
  item,
  message,
  meta,
  read,
  rollout,
  timeAt,
  type LogRecord,
} from "./rollout.ts";

describe("edits", () => {
  const id = "call_0123456789abcdef01234567";
  const patch = "*** Begin Patch\n*** Update File: a.ts\n@@\n x\n-y\n+z\n*** End Patch";
  const heredoc = `cd sub && apply_patch <<'EOF'\n${patch}\nEOF`;
  const call = (name: string, input: unknown): LogRecord =>
    item({ type: "function_call", name, arguments: JSON.stringify(input), call_id: id });
  const custom: LogRecord = item({
    type: "custom_tool_call",
    name: "apply_patch",
    input: patch,
    call_id: id,
  });
  const output = (text: unknown): LogRecord =>
    item({ type: "custom_tool_call_output", call_id: id, output: text });

  test.each<readonly [string, LogRecord, string]>([
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

  const ended = (changes: unknown, fields: object = { success: true, status: "completed" }): LogRecord =>
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
    const turn = (n: number): LogRecord[] => [
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
