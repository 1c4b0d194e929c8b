// Follows a repository's lines through edits in a process of its own, from the first commit on and then from what is
// remembered: node bench/history/follow-once.ts <bare repository> <edits> [--cold]. Moves the repository's branch.
import { execFileSync } from "node:child_process";
import { follow } from "../../server/analysis/follow.ts";
import { createPrinter } from "../../server/ledger/fingerprint.ts";
import { makeEdits } from "./made-edits.ts";
import { startMeasuring, type Spent } from "./own-process.ts";
import { openSubject } from "./repository.ts";

export type FollowedOnce = {
  readonly commits: number;
  readonly edits: number;
  readonly steps: readonly (Spent & { readonly name: string })[];
  /** Bytes of the snapshots. */
  readonly remembered: number;
};

const [path = ".", wanted = "100", mode] = process.argv.slice(2);
const printer = createPrinter(new Uint8Array(32));
const subject = await openSubject(path);
const { repository, tip, history } = subject;
const git = (...args: string[]): string =>
  execFileSync("git", ["-C", repository.gitDir, ...args], { encoding: "utf8", stdio: "pipe" }).trim();
const branch = git("symbolic-ref", "HEAD");
const edits = await makeEdits(subject, Number(wanted), printer);
const values = new Map<string, Uint8Array>();
const store = {
  build: "bench",
  get: (name: string) => values.get(name) ?? null,
  put: (name: string, value: Uint8Array) => void values.set(name, value),
};
const steps: (Spent & { name: string })[] = [];

async function step(name: string, behind: number): Promise<void> {
  git("update-ref", branch, git("rev-parse", `${tip}~${behind}`));
  const spent = startMeasuring();
  const followed = await follow(repository, edits, { printer, branch: null, commits: [], store });
  if ("error" in followed) throw new Error(followed.error);
  steps.push({ name, ...spent() });
}

await step("from the first commit on", 3);
if (mode !== "--cold") {
  await step("nothing new", 3);
  await step("nothing new, again", 3);
  await step("one new commit", 2);
  await step("two more", 0);
  await step("the newest two taken back", 2);
}
git("update-ref", branch, tip);
const remembered = [...values.values()].reduce((sum, { length }) => sum + length, 0);
const answer: FollowedOnce = { commits: history.length, edits: edits.length, steps, remembered };
console.log(JSON.stringify(answer));
