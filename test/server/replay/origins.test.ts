import fc from "fast-check";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { createFolder, createRepo } from "../../harness/repo.ts";
import { compareWithBlame } from "./blame.ts";
import { play, steps, type Step } from "./random-history.ts";

const RUNS = Number(process.env["ORIGIN_RUNS"] ?? 8);
const MINUTES = 60_000;

async function compareRandom(list: readonly Step[], firstParent: boolean) {
  const folder = createFolder();
  try {
    const repo = createRepo(folder.path);
    return await compareWithBlame(repo, play(repo, list), { firstParent });
  } finally {
    folder.dispose();
  }
}

test.each([false, true])(
  "origins equal blame for every line of histories without renames (first parent: %s)",
  async (firstParent) => {
    await fc.assert(
      fc.asyncProperty(steps(false), async (list) => {
        const { mismatches } = await compareRandom(list, firstParent);
        expect(mismatches.filter(({ moved, restarted }) => !moved && !restarted)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  },
  10 * MINUTES,
);

test.each([false, true])(
  "with renames, only lines of files that blame follows to another name may differ (first parent: %s)",
  async (firstParent) => {
    await fc.assert(
      fc.asyncProperty(steps(true), async (list) => {
        const { mismatches } = await compareRandom(list, firstParent);
        expect(mismatches.filter(({ moved, restarted }) => !moved && !restarted)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  },
  10 * MINUTES,
);

const root = resolve(import.meta.dirname, "../../..");

test.skipIf(!existsSync(resolve(root, ".git")))(
  "origins equal blame on this project's own history",
  async () => {
    const git = (...args: readonly string[]): string =>
      execFileSync("git", [...args], { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28 });
    const { lines, mismatches } = await compareWithBlame({ root, git }, git("rev-parse", "HEAD").trim(), {
      every: 5,
    });
    expect(lines).toBeGreaterThan(100);
    expect(mismatches.filter(({ moved }) => !moved)).toEqual([]);
  },
  MINUTES,
);
