// The built command line as a process of its own, as its user starts it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { environment, type Story } from "./story.ts";

const CLI = resolve("dist/cli.cjs");

export type Ended = {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type Running = { readonly pid: number; readonly kill: () => void; readonly ended: Promise<Ended> };

/** Starts the command line in a story's repository, or another folder; `data` is the folder of its ledger, key and settings. */
export function start(
  story: Story,
  data: string,
  words: readonly string[],
  folder: string = story.repo,
): Running {
  const env = {
    ...environment(story.home, story.clock),
    LANG: "C.UTF-8",
    NO_COLOR: "1",
    TOKENWORTH_HOME: data,
  };
  const child = spawn(process.execPath, [CLI, ...words], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  const ended = once(child, "close").then(([status, signal]: unknown[]): Ended => ({
    status: typeof status === "number" ? status : null,
    signal: typeof signal === "string" ? (signal as NodeJS.Signals) : null,
    ...said,
  }));
  return { pid: child.pid ?? 0, kill: () => void child.kill("SIGKILL"), ended };
}

/** Runs it to its end. */
export const runBuilt = (...parameters: Parameters<typeof start>): Promise<Ended> =>
  start(...parameters).ended;
