import type { Reporter, TestModule } from "vitest/node";

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

/**
 * Counts the tests of a run. What stops a run without being a test of its own (a file that does not load, an error that
 * nobody catches) counts as one failure each; a test marked as still to be written counts as skipped.
 */
function countsOf(modules: readonly TestModule[], uncaught: number): Counts {
  let passed = 0;
  let skipped = 0;
  let failed = uncaught;
  for (const module of modules) {
    const states = [...module.children.allTests()].map((test) => test.result().state);
    const failures = states.filter((state) => state === "failed").length;
    passed += states.filter((state) => state === "passed").length;
    skipped += states.filter((state) => state === "skipped" || state === "pending").length;
    failed += failures === 0 && module.state() === "failed" ? 1 : failures;
  }
  return { passed, failed, skipped };
}

/** After the default summary, one plain line that anything can read: `N passed, N failed, N skipped`. */
export const closingLine = {
  onTestRunEnd(modules, uncaught) {
    const { passed, failed, skipped } = countsOf(modules, uncaught.length);
    setImmediate(() => console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`));
  },
} satisfies Reporter;
