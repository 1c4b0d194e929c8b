// Writes a session's record as Codex leaves it: a rollout file of its day, with running totals of tokens.
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { LoggedEdit, LogPlace, SessionLog } from "./session-log.ts";
import { applied, hunksOf, textOf } from "./session-log.ts";

export const codexModel = "gpt-5";
/** What each request uses, and what it costs at that model's list price: 1.25, 10 and 0.125 USD per million. */
export const codexRequest = {
  tokens: { input: 100, output: 200, cacheRead: 1000, cacheWrite: 0 },
  costUsd: 0.00225,
} as const;

/** A new session; its file appears at once. */
export function writeCodex(place: LogPlace): SessionLog {
  const started = place.clock.stamp();
  const day = started.slice(0, 10).split("-");
  const minute = started.slice(0, 19).replaceAll(":", "-");
  const file = join(place.home, ".codex", "sessions", ...day, `rollout-${minute}-${place.session}.jsonl`);
  let count = 0;
  let requests = 0;

  function put(type: string, payload: object): void {
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${JSON.stringify({ timestamp: place.clock.stamp(), type, payload })}\n`);
  }

  /** Cached tokens stand within the input; the same count is written twice, as Codex often does. */
  function request(): void {
    requests += 1;
    const { input, output, cacheRead } = codexRequest.tokens;
    const times = (n: number) => ({
      input_tokens: (input + cacheRead) * n,
      cached_input_tokens: cacheRead * n,
      output_tokens: output * n,
      reasoning_output_tokens: 50 * n,
      total_tokens: (input + cacheRead + output) * n,
    });
    const info = {
      total_token_usage: times(requests),
      last_token_usage: times(1),
      model_context_window: 258_400,
    };
    put("event_msg", { type: "token_count", info, rate_limits: null });
    put("event_msg", { type: "token_count", info, rate_limits: { primary: { used_percent: 2 } } });
  }

  function call(patch: string, shell: boolean): string {
    const call_id = `call_${place.session.slice(0, 8)}${(count += 1)}`;
    if (shell) {
      const command = ["bash", "-lc", `apply_patch <<'EOF'\n${patch}\nEOF`];
      const given = JSON.stringify({ command, workdir: place.folder });
      put("response_item", { type: "function_call", name: "shell", arguments: given, call_id });
    } else {
      const made = { type: "custom_tool_call", status: "completed", name: "apply_patch", call_id };
      put("response_item", { ...made, input: patch });
    }
    return call_id;
  }

  function output(call_id: string, shell: boolean, words: string, exit_code: number): void {
    const type = shell ? "function_call_output" : "custom_tool_call_output";
    put("response_item", {
      type,
      call_id,
      output: JSON.stringify({ output: words, metadata: { exit_code } }),
    });
    request();
  }

  put("session_meta", {
    id: place.session,
    timestamp: started,
    cwd: place.folder,
    originator: "codex_cli_rs",
    cli_version: "0.146.0",
    source: "cli",
    model_provider: "openai",
    git: { branch: place.branch() },
  });

  return {
    file,
    prompt(words) {
      put("turn_context", {
        cwd: place.folder,
        approval_policy: "never",
        model: codexModel,
        summary: "auto",
      });
      const content = [{ type: "input_text", text: words }];
      put("response_item", { type: "message", role: "user", content });
      put("event_msg", { type: "user_message", message: words });
    },
    say(words) {
      const content = [{ type: "output_text", text: words }];
      put("response_item", { type: "message", role: "assistant", content });
      request();
    },
    edit(edit, form) {
      const shell = form === "shell";
      const { patch, letter, change } = described(edit, place.folder);
      const call_id = call(patch, shell);
      const end = { type: "patch_apply_end", call_id, stdout: "", stderr: "", success: true };
      if (!shell && form !== "quiet") put("event_msg", { ...end, changes: { [edit.path]: change } });
      const words = `Success. Updated the following files:\n${letter} ${relative(place.folder, edit.path)}\n`;
      output(call_id, shell, words, 0);
    },
    refuse(path, lines) {
      const added = lines.map((line) => `+${line}\n`).join("");
      const patch = `*** Begin Patch\n*** Add File: ${relative(place.folder, path)}\n${added}*** End Patch`;
      output(call(patch, false), false, "patch rejected by user", 1);
    },
  };
}

/** An edit as a patch, and as the event of its end lists it. */
function described({ path, before, changes, movedTo, deleted = false }: LoggedEdit, folder: string) {
  const name = relative(folder, path);
  const whole = (body: string): string => `*** Begin Patch\n${body}*** End Patch`;
  if (before === null) {
    const content = textOf(applied([], changes));
    const added = applied([], changes).map((line) => `+${line}\n`);
    const patch = whole(`*** Add File: ${name}\n${added.join("")}`);
    return { patch, letter: "A", change: { type: "add", content } };
  }
  if (deleted) {
    const change = { type: "delete", content: textOf(before) };
    return { patch: whole(`*** Delete File: ${name}\n`), letter: "D", change };
  }
  const hunks = hunksOf(before, changes);
  const move = movedTo === undefined ? "" : `*** Move to: ${relative(folder, movedTo)}\n`;
  const patch = whole(
    `*** Update File: ${name}\n${move}${hunks.map((h) => `@@\n${textOf(h.lines)}`).join("")}`,
  );
  const header = (h: (typeof hunks)[number]): string =>
    `@@ -${h.oldStart},${h.oldLines} +${h.newStart},${h.newLines} @@\n`;
  const unified_diff = hunks.map((h) => header(h) + textOf(h.lines)).join("");
  return { patch, letter: "M", change: { type: "update", unified_diff, move_path: movedTo ?? null } };
}
