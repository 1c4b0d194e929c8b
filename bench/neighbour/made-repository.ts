// A repository with as many files and branches as the largest ones have, and a session of an agent about it.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export type Large = { readonly files: number; readonly branches: number };

const AT = 1_760_000_000;
/** Files that the two long-lived branches have otherwise. */
const DIFFERENT = 200;

/** Makes the repository in `root`, checked out on `main`; branch `other` differs in some files. */
export function makeLarge(root: string, { files, branches }: Large): void {
  mkdirSync(root, { recursive: true });
  const git = (args: readonly string[], input?: string): string =>
    execFileSync("git", args, {
      cwd: root,
      encoding: "utf8",
      stdio: ["pipe", "pipe", "pipe"],
      ...(input === undefined ? {} : { input }),
    });
  git(["init", "--quiet", "-b", "main"]);
  git(["config", "user.name", "A"]);
  git(["config", "user.email", "a@example.org"]);
  // One clearing up in the middle of a measurement would be the whole measurement.
  git(["config", "gc.auto", "0"]);
  const all = Array.from({ length: files }, (_, file) => put(file, "first"));
  const some = Array.from({ length: DIFFERENT }, (_, k) =>
    put(Math.floor((k * files) / DIFFERENT), "second"),
  );
  const stream = [
    `${commit("main", 1, "begin")}${all.join("")}\n`,
    `${commit("other", 2, "other")}from :1\n${some.join("")}\n`,
    ...Array.from({ length: branches }, (_, k) => {
      const name = `topic/${k % 100}/${k}`;
      return `${commit(name, k + 3, `topic ${k}`)}from :1\n${put(k % files, `topic ${k}`)}\n`;
    }),
  ];
  git(["fast-import", "--quiet", "--done"], `${stream.join("")}done\n`);
  git(["pack-refs", "--all"]);
  git(["checkout", "--quiet", "main"]);
}

/** Where files of such a repository lie. */
export function pathOf(file: number): string {
  return `pkg-${file % 97}/dir-${file % 31}/file-${file}.ts`;
}

/** The record of a session in which an agent changed one file, as Claude Code leaves it. */
export function makeSession(home: string, root: string, file: number): void {
  const session = "11111111-0000-4000-8000-000000000000";
  const path = join(root, pathOf(file));
  const before = textOf(file, "first");
  const line = `export const written = "by an agent";\n`;
  writeFileSync(path, before + line);
  const frame = { sessionId: session, cwd: root, version: "2.1.40", userType: "external" };
  const stamp = (second: number): string => new Date((AT + 4000 + second) * 1000).toISOString();
  const usage = { input_tokens: 10, output_tokens: 20 };
  const tool = {
    type: "tool_use",
    id: "toolu_1",
    name: "Write",
    input: { file_path: path, content: before + line },
  };
  const message = {
    id: "msg_1",
    role: "assistant",
    model: "claude-opus-4-5-20251101",
    content: [tool],
    usage,
  };
  const done = {
    type: "update",
    filePath: path,
    content: before + line,
    originalFile: before,
    structuredPatch: [],
  };
  const result = {
    role: "user",
    content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "done" }],
  };
  const records = [
    { ...frame, uuid: "1", timestamp: stamp(0), type: "user", message: { role: "user", content: "write" } },
    { ...frame, uuid: "2", timestamp: stamp(1), type: "assistant", requestId: "req_1", message },
    { ...frame, uuid: "3", timestamp: stamp(2), type: "user", message: result, toolUseResult: done },
  ];
  const log = join(home, ".claude", "projects", "large", `${session}.jsonl`);
  mkdirSync(dirname(log), { recursive: true });
  writeFileSync(log, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
}

const textOf = (file: number, word: string): string =>
  Array.from({ length: 8 }, (_, line) => `export const ${word.replaceAll(" ", "")}${line} = ${file};\n`).join(
    "",
  );

function put(file: number, word: string): string {
  return `M 100644 inline ${pathOf(file)}\n${data(textOf(file, word))}`;
}

function commit(branch: string, mark: number, subject: string): string {
  const who = `A <a@example.org> ${AT + mark} +0000`;
  return `commit refs/heads/${branch}\nmark :${mark}\nauthor ${who}\ncommitter ${who}\n${data(subject)}`;
}

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
