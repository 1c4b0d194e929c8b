import { expect, test } from "vitest";
import { formatIn } from "../../../media/format.ts";
import { freshnessWords } from "../../../media/panel/filter-bar.ts";
import { translator } from "../../../media/words.ts";
import { aStatus } from "../a-status.ts";

const words = { t: translator({}), format: formatIn("en", "UTC") };
const { freshness } = aStatus();

test.for([
  [{}, "up to date 12:04"],
  [{ activity: "reading", progress: { doing: "", done: 43, total: 100 } }, "reading logs 43%"],
  [{ activity: "reading", progress: null }, "reading logs"],
  [{ activity: "following", progress: { doing: "", done: 0, total: 0 } }, "following lines"],
  [{ activity: "stopped" }, "stopped; as of Nov 20, 12:04"],
  [{ activity: "problem" }, "not up to date"],
  [{ activity: "starting", costsAsOf: null, outcomesAsOf: null }, "starting"],
] as const)("%j is said as %s", ([change, said]) => {
  expect(freshnessWords(words, { ...freshness, ...change })).toBe(said);
});
