// Asks the command line about a story, as its user would: in this process, or of a built one that `STORY_CLI` names.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { run } from "../../server/cli/run.ts";
import { createEngine } from "../../server/engine/create-engine.ts";
import type { Answer, Engine } from "../../server/engine/engine.ts";
import type { Blame, Report } from "../../server/protocol/report.ts";
import type { Story } from "./story.ts";
import { environment } from "./story.ts";

const built = process.env["STORY_CLI"];

/** Where an answer is asked for: `ledger` names a data folder of its own beside the story's usual one. */
export type Asking = {
  readonly ledger?: string;
  readonly in?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

/** The report of the story's repository, as JSON. The ledger stays, so that the next one is an increment. */
export async function reportOf(story: Story, asking: Asking = {}): Promise<Report> {
  return JSON.parse(
    await ask(story, ["report", "--now", story.clock.now(), ...(asking.args ?? [])], asking),
  ) satisfies Report;
}

/** Who wrote each line of a file, as of a revision (`HEAD` if left out; null for the working tree). */
export async function blameOf(
  story: Story,
  path: string,
  rev: string | null = "HEAD",
  asking: Asking = {},
): Promise<Blame> {
  const at = rev === null ? [] : ["--rev", rev];
  return JSON.parse(
    await ask(story, ["blame", path, ...at, "--now", story.clock.now()], asking),
  ) satisfies Blame;
}

/** The whole answer to a command line, whatever its status. */
export type Said = { readonly status: number; readonly stdout: string; readonly stderr: string };

/** Asks the command line in so many words. */
export async function say(story: Story, words: readonly string[], asking: Asking = {}): Promise<Said> {
  const { in: cwd = story.repo } = asking;
  const env = surroundingsOf(story, asking);
  if (built === undefined) return sayHere(words, cwd, env, Date.parse(story.clock.now()));
  const node = { cwd, env, encoding: "utf8", maxBuffer: 2 ** 28 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [built, ...words], node);
  return { status: status ?? -1, stdout, stderr };
}

/** The environment of whoever asks about a story. */
export function surroundingsOf(story: Story, asking: Asking = {}): NodeJS.ProcessEnv {
  return {
    ...environment(story.home, story.clock),
    XDG_DATA_HOME: dirname(ownFolder(story, asking)),
    XDG_CONFIG_HOME: join(story.home, ".config"),
    TOKENWORTH_HOME: ownFolder(story, asking),
    ...asking.env,
  };
}

/** Works with the engine in this process: git, which it runs, looks for its user's home in the process's own environment. */
export async function within<T>(env: NodeJS.ProcessEnv, work: () => Promise<T>): Promise<T> {
  const path = process.env["PATH"] ?? "";
  Object.assign(process.env, {
    HOME: env["HOME"],
    XDG_CONFIG_HOME: env["XDG_CONFIG_HOME"],
    PATH: env["PATH"],
  });
  try {
    return await work();
  } finally {
    process.env["PATH"] = path;
  }
}

/** What the engine answers about a story to somebody who asks it in this process. */
export function engineAsked<T>(
  story: Story,
  question: (engine: Engine) => Promise<Answer<T>>,
  asking: Asking = {},
): Promise<Answer<T>> {
  const env = surroundingsOf(story, asking);
  return within(env, () => question(createEngine(env)));
}

/** The folder of the ledger, the key and the settings. */
export function ownFolder(story: Story, { ledger = "state" }: Asking = {}): string {
  return join(dirname(story.home), ledger, "tokenworth");
}

/** What a verb prints as JSON. */
export async function ask(story: Story, words: readonly string[], asking: Asking): Promise<string> {
  const { status, stdout, stderr } = await say(story, [...words, "--format", "json"], asking);
  if (status !== 0) throw new Error(`status ${status}: ${stderr}`);
  return stdout;
}

async function sayHere(
  argv: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  now: number,
): Promise<Said> {
  const said = { stdout: "", stderr: "" };
  const output = (name: keyof typeof said) => ({ write: (text: string) => void (said[name] += text) });
  const status = await within(env, () =>
    run(argv, {
      createEngine,
      stdout: output("stdout"),
      stderr: output("stderr"),
      env,
      platform: process.platform,
      cwd,
      now,
      signal: new AbortController().signal,
      confirm: async () => null,
    }),
  );
  return { status, ...said };
}
