import { describe, expect, test } from "vitest";
import { event, eventsOf, item, message, meta, timeAt, type LogRecord } from "./rollout.ts";

describe("prompts", () => {
  const user = (text: string): LogRecord => event("user_message", { message: text });
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
    const child: LogRecord = ["session_meta", { id: "own", source: { subagent: "review" } }];
    expect(eventsOf("prompt", child, message("user", "a"), user("a"))).toEqual([]);
  });
});
