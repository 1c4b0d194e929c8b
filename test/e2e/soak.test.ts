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

test("memory stays flat", () => {
  const { samples } = soaked;
  const half = samples.length >> 1;
  const [before, after] = [samples.slice(0, half), samples.slice(half)];
  expect(most(after, ({ heap, outside }) => heap + outside)).toBeLessThan(
    most(before, ({ heap, outside }) => heap + outside) * 1.1 + GROWN,
  );
});

test("no file stays open, and nothing stays busy", () => {
  const { samples } = soaked;
  const [first, last] = [samples[0], samples.at(-1)];
  expect(most(samples, ({ files }) => files ?? 0)).toBeLessThanOrEqual((first?.files ?? 0) + 1);
  expect(most(samples, ({ busy }) => busy)).toBeLessThanOrEqual((first?.busy ?? 0) + 1);
  // Its own two outputs are left.
  expect(last?.busy).toBeLessThanOrEqual(2);
});
