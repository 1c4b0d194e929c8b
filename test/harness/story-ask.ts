// Asks the built command line about a story, as its user would.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Blame, Report } from "../../server/protocol/report.ts";
import type { Story } from "./story.ts";
import { environment } from "./story.ts";

const commandLine = join(import.meta.dirname, "../../dist/cli.cjs");

/** Where an answer is asked for: `ledger` names a data folder of its own beside the story's usual one. */
export type Asking = { readonly ledger?: string; readonly in?: string; readonly args?: readonly string[] };

/** The report of the story's repository, as JSON. The ledger stays, so that the next one is an increment. */
export function reportOf(story: Story, asking: Asking = {}): Report {
  return JSON.parse(run(story, ["report", ...(asking.args ?? [])], asking)) satisfies Report;
}

/** Who wrote each line of a file, as of a revision (`HEAD` if left out; null for the working tree). */
export function blameOf(story: Story, path: string, rev: string | null = "HEAD", asking: Asking = {}): Blame {
  const at = rev === null ? [] : ["--rev", rev];
  return JSON.parse(run(story, ["blame", path, ...at], asking)) satisfies Blame;
}

function run(story: Story, args: readonly string[], { ledger = "state", in: folder }: Asking): string {
  if (!existsSync(commandLine)) throw new Error("There is no dist/cli.cjs: run `npm run build` first.");
  const data = join(dirname(story.home), ledger);
  return execFileSync(
    process.execPath,
    [commandLine, ...args, "--format", "json", "--now", story.clock.now()],
    {
      cwd: folder ?? story.repo,
      encoding: "utf8",
      maxBuffer: 2 ** 28,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...environment(story.home, story.clock),
        XDG_DATA_HOME: data,
        XDG_CONFIG_HOME: join(story.home, ".config"),
        TOKENWORTH_HOME: join(data, "tokenworth"),
      },
    },
  );
}
