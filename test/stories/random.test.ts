// What holds in every story, whoever does what: on random ones. (issue 2, "What it must show")
import { renameSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { actorIn, steps } from "../harness/random-story.ts";
import { reportOf } from "../harness/story-ask.ts";
import { checkAccounts, checkOnce, checkTruth } from "../harness/story-check.ts";
import { openStory } from "../harness/story.ts";
import type { Story } from "../harness/story.ts";

/** The same stories in each run; `STORIES` asks for more of them, `STORY_SEED` for others. */
const bounds = {
  numRuns: Number(process.env["STORIES"] ?? 6),
  seed: Number(process.env["STORY_SEED"] ?? 2026),
  endOnFailure: process.env["STORY_SHRINK"] === undefined,
};
const seconds = 1000 * Math.max(120, bounds.numRuns * 30);

async function inStory(check: (story: Story) => Promise<void>): Promise<void> {
  const story = openStory();
  try {
    await check(story);
  } finally {
    story.close();
  }
}

test(
  "each line is its author's, each cent is where its line went, and accounts balance",
  { timeout: seconds },
  async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (story) => {
        await inStory(async (told) => {
          story.forEach(actorIn(told));
          await checkOnce(told, await checkTruth(told));
        });
      }),
      bounds,
    );
  },
);

test(
  "a ledger that saw each step says what one says that is begun at the end",
  { timeout: seconds },
  async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (story) => {
        await inStory(async (told) => {
          const act = actorIn(told);
          for (const step of story) {
            act(step);
            checkAccounts(await reportOf(told));
          }
          expect(await reportOf(told)).toEqual(await reportOf(told, { ledger: "rebuilt" }));
        });
      }),
      bounds,
    );
  },
);

test("the order in which the records are read does not matter", { timeout: seconds }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.array(fc.nat(9), { minLength: 3, maxLength: 3 }), async (story, order) => {
      await inStory(async (told) => {
        story.forEach(actorIn(told));
        const files = [...told.book.hands.values()].map((hand) => hand.file);
        for (const file of files) renameSync(file, `${file}.away`);
        const ranked = files.toSorted(
          (a, b) => (order[files.indexOf(a)] ?? 0) - (order[files.indexOf(b)] ?? 0),
        );
        for (const file of ranked) {
          renameSync(`${file}.away`, file);
          checkAccounts(await reportOf(told));
        }
        expect(await reportOf(told)).toEqual(await reportOf(told, { ledger: "at-once" }));
      });
    }),
    bounds,
  );
});
