// The demonstration's repository: files and commits with fixed dates.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../engine/engine.ts";

export type DemoRepository = {
  read(path: string): string;
  write(path: string, lines: readonly string[]): void;
  remove(path: string): void;
  /** Commits all that changed, at an ISO time, and gives the commit's id. */
  commit(at: string, message: string): string;
};

/** A repository in an empty folder, which knows nothing of the user's own settings for git. */
export function createDemoRepository(root: string, env: Environment): DemoRepository {
  const git = (args: readonly string[], at: string): string =>
    execFileSync("git", ["-c", "core.autocrlf=false", "-c", "commit.gpgSign=false", ...args], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: env["PATH"] ?? env["Path"],
        SystemRoot: env["SystemRoot"],
        HOME: root,
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_CONFIG_GLOBAL: process.platform === "win32" ? "NUL" : "/dev/null",
        GIT_TEMPLATE_DIR: "",
        GIT_AUTHOR_NAME: "Demo",
        GIT_AUTHOR_EMAIL: "demo@example.invalid",
        GIT_COMMITTER_NAME: "Demo",
        GIT_COMMITTER_EMAIL: "demo@example.invalid",
        GIT_AUTHOR_DATE: at,
        GIT_COMMITTER_DATE: at,
      },
    }).trim();

  git(["init", "--quiet", "--initial-branch=main"], "");
  return {
    read: (path) => readFileSync(join(root, path), "utf8"),
    write: (path, lines) => writeFileSync(join(root, path), lines.map((line) => `${line}\n`).join("")),
    remove: (path) => rmSync(join(root, path)),
    commit(at, message) {
      git(["add", "--all"], at);
      git(["commit", "--quiet", "--no-verify", "--message", message], at);
      return git(["rev-parse", "HEAD"], at);
    },
  };
}
