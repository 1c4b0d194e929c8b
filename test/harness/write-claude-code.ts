// Writes a session's record as Claude Code leaves it: one JSON object a line, one line for each block of an answer.
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Change, LoggedEdit, LogPlace, SessionLog } from "./session-log.ts";
import { applied, hunksOf, textOf } from "./session-log.ts";

export const claudeCodeModel = "claude-opus-4-5-20251101";
/** What each request uses, and what it costs at that model's list price: 5, 25, 0.5 and 6.25 USD per million. */
export const claudeCodeRequest = {
  tokens: { input: 100, output: 200, cacheRead: 1000, cacheWrite: 400 },
  costUsd: 0.0085,
} as const;

/** A new session; its file appears with the first prompt. */
export function writeClaudeCode(place: LogPlace): SessionLog {
  const slug = place.folder.replaceAll(/[^a-zA-Z0-9]/g, "-");
  const own =
    place.subagent === undefined
      ? `${place.session}.jsonl`
      : `${place.session}/subagents/agent-${place.subagent}.jsonl`;
  const file = join(place.home, ".claude", "projects", slug, own);
  let count = 0;
  const name = (kind: string): string =>
    `${kind}_${place.session.slice(0, 8)}${place.subagent ?? ""}${(count += 1)}`;
  let parentUuid: string | null = null;

  function put(record: object): void {
    const uuid = name("uuid");
    const frame = {
      parentUuid,
      isSidechain: place.subagent !== undefined,
      ...(place.subagent === undefined ? {} : { agentId: place.subagent }),
      userType: "external",
      cwd: place.folder,
      sessionId: place.session,
      version: "2.1.40",
      gitBranch: place.branch(),
    };
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(
      file,
      `${JSON.stringify({ ...frame, ...record, uuid, timestamp: place.clock.stamp() })}\n`,
    );
    parentUuid = uuid;
  }

  /** One answer of the model: a line for each block, all but the last with a placeholder for the output. */
  function answer(blocks: readonly object[]): void {
    const message = { id: name("msg"), type: "message", role: "assistant", model: claudeCodeModel };
    const requestId = name("req");
    const { input, output, cacheRead, cacheWrite } = claudeCodeRequest.tokens;
    blocks.forEach((block, i) => {
      const last = i === blocks.length - 1;
      const usage = {
        input_tokens: input,
        cache_creation_input_tokens: cacheWrite,
        cache_read_input_tokens: cacheRead,
        cache_creation: { ephemeral_5m_input_tokens: cacheWrite, ephemeral_1h_input_tokens: 0 },
        output_tokens: last ? output : 2,
        service_tier: "standard",
      };
      const stop_reason = last ? "end_turn" : null;
      put({ type: "assistant", requestId, message: { ...message, content: [block], stop_reason, usage } });
    });
  }

  function tool(toolName: string, input: object): string {
    const id = name("toolu");
    answer([
      { type: "text", text: "I will." },
      { type: "tool_use", id, name: toolName, input },
    ]);
    return id;
  }

  function result(
    id: string,
    content: string,
    toolUseResult: object | string | undefined,
    isError = false,
  ): void {
    const block = { tool_use_id: id, type: "tool_result", content, ...(isError ? { is_error: true } : {}) };
    put({ type: "user", message: { role: "user", content: [block] }, toolUseResult });
  }

  return {
    file,
    prompt: (words) => put({ type: "user", message: { role: "user", content: words } }),
    say: (words) => answer([{ type: "text", text: words }]),
    edit(edit, form) {
      const { toolName, input, details } = described(edit, form === "write", form === "multi");
      const id = tool(toolName, input);
      result(id, `The file ${edit.path} has been updated.`, form === "bare" ? undefined : details);
    },
    refuse(path, lines) {
      const id = tool("Write", { file_path: path, content: textOf(lines) });
      const words = "The user doesn't want to proceed with this tool use. The tool use was rejected.";
      result(id, words, "User rejected tool use", true);
    },
  };
}

/** The tool that makes an edit, what it is given, and what its result says. */
function described(edit: LoggedEdit, whole: boolean, multi: boolean) {
  const { path, before, changes } = edit;
  const content = textOf(applied(before ?? [], changes));
  if (before === null || whole) {
    const type = before === null ? "create" : "update";
    const originalFile = before === null ? null : textOf(before);
    const structuredPatch = before === null ? [] : hunksOf(before, changes);
    const details = { type, filePath: path, content, structuredPatch, originalFile };
    return { toolName: "Write", input: { file_path: path, content }, details };
  }
  const structuredPatch = hunksOf(before, changes);
  const edits = replacements(before, changes);
  const [first] = edits;
  if (multi || first === undefined || edits.length > 1) {
    const details = {
      filePath: path,
      edits,
      originalFileContents: textOf(before),
      structuredPatch,
      userModified: false,
    };
    return { toolName: "MultiEdit", input: { file_path: path, edits }, details };
  }
  const details = {
    filePath: path,
    oldString: first.old_string,
    newString: first.new_string,
    originalFile: textOf(before),
    structuredPatch,
    userModified: false,
    replaceAll: false,
  };
  return { toolName: "Edit", input: { file_path: path, ...first }, details };
}

/** Changes as replacements of text that stands once in the file as it is by then. */
function replacements(before: readonly string[], changes: readonly Change[]) {
  let now = [...before];
  let shift = 0;
  return changes.map((change) => {
    const at = change.at + shift;
    const end = at + change.remove;
    let from = change.remove > 0 ? at : Math.max(0, at - 1);
    const old = (): string => now.slice(from, end).join("\n");
    while (from > 0 && textOf(now).split(old()).length !== 2) from -= 1;
    const old_string = old();
    const new_string = [...now.slice(from, at), ...change.add].join("\n");
    now = now.toSpliced(at, change.remove, ...change.add);
    shift += change.add.length - change.remove;
    return { old_string, new_string, replace_all: false };
  });
}
