import { defineConfig } from "vitest/config";
import { closingLine } from "./test/closing-line-reporter.ts";
import { SLOW } from "./test/slow.ts";

export default defineConfig({
  test: {
    reporters: ["default", closingLine],
    // Days and weeks are local: the tests' place is fixed.
    env: { TZ: "UTC" },
    // Many tests run real git.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // What is waited for comes within a second or so, on a machine that is not busy with other tests.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        // Files share a worker's modules: loading them anew for each would take longer than the tests.
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: [...SLOW, "test/e2e/**"],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "thorough",
          include: [...SLOW, "test/e2e/**/*.test.ts"],
          exclude: ["test/e2e/host/**"],
        },
      },
      {
        extends: true,
        // One real VS Code at a time, and nothing beside it: these tests look at how soon something is there.
        test: {
          name: "host",
          include: ["test/e2e/host/**/*.test.ts"],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
