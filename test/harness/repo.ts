// Small real repositories with fixed names and dates, so that their hashes are the same on every run.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Repository } from "../../server/git/facts.ts";
import { findRepository } from "../../server/git/repository.ts";

export type TestRepo = {
  /** Absolute, links resolved. */
  readonly root: string;
  /** Runs git in the repository at its current time; gives the output without the last line end. Throws when it fails. */
  git(...args: readonly string[]): string;
  /** The same, where failing is an answer as well: null. */
  tryGit(...args: readonly string[]): string | null;
  write(path: string, content: string | Uint8Array): void;
  remove(path: string): void;
  /** Moves a file or folder on disk, as an editor does. */
  move(from: string, to: string): void;
  /** Commits everything there is, an hour after the last commit. Gives the full id. */
  commit(message: string): string;
  /** Another view on a linked working tree of this repository, sharing its clock. */
  at(root: string): TestRepo;
};

const START = Date.UTC(2026, 0, 5, 9) / 1000;

/** A folder of its own for one test, links resolved. `dispose` takes it away. */
export function createFolder(): { readonly path: string; dispose(): void } {
  const path = realpathSync.native(mkdtempSync(join(tmpdir(), "tokenworth-")));
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
}

/** The repository at `root`, which must be there. */
export async function openRepository(root: string): Promise<Repository> {
  const found = await findRepository(root);
  if (!found || "error" in found) throw new Error(`no repository at ${root}`);
  return found;
}

/** An empty repository on branch `main` in the folder `root`, which is made. */
export function createRepo(root: string): TestRepo {
  mkdirSync(root, { recursive: true });
  const clock = { now: START };
  const repo = view(realpathSync.native(root), clock);
  repo.git("init", "--quiet", "--initial-branch=main");
  return repo;
}

function view(root: string, clock: { now: number }): TestRepo {
  const git = (...args: readonly string[]): string =>
    execFileSync("git", [...args], {
      cwd: root,
      encoding: "utf8",
      env: environment(clock.now),
      stdio: "pipe",
      maxBuffer: 2 ** 28,
    }).replace(/\n$/, "");
  return {
    root,
    git,
    tryGit(...args) {
      try {
        return git(...args);
      } catch {
        return null;
      }
    },
    write(path, content) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    remove: (path) => rmSync(join(root, path), { recursive: true, force: true }),
    move(from, to) {
      mkdirSync(dirname(join(root, to)), { recursive: true });
      renameSync(join(root, from), join(root, to));
    },
    commit(message) {
      clock.now += 3600;
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--message", message);
      return git("rev-parse", "HEAD");
    },
    at: (other) => view(realpathSync.native(other), clock),
  };
}

/** Nothing of the machine's own configuration; the date is in seconds since 1970. */
export function environment(date: number): Record<string, string> {
  const stamp = `${date} +0000`;
  const person = (role: string): Record<string, string> => ({
    [`GIT_${role}_NAME`]: "Ada",
    [`GIT_${role}_EMAIL`]: "ada@example.com",
    [`GIT_${role}_DATE`]: stamp,
  });
  return {
    PATH: process.env["PATH"] ?? "",
    ...(process.env["SystemRoot"] === undefined ? {} : { SystemRoot: process.env["SystemRoot"] }),
    HOME: tmpdir(),
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    ...person("AUTHOR"),
    ...person("COMMITTER"),
  };
}
