import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { needles, parse } from "../../../../server/agents/codex/parse.ts";
import { start } from "../../../../server/agents/codex/state.ts";
import { context, count, meta, read, rollout, usage } from "./rollout.ts";

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
  const inner = needles.map((needle) => needle.slice(1, -1));
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
        let state = start({ path: "x", at: 1 });
        for (const line of lines) state = parse(line, state).state;
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
