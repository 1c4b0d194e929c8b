// The demonstration's log, in the shape that Claude Code leaves.
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

/** Tokens of one request: fresh, read from the cache, written to it, and answered. */
export type DemoUsage = {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
};

/** A file of the repository, with its text before (null: it is new) and after. */
export type WrittenFile = { readonly path: string; readonly before: string | null; readonly after: string };

/** Everything a session says bears the time it was said at. */
export type DemoLog = {
  prompt(at: string, text: string): void;
  say(at: string, text: string, usage: DemoUsage): void;
  /** The agent writes a whole file. */
  write(at: string, file: WrittenFile, usage: DemoUsage): void;
};

const MODEL = "claude-sonnet-4-5-20250929";

/** The log of one session that worked in `root`, under the agent's folder in `home`. */
export function createLog(home: string, root: string, session: string): DemoLog {
  const put = createWriter(home, root, session);

  const request = (at: string, content: object, stop: string, usage: DemoUsage): void => {
    const said = { role: "assistant", type: "message", model: MODEL, content: [content], stop_reason: stop };
    const names = { id: `msg_${session}_${at}`, requestId: `req_${session}_${at}` };
    const message = { id: names.id, ...said, usage: logged(usage) };
    put(at, { type: "assistant", requestId: names.requestId, message });
  };

  return {
    prompt: (at, text) => put(at, { type: "user", message: { role: "user", content: text } }),
    say: (at, text, usage) => request(at, { type: "text", text }, "end_turn", usage),
    write(at, { path, before, after }, usage) {
      const filePath = join(root, path);
      const id = `toolu_${session}_${at}`;
      const input = { file_path: filePath, content: after };
      request(at, { type: "tool_use", id, name: "Write", input }, "tool_use", usage);
      const result = { type: "tool_result", tool_use_id: id, content: "Done." };
      const type = before === null ? "create" : "update";
      put(at, {
        type: "user",
        message: { role: "user", content: [result] },
        toolUseResult: { type, filePath, content: after, structuredPatch: [], originalFile: before },
      });
    },
  };
}

/** Appends records to the session's file, each with the one before as its parent. */
function createWriter(home: string, root: string, session: string): (at: string, record: object) => void {
  const folder = join(home, ".claude", "projects", root.replaceAll(/[^a-zA-Z0-9]/g, "-"));
  mkdirSync(folder, { recursive: true });
  const common = { isSidechain: false, cwd: root, sessionId: session, version: "2.1.220", gitBranch: "main" };
  let parentUuid: string | null = null;
  let count = 0;
  return (timestamp, record) => {
    const uuid: string = `${session}-${++count}`;
    const line = JSON.stringify({ parentUuid, ...common, ...record, uuid, timestamp });
    appendFileSync(join(folder, `${session}.jsonl`), `${line}\n`);
    parentUuid = uuid;
  };
}

function logged({ input, cacheRead, cacheWrite, output }: DemoUsage): object {
  return {
    input_tokens: input,
    cache_read_input_tokens: cacheRead,
    cache_creation_input_tokens: cacheWrite,
    cache_creation: { ephemeral_5m_input_tokens: cacheWrite, ephemeral_1h_input_tokens: 0 },
    output_tokens: output,
    service_tier: "standard",
  };
}
