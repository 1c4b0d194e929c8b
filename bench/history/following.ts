// What following the lines of edits costs: from the first commit on, from what is remembered, and with a new commit.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FollowedOnce } from "./follow-once.ts";
import { print } from "../figures.ts";
import { inOwnProcess } from "./own-process.ts";

/** Prints the steps of one repository with some edits in its newest commits. The repository itself is left alone. */
export async function measureFollowing(path: string, edits: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-follow-"));
  try {
    cloneOneBranch(path, folder);
    const once = (await inOwnProcess("follow-once.ts", [folder, String(edits)])) as FollowedOnce;
    console.log(
      `  ${once.commits} commits, ${once.edits} edits, ${(once.remembered / 2 ** 20).toFixed(1)} MiB remembered`,
    );
    for (const { name, milliseconds, cpu } of once.steps)
      print({
        name: `followed: ${name}`,
        value: milliseconds,
        unit: " ms",
        note: `${cpu.toFixed(0)} ms of CPU outside of git`,
      });
    print({ name: "peak memory, cold", value: once.steps[0]?.peak ?? 0, unit: " MiB", target: 250 });
    print({ name: "peak memory, all of these", value: once.steps.at(-1)?.peak ?? 0, unit: " MiB" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A bare clone without objects of its own, with the branch that is checked out and no other. */
function cloneOneBranch(path: string, folder: string): void {
  const git = (...args: string[]): string =>
    execFileSync("git", ["-C", folder, ...args], { encoding: "utf8", stdio: "pipe" }).trim();
  execFileSync("git", ["clone", "--quiet", "--bare", "--shared", path, folder], { stdio: "pipe" });
  const branch = git("symbolic-ref", "HEAD");
  for (const ref of git("for-each-ref", "--format=%(refname)").split("\n"))
    if (ref !== branch) git("update-ref", "-d", ref);
}
