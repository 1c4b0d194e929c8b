// The output of `codex exec --json`, where someone keeps it among the rollouts: turns with counts, items, no times.
import { isRecord } from "../../lib/json.ts";
import { callId, commandRan, isFileChange } from "./edits.ts";
import { sessionMeta } from "./session.ts";
import { silent, type CodexState, type Step } from "./state.ts";
import { counted, usageOf } from "./usage.ts";

type Fields = Record<string, unknown>;

const TYPES = new Set([
  "thread.started",
  "turn.started",
  "turn.completed",
  "turn.failed",
  "item.started",
  "item.updated",
  "item.completed",
  "error",
]);

/** Whether a record's type is one of this output's. */
export function isExecution(type: string): boolean {
  return TYPES.has(type);
}

/**
 * One record of the output. A turn's usage counts from the beginning of the thread. Changed files are named without
 * what was changed: that is a change that can't be seen.
 */
export function executed(type: string, record: Fields, state: CodexState): Step {
  if (type === "thread.started") return sessionMeta({ id: record["thread_id"] }, state);
  if (type === "turn.completed") {
    const total = usageOf(record["usage"]);
    return total === null ? silent(state) : counted(total, null, state.model, state);
  }
  const item = record["item"];
  return type === "item.completed" && isRecord(item) ? itemStep(item, state) : silent(state);
}

function itemStep(item: Fields, state: CodexState): Step {
  const id = callId(item);
  if (item["type"] === "command_execution") return commandRan(item, id, state);
  if (!isFileChange(item) || item["status"] === "failed" || id === null) return silent(state);
  const key = `${state.session}:${id}`;
  return { events: [{ kind: "command", key, session: state.session, at: state.at }], skipped: [], state };
}
