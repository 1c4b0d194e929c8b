// One line of a rollout -> events. Types that tell nothing of tokens, prompts or files are passed over.
import { countOf, isRecord, parseJsonRow, textOf, timeOf } from "../../lib/json.ts";
import type { AgentEvent, Parsed } from "../agent.ts";
import { outputText } from "./call.ts";
import {
  answeredCall,
  called,
  callId,
  commandRan,
  isFileChange,
  patchEnded,
  rolledBack,
  shellCalled,
  undone,
} from "./edits.ts";
import { executed, isExecution } from "./execution.ts";
import { answered, prompted, saidIn } from "./prompts.ts";
import { environment, isOldestMeta, sessionMeta, threadSettings, turnContext } from "./session.ts";
import { silent, type CodexState, type Step } from "./state.ts";
import { tokenCount, uncounted } from "./usage.ts";

type Fields = Record<string, unknown>;

/** Records of no account, and items that stand bare, without an envelope, in the oldest rollouts. */
const SILENT = new Set(["compacted", "world_state", "inter_agent_communication_metadata"]);
const ITEMS = new Set([
  "message",
  "reasoning",
  "function_call",
  "function_call_output",
  "custom_tool_call",
  "custom_tool_call_output",
  "local_shell_call",
]);

/** A line of any type that is read below holds one of these. */
export const needles: readonly string[] = [
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
];

/** The events of one line and the state for the next one. Never throws; what can't be understood is skipped with a reason. */
export function parse(line: string, state: CodexState): Parsed<CodexState> {
  const events: AgentEvent[] = [];
  const skipped: string[] = [];
  let now = state;
  for (const value of parseJsonRow(line)) {
    const step = isRecord(value)
      ? recordStep(value, { ...now, at: timeOf(value["timestamp"]) ?? now.at })
      : { events: [], skipped: ["not-json"], state: now };
    events.push(...step.events);
    skipped.push(...step.skipped);
    now = step.state;
  }
  return { events, skipped, state: now };
}

function recordStep(record: Fields, state: CodexState): Step {
  const type = textOf(record["type"]) ?? "";
  const payload = record["payload"];
  if (isRecord(payload)) return payloadStep(type, payload, state);
  if (ITEMS.has(type)) return itemStep(record, state);
  if (isExecution(type)) return executed(type, record, state);
  if (isOldestMeta(record)) return sessionMeta(record, state);
  return SILENT.has(type) || record["record_type"] !== undefined
    ? silent(state)
    : skip("unknown-type", state);
}

function payloadStep(type: string, payload: Fields, state: CodexState): Step {
  switch (type) {
    case "session_meta":
      return sessionMeta(payload, state);
    case "turn_context":
      return turnContext(payload, state);
    case "response_item":
      return itemStep(payload, state);
    case "event_msg":
      return eventStep(payload, state);
    default:
      return SILENT.has(type) ? silent(state) : skip("unknown-type", state);
  }
}

function eventStep(event: Fields, state: CodexState): Step {
  switch (event["type"]) {
    case "token_count":
      return tokenCount(event["info"], isRecord(event["info"]) ? answered(state) : state);
    case "user_message":
      return userMessage(event, state);
    case "patch_apply_end":
      return patchEnded(event, callId(event), state);
    case "exec_command_end":
      return commandRan(event, callId(event), state);
    case "item_completed":
      return completedItem(event["item"], state);
    case "thread_settings_applied":
      return isRecord(event["thread_settings"])
        ? threadSettings(event["thread_settings"], state)
        : silent(state);
    case "thread_rolled_back":
      return silent(rolledBack(countOf(event["num_turns"]) ?? 0, state));
    case "undo_completed":
      return undone(event, state);
    case "turn.completed":
      return isRecord(event["usage"]) ? skip("unknown-usage", state) : silent(state);
    default:
      return silent(state);
  }
}

function userMessage(event: Fields, state: CodexState): Step {
  const parts = ["images", "local_images", "audio", "local_audio"].some((name) => isFilled(event[name]));
  const content = [{ text: event["message"] }, ...(parts ? [{ type: "image" }] : [])];
  const said = saidIn(content);
  return said.isPrompt ? prompted("event", said.text, state) : silent(state);
}

function isFilled(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0;
}

function completedItem(item: unknown, state: CodexState): Step {
  if (!isRecord(item)) return silent(state);
  if (isFileChange(item)) return patchEnded(item, callId(item), state);
  if (item["type"] === "CommandExecution") return commandRan(item, callId(item), state);
  if (item["type"] !== "UserMessage") return silent(state);
  const said = saidIn(item["content"]);
  return said.isPrompt ? prompted("item", said.text, state) : silent(state);
}

function itemStep(item: Fields, state: CodexState): Step {
  const id = callId(item);
  switch (item["type"]) {
    case "message":
      return messageStep(item, state);
    case "reasoning":
      return uncounted(reasoningText(item), "", answered(state));
    case "function_call":
      return callStep(item, item["arguments"], state);
    case "custom_tool_call":
      return callStep(item, item["input"], state);
    case "local_shell_call":
      return shellCalled(item["action"], id, answered(state));
    case "function_call_output":
    case "custom_tool_call_output":
      return both(answeredCall(item["output"], id, state), (next) =>
        uncounted("", outputText(item["output"]), next),
      );
    default:
      return silent(state);
  }
}

function messageStep(message: Fields, state: CodexState): Step {
  const said = saidIn(message["content"]);
  if (message["role"] === "assistant") return uncounted(`${said.text}${said.context}`, "", answered(state));
  if (message["role"] !== "user") return silent(state);
  const settled = environment(said.context, state);
  return said.isPrompt ? both(settled, (next) => prompted("message", said.text, next)) : settled;
}

function callStep(call: Fields, input: unknown, state: CodexState): Step {
  const name = textOf(call["name"]) ?? "";
  const visible = [name, textOf(input) ?? ""].join(" ").trim();
  return both(called(name, input, callId(call), answered(state)), (next) => uncounted(visible, "", next));
}

function reasoningText(item: Fields): string {
  return [item["summary"], item["content"]]
    .map(outputText)
    .filter((text) => text !== "")
    .join("\n");
}

function both(first: Step, then: (state: CodexState) => Step): Step {
  const second = then(first.state);
  return {
    events: [...first.events, ...second.events],
    skipped: [...first.skipped, ...second.skipped],
    state: second.state,
  };
}

function skip(reason: string, state: CodexState): Step {
  return { events: [], skipped: [reason], state };
}
