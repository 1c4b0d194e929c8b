// The words of kept lines: what could not be read for once is read the next time.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Fates } from "../../../server/analysis/fates.ts";
import { materialFor } from "../../../server/analysis/material.ts";
import { settledIn } from "../../../server/analysis/settled.ts";
import { keyIn } from "../../../server/ledger/key.ts";
import { openLedger } from "../../../server/ledger/ledger.ts";
import { WORDS_PER_LINE } from "../../../server/metrics/kept-lines.ts";
import { ownFolder, reportOf, surroundingsOf, within } from "../../harness/story-ask.ts";
import { tell } from "../../harness/story-check.ts";

// Words are kept between runs by a program of which is known what it was made from.
vi.hoisted(() => Object.assign(globalThis, { TOKENWORTH_BUILD: "of a test" }));

/** The words of all lines that are settled. */
const wordsOf = ({ turns }: Fates): number =>
  turns
    .flatMap(({ paths }) => [...paths.values()])
    .flatMap((runs) => Array.from(runs).filter((_, place) => place % 3 === 2))
    .reduce((sum, words) => sum + words, 0);

test("a text that is not read for once does not decide for ever how much is kept", async () => {
  const story = tell();
  story.agent("claude-code").prompt().create("src/open.ts", 3);
  const file = join(story.repo, "src/open.ts");
  writeFileSync(file, `// Generated: do not edit.\n${readFileSync(file, "utf8")}`);
  story.commit("Land");
  await reportOf(story);
  const oid = story.git("rev-parse", "HEAD:src/open.ts").trim();
  const object = join(story.repo, ".git/objects", oid.slice(0, 2), oid.slice(2));
  await within(surroundingsOf(story), async () => {
    const ledger = openLedger(ownFolder(story), keyIn(ownFolder(story)));
    try {
      const material = await materialFor({ folder: null, branch: null }, ledger);
      if ("problem" in material) throw new Error(material.message);
      const { turns, sorted, needed } = material;
      const [one] = needed;
      if (one === undefined) throw new Error("no repository");
      /** The words that are settled on; `meanwhile` happens when all else is followed. */
      const settle = async (meanwhile: () => void, signal?: AbortSignal) => {
        const derived = {
          ...ledger.derived,
          get: (...args: Parameters<typeof ledger.derived.get>) => {
            if (args[1] === "words") meanwhile();
            return ledger.derived.get(...args);
          },
        };
        const settling = { ledger: { derived, printer: ledger.printer }, turns, signal, build: "a build" };
        const settled = await settledIn(one, sorted.edits.get(one) ?? [], settling);
        return "error" in settled ? settled : wordsOf(settled.fates);
      };
      const stop = new AbortController();
      await expect(settle(() => stop.abort(), stop.signal)).rejects.toThrow(/abort/i);
      expect(await settle(() => renameSync(object, `${object}.away`))).toBe(3 * WORDS_PER_LINE);
      renameSync(`${object}.away`, object);
      expect(await settle(() => {})).toBe(0);
      expect(await settle(() => {})).toBe(0);
    } finally {
      ledger.close();
    }
  });
});
