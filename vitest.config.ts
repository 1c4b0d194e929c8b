import { defineConfig } from "vitest/config";
import { closingLine } from "./test/closing-line-reporter.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", closingLine],
    // Days and weeks are local: the tests' place is fixed.
    env: { TZ: "UTC" },
    // Many tests run real git.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // What is waited for comes within a second or so, on a machine that is not busy with other tests.
    expect: { poll: { timeout: 20_000 } },
  },
});
