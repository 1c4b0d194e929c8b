import type { Agent } from "../agent.ts";
import { parse } from "./parse.ts";
import { start, type CodexState } from "./state.ts";
import { where } from "./where.ts";

/** OpenAI's Codex: its command line, desktop app and IDE extension all write the same rollouts. */
export const codex: Agent<CodexState> = {
  id: "codex",
  label: "Codex",
  version: 1,
  source: "lines",
  needles: [
    '"session_meta"',
    '"turn_context"',
    '"token_count"',
    '"user_message"',
    '"role"',
    '"reasoning"',
    '"function_call"',
    '"function_call_output"',
    '"custom_tool_call"',
    '"custom_tool_call_output"',
    '"local_shell_call"',
    '"patch_apply_end"',
    '"exec_command_end"',
    '"item_completed"',
    '"thread_settings_applied"',
    '"thread_rolled_back"',
    '"undo_completed"',
    '"instructions"',
    '"thread_id"',
    '"usage"',
    '"item"',
  ],
  where,
  start,
  parse,
};
