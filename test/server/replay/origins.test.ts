// The replay held against git's own answer, by what `verify` does.
import fc from "fast-check";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { verify, type Verification } from "../../../server/analysis/verify.ts";
import { createFolder, createRepo } from "../../harness/repo.ts";
import { play, steps, type Step } from "./random-history.ts";

const RUNS = Number(process.env["ORIGIN_RUNS"] ?? 8);
const MINUTES = 60_000;

async function check(folder: string, asked: Partial<Parameters<typeof verify>[0]>): Promise<Verification> {
  const found = await verify({
    folder,
    branch: null,
    firstParent: false,
    files: null,
    clock: () => 0,
    onProgress: () => {},
    ...asked,
  });
  if ("problem" in found) throw new Error(found.message);
  return found;
}

async function checkRandom(list: readonly Step[], firstParent: boolean): Promise<Verification> {
  const folder = createFolder();
  try {
    const repo = createRepo(folder.path);
    return await check(repo.root, { branch: play(repo, list), firstParent });
  } finally {
    folder.dispose();
  }
}

/** Every line is the same but for those of files that were binary once, and what renames explain. */
function expectExplained({ lines, same, mismatches, notCompared }: Verification): void {
  expect(notCompared).toEqual([]);
  expect(mismatches.filter(({ cause }) => cause !== "rename" && cause !== "binary")).toEqual([]);
  expect(same + mismatches.reduce((sum, mismatch) => sum + mismatch.lines, 0)).toBe(lines);
}

test.each([false, true])(
  "origins equal blame for every line of histories without renames (first parent: %s)",
  async (firstParent) => {
    await fc.assert(
      fc.asyncProperty(steps(false), async (list) => {
        expectExplained(await checkRandom(list, firstParent));
      }),
      { numRuns: RUNS },
    );
  },
  10 * MINUTES,
);

test.each([false, true])(
  "with renames, only lines may differ of which the two followed other files (first parent: %s)",
  async (firstParent) => {
    await fc.assert(
      fc.asyncProperty(steps(true), async (list) => {
        expectExplained(await checkRandom(list, firstParent));
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
    const found = await check(root, { branch: "HEAD", files: 60 });
    expect(found.lines).toBeGreaterThan(100);
    expectExplained(found);
  },
  MINUTES,
);
