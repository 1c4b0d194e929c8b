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
  const folder = join(home, ".claude", "projects", root.replaceAll(/[^a-zA-Z0-9]/g, "-"));
  mkdirSync(folder, { recursive: true });
  let count = 0;
  let last: string | null = null;

  const put = (at: string, record: object): void => {
    const uuid = `${session}-${++count}`;
    const common = {
      parentUuid: last,
      isSidechain: false,
      cwd: root,
      sessionId: session,
      version: "2.1.220",
      gitBranch: "main",
    };
    appendFileSync(
      join(folder, `${session}.jsonl`),
      `${JSON.stringify({ ...common, ...record, uuid, timestamp: at })}\n`,
    );
    last = uuid;
  };
  const request = (at: string, block: object, stop: string, usage: DemoUsage): void => {
    const id = `msg_${session}_${count}`;
    const message = {
      id,
      type: "message",
      role: "assistant",
      model: MODEL,
      content: [block],
      stop_reason: stop,
      usage: logged(usage),
    };
    put(at, { type: "assistant", requestId: `req_${session}_${count}`, message });
  };

  return {
    prompt: (at, text) => put(at, { type: "user", message: { role: "user", content: text } }),
    say: (at, text, usage) => request(at, { type: "text", text }, "end_turn", usage),
    write(at, { path, before, after }, usage) {
      const filePath = join(root, path);
      const id = `toolu_${session}_${count}`;
      request(
        at,
        { type: "tool_use", id, name: "Write", input: { file_path: filePath, content: after } },
        "tool_use",
        usage,
      );
      put(at, {
        type: "user",
        message: { role: "user", content: [{ type: "tool_result", tool_use_id: id, content: "Done." }] },
        toolUseResult: {
          type: before === null ? "create" : "update",
          filePath,
          content: after,
          structuredPatch: [],
          originalFile: before,
        },
      });
    },
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
