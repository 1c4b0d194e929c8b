// Most bytes are what tools gave back: files that were read, output of commands. No more of it is needed than its frame.
import { isRecord, nameOf } from "../../lib/json.ts";
import { LEFT_OUT } from "../../lib/json-outline.ts";
import { carriedBy } from "./entry.ts";
import { isEditDetail } from "./results.ts";
import type { State } from "./state.ts";

/** Whether a line that begins like this is probably such a result. */
export function mayBeOutlined(beginning: string, { open }: State): boolean {
  return beginning.includes('"tool_result"') && !open.some((id) => beginning.includes(id));
}

const NAMES = [
  "type",
  "sessionId",
  "cwd",
  "gitBranch",
  "timestamp",
  "forkSessionId",
  "continuedFromSessionId",
];

/** Whether a record tells the same as its whole line: it holds nothing but results of tools that edit no file. */
export function outlineSuffices(record: Readonly<Record<string, unknown>>, state: State): boolean {
  const own = carriedBy(record) ?? record;
  if (own["type"] !== "user" || [record, own].some(lacksName)) return false;
  const message = own["message"];
  const content = isRecord(message) ? message["content"] : null;
  if (!Array.isArray(content) || content.length === 0 || isEditDetail(own["toolUseResult"])) return false;
  return content.every((block: unknown) => {
    if (!isRecord(block) || block["type"] !== "tool_result") return false;
    const id = nameOf(block["tool_use_id"]);
    return id !== null && id !== LEFT_OUT && !state.open.includes(id);
  });
}

const lacksName = (record: Readonly<Record<string, unknown>>): boolean =>
  NAMES.some((name) => record[name] === LEFT_OUT);
