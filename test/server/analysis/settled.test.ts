// What became of lines is worked out again if and only if something that decides about it has changed.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { materialFor } from "../../../server/analysis/material.ts";
import { settledIn, settledOutside } from "../../../server/analysis/settled.ts";
import { keyIn } from "../../../server/ledger/key.ts";
import { openLedger } from "../../../server/ledger/ledger.ts";
import { actorIn, steps } from "../../harness/random-story.ts";
import { ownFolder, reportOf, surroundingsOf, within } from "../../harness/story-ask.ts";
import { tell } from "../../harness/story-check.ts";
import { openStory, type Story } from "../../harness/story.ts";

/** What is settled of a story with what was kept before, and anew; and how much was kept for the next time. */
async function settleBoth(story: Story) {
  await reportOf(story);
  return within(surroundingsOf(story), async () => {
    const ledger = openLedger(ownFolder(story), keyIn(ownFolder(story)));
    try {
      const material = await materialFor({ folder: null, branch: null }, ledger);
      if ("problem" in material) throw new Error(material.message);
      const { turns, sorted, needed } = material;
      let puts = 0;
      const derived = {
        ...ledger.derived,
        put: (...args: Parameters<typeof ledger.derived.put>) => {
          puts++;
          ledger.derived.put(...args);
        },
      };
      const settle = async (build: string) => {
        const settling = { ledger: { derived, printer: ledger.printer }, turns, signal: undefined, build };
        const outside = settledOutside(sorted.edits.get(null) ?? [], settling);
        const inside = [];
        for (const one of needed) inside.push(await settledIn(one, sorted.edits.get(one) ?? [], settling));
        return { outside, inside };
      };
      const anew = await settle("");
      return { kept: await settle("a build"), anew, puts };
    } finally {
      ledger.close();
    }
  });
}

test("whatever happens, what was kept is what would be worked out anew", { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const story = openStory();
      try {
        const act = actorIn(story);
        for (const [i, step] of all.entries()) {
          act(step);
          if (i % 3 !== 0 && i !== all.length - 1) continue;
          const { kept, anew } = await settleBoth(story);
          expect(kept).toEqual(anew);
        }
      } finally {
        story.close();
      }
    }),
    { numRuns: Number(process.env["STORIES"] ?? 3), seed: 2026, endOnFailure: true },
  );
});

test("nothing is worked out again while all is as it was, or only others' sessions are new", async () => {
  const story = tell();
  const hand = story.agent("claude-code").prompt();
  hand.change("src/app.ts", { add: 3 });
  story.commit("Land");
  hand.prompt().create("src/open.ts", 2);
  expect((await settleBoth(story)).puts).toBe(2);
  expect((await settleBoth(story)).puts).toBe(0);
  // A session that comes before the others gives their turns other numbers.
  story.agent("codex").prompt().say();
  expect((await settleBoth(story)).puts).toBe(0);
});

test("it is where a file on the disk, an ignore rule or a branch has changed", async () => {
  const story = tell();
  story.agent("claude-code").prompt().create("src/open.ts", 2);
  const settled = async (): Promise<string[]> => {
    const { kept, anew, puts } = await settleBoth(story);
    expect(kept).toEqual(anew);
    expect(puts).toBeGreaterThan(0);
    return kept.inside.flatMap((one) =>
      "error" in one ? [] : one.fates.fates.map(({ outcome }) => outcome),
    );
  };
  expect(await settled()).toEqual(["open"]);
  writeFileSync(join(story.repo, ".git/info/exclude"), "src/open.ts\n");
  expect(await settled()).toEqual(["outside"]);
  writeFileSync(join(story.repo, ".git/info/exclude"), "");
  writeFileSync(join(story.repo, "src/open.ts"), "");
  expect(await settled()).toEqual(["discarded"]);
  story.git("branch", "-m", "main", "master");
  expect(await settled()).toEqual(["discarded"]);
});
