// What a tool call asks for: a patch to apply, or a command to run. Codex has named and shaped its tools in many ways.
import { isRecord, parseJson, textOf } from "../../lib/json.ts";
import { absolutePath } from "../../lib/paths.ts";

/** A text that may hold patches, and the folder its relative paths start from; null where nothing says. */
export type Call = {
  readonly kind: "patch" | "script";
  readonly text: string;
  readonly folder: string | null;
};

const SHELLS = new Set([
  "shell",
  "shell_command",
  "exec_command",
  "container.exec",
  "local_shell",
  "unified_exec",
]);
const SHELL_PROGRAM = /(?:^|[\\/])(?:ba|z|da|k)?sh(?:\.exe)?$|(?:^|[\\/])(?:pwsh|powershell|cmd)(?:\.exe)?$/i;
const MOST_NESTED = 32;

/** The patches and commands of a call by its tool's name and input (a text or parsed JSON); other tools have none. */
export function callsOf(name: string, input: unknown, cwd: string | null): Call[] {
  const tool = name.replace(/^functions\./, "");
  const given = typeof input === "string" ? (parseJson(input) ?? input) : input;
  if (tool === "apply_patch") return patchCall(given, cwd);
  if (SHELLS.has(tool)) return commandCalls(given, cwd);
  return tool === "multi_tool_use.parallel" ? parallelCalls(given, cwd) : [];
}

function patchCall(given: unknown, cwd: string | null): Call[] {
  const fields = isRecord(given) ? given : {};
  const text = textOf(given) ?? textOf(fields["input"]) ?? textOf(fields["patch"]);
  return text === null ? [] : [{ kind: "patch", text, folder: folderOf(fields, cwd) }];
}

function commandCalls(given: unknown, cwd: string | null): Call[] {
  const fields = isRecord(given) ? given : {};
  const command = textOf(given) ?? fields["command"] ?? fields["cmd"];
  const call = commandCall(command, folderOf(fields, cwd));
  return call === null ? [] : [call];
}

/** A command as one text or as a program with its arguments. */
export function commandCall(command: unknown, folder: string | null): Call | null {
  if (typeof command === "string") return { kind: "script", text: command, folder };
  if (!Array.isArray(command)) return null;
  const words = command.filter((word): word is string => typeof word === "string");
  const [program = "", ...args] = words;
  if (/^(?:.*[\\/])?apply_?patch$/.test(program)) return { kind: "patch", text: args.join("\n"), folder };
  const text = SHELL_PROGRAM.test(program) ? (args.at(-1) ?? "") : words.map(quoted).join(" ");
  return { kind: "script", text, folder };
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function parallelCalls(given: unknown, cwd: string | null): Call[] {
  const uses = isRecord(given) ? given["tool_uses"] : null;
  if (!Array.isArray(uses)) return [];
  return uses.slice(0, MOST_NESTED).flatMap((use: unknown) => {
    const name = isRecord(use) ? textOf(use["recipient_name"]) : null;
    const isNested = name === null || /multi_tool_use/.test(name);
    return isRecord(use) && !isNested ? callsOf(name, use["parameters"], cwd) : [];
  });
}

function folderOf(fields: Record<string, unknown>, cwd: string | null): string | null {
  const own = textOf(fields["workdir"]) ?? textOf(fields["cwd"]) ?? textOf(fields["working_directory"]);
  return own === null ? cwd : (absolutePath(own, cwd) ?? cwd);
}

/** What the output of a call says of its patch; null where it says nothing. */
export function statusOf(output: unknown): "applied" | "failed" | "rejected" | null {
  const given = typeof output === "string" ? (parseJson(output) ?? output) : output;
  const text = outputText(given);
  if (/^\s*(?:patch|exec command) rejected by user/i.test(text)) return "rejected";
  if (/^Success\. Updated the following files:?\s*$/m.test(text)) return "applied";
  const code = exitCodeOf(given, text);
  if (code !== null) return code === 0 ? "applied" : "failed";
  if (isRecord(given) && typeof given["success"] === "boolean")
    return given["success"] ? "applied" : "failed";
  return /^\s*(?:apply_patch verification failed|(?:execution )?error\b|failed\b|Invalid (?:patch|Context)|aborted)/i.test(
    text,
  )
    ? "failed"
    : null;
}

function exitCodeOf(given: unknown, text: string): number | null {
  const metadata = isRecord(given) && isRecord(given["metadata"]) ? given["metadata"] : {};
  const code = metadata["exit_code"];
  if (typeof code === "number") return code;
  const stated = /^(?:Exit code:|Process exited with code) (-?\d{1,9})\s*$/m.exec(text.slice(0, 400));
  return stated === null ? null : Number(stated[1]);
}

/** The text of an output in any of its shapes: plain, a list of parts, or a record around either. */
export function outputText(given: unknown): string {
  if (typeof given === "string") return given;
  if (Array.isArray(given))
    return given.map((part: unknown) => (isRecord(part) ? (textOf(part["text"]) ?? "") : "")).join("\n");
  if (!isRecord(given)) return "";
  return textOf(given["output"]) ?? textOf(given["text"]) ?? textOf(given["content"]) ?? "";
}
