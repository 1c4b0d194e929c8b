// One process for hours, beside somebody at work: it holds on to nothing, and says at the end what a new one says.
// SOAK_SECONDS=1800 npx vitest run test/e2e/soak.test.ts, or node test/e2e/soak/run.ts 1800 to see the memory as it goes.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import type { Sample, Soaked } from "./soak/run.ts";

const SECONDS = Number(process.env["SOAK_SECONDS"] ?? 8);
/** What the sessions and commits that came meanwhile may take, MiB. */
const GROWN = 6;

let soaked: Soaked;
beforeAll(
  async () => {
    const words = ["--no-warnings", "test/e2e/soak/run.ts", String(SECONDS), String(SECONDS < 60 ? 40 : 700)];
    const { stdout } = await promisify(execFile)(process.execPath, words, { maxBuffer: 2 ** 26 });
    soaked = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Soaked;
  },
  (SECONDS + 120) * 1000,
);

const most = (samples: readonly Sample[], of: (sample: Sample) => number): number =>
  Math.max(...samples.map(of));

test("the figures are right at the end", () => {
  expect(soaked.steps).toBeGreaterThan(5);
  expect(soaked.linesWritten).toBeGreaterThan(0);
  expect(soaked.same).toBe(true);
});

/** What was held in the first half of the time and in the second: what leaks grows, whatever moment is looked at. */
const halves = (of: (sample: Sample) => number): { readonly before: number; readonly after: number } => {
  const half = soaked.samples.length >> 1;
  return { before: most(soaked.samples.slice(0, half), of), after: most(soaked.samples.slice(half), of) };
};

test("memory stays flat", () => {
  const { before, after } = halves(({ heap, outside }) => heap + outside);
  expect(after).toBeLessThan(before * 1.1 + GROWN);
});

test("no file stays open, and nothing stays busy", () => {
  const files = halves((sample) => sample.files ?? 0);
  expect(files.after).toBeLessThanOrEqual(files.before + 1);
  const busy = halves((sample) => sample.busy);
  expect(busy.after).toBeLessThanOrEqual(busy.before + 1);
  // Its own two outputs are left.
  expect(soaked.samples.at(-1)?.busy).toBeLessThanOrEqual(2);
});
