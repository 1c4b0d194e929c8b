import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { withDemo } from "../../../server/cli/demo.ts";
import { call, fixture } from "./cli-harness.ts";

test("a demonstration is a repository and logs of its own, and leaves nothing behind", async () => {
  const env = {
    PATH: process.env["PATH"],
    HOME: "/home/ada",
    CODEX_HOME: "/home/ada/.codex",
    CLAUDE_CONFIG_DIR: "/home/ada/.claude",
  };
  const folder = await withDemo(env, async (demo) => {
    expect(Object.values(demo).filter((value) => value?.includes("/home/ada"))).toEqual([]);
    const home = demo["HOME"] ?? "";
    const root = join(dirname(home), "flower-shop");
    const git = (...args: string[]) => execFileSync("git", ["-C", root, ...args], { encoding: "utf8" });
    expect(git("log", "--format=%s").split("\n")[0]).toBe('Revert "Add tax"');
    expect(git("rev-parse", "HEAD")).toMatch(/^[0-9a-f]{40}\n$/);
    expect(git("status", "--porcelain")).toBe("?? stock.ts\n");
    const logs = globSync(".claude/projects/*/*.jsonl", { cwd: home });
    expect(logs).toHaveLength(6);
    for (const log of logs)
      for (const line of readFileSync(join(home, log), "utf8").trimEnd().split("\n"))
        expect(JSON.parse(line)).toMatchObject({ cwd: root, timestamp: expect.stringMatching(/^2026-10-/) });
    return dirname(home);
  });
  expect(existsSync(folder)).toBe(false);
});

test("a demonstration stands in only where there is nothing, and says so first", async () => {
  const asked: string[] = [];
  const engine = {
    report: async () => {
      asked.push("");
      return { ok: true, value: fixture(asked.length === 1 ? "nothing" : "typical") } as const;
    },
  };
  const env = { PATH: process.env["PATH"] };
  const { stdout, status } = await call(["report", "--all", "--or-demo"], { engine, env });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ DEMO {2}This is a demonstration/);
  expect(stdout).toContain("You spent $12.40");
  expect((await call(["report", "--all", "--or-demo"])).stdout).toMatch(/^You spent/);
});
