import type { Reporter, TestCase, TestModule } from "vitest/node";

export type Counts = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly TestCase[];
};

/** Tests of what lies beside a checkout on some machines only: wherever it does not, they are skipped, and nothing is amiss. */
const OF_WHAT_LIES_BESIDE = [
  "samples",
  "the curve is R's",
  "the samples' totals",
  "real sessions cost what an independent count says",
];

/**
 * Counts the tests of a run. What stops a run without being a test of its own (a file that does not load, an error that
 * nobody catches) counts as one failure each; a test marked as still to be written counts as skipped.
 */
function countsOf(modules: readonly TestModule[], uncaught: number): Counts {
  let passed = 0;
  let failed = uncaught;
  const skipped: TestCase[] = [];
  for (const module of modules) {
    const tests = [...module.children.allTests()];
    const failures = tests.filter((test) => test.result().state === "failed").length;
    passed += tests.filter((test) => test.result().state === "passed").length;
    skipped.push(...tests.filter((test) => ["skipped", "pending"].includes(test.result().state)));
    failed += failures === 0 && module.state() === "failed" ? 1 : failures;
  }
  return { passed, failed, skipped };
}

/** The tests that this machine could not run although it should: they are named, and the run has failed. */
function refuseSkips(skipped: readonly TestCase[]): void {
  const missed = skipped.filter(
    ({ fullName }) => !OF_WHAT_LIES_BESIDE.some((name) => fullName.startsWith(name)),
  );
  for (const test of missed) console.log(`skipped: ${test.module.relativeModuleId} > ${test.fullName}`);
  if (missed.length > 0) process.exitCode = 1;
}

/**
 * After the default summary, one plain line that anything can read: `N passed, N failed, N skipped`. Where
 * `$TOKENWORTH_NO_SKIPS` is set, a test that was skipped fails the run.
 */
export const closingLine = {
  onTestRunEnd(modules, uncaught) {
    const { passed, failed, skipped } = countsOf(modules, uncaught.length);
    setImmediate(() => {
      if (process.env["TOKENWORTH_NO_SKIPS"] !== undefined) refuseSkips(skipped);
      console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
    });
  },
} satisfies Reporter;
