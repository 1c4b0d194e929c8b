// Asks the command line about a story, as its user would: in this process, or of a built one that `STORY_CLI` names.
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { run } from "../../server/cli/run.ts";
import { createEngine } from "../../server/cli/wire.ts";
import type { Blame, Report } from "../../server/protocol/report.ts";
import type { Story } from "./story.ts";
import { environment } from "./story.ts";

const built = process.env["STORY_CLI"];

/** Where an answer is asked for: `ledger` names a data folder of its own beside the story's usual one. */
export type Asking = { readonly ledger?: string; readonly in?: string; readonly args?: readonly string[] };

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

/** What a verb prints as JSON. */
export async function ask(
  story: Story,
  words: readonly string[],
  { ledger = "state", in: cwd = story.repo }: Asking,
): Promise<string> {
  const data = join(dirname(story.home), ledger);
  const env = {
    ...environment(story.home, story.clock),
    XDG_DATA_HOME: data,
    XDG_CONFIG_HOME: join(story.home, ".config"),
    TOKENWORTH_HOME: join(data, "tokenworth"),
  };
  const argv = [...words, "--format", "json"];
  if (built === undefined) return askHere(argv, cwd, env, Date.parse(story.clock.now()));
  const node = { cwd, env, encoding: "utf8", maxBuffer: 2 ** 28 } as const;
  return execFileSync(process.execPath, [built, ...argv], { ...node, stdio: ["ignore", "pipe", "pipe"] });
}

async function askHere(
  argv: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  now: number,
): Promise<string> {
  const said = { stdout: "", stderr: "" };
  const output = (name: keyof typeof said) => ({ write: (text: string) => void (said[name] += text) });
  // git, which the engine runs, looks for its user's home in the process's own environment.
  Object.assign(process.env, { HOME: env["HOME"], XDG_CONFIG_HOME: env["XDG_CONFIG_HOME"] });
  const status = await run(argv, {
    createEngine,
    stdout: output("stdout"),
    stderr: output("stderr"),
    env,
    platform: process.platform,
    cwd,
    now,
    signal: new AbortController().signal,
    confirm: async () => null,
  });
  if (status !== 0) throw new Error(`status ${status}: ${said.stderr}`);
  return said.stdout;
}
