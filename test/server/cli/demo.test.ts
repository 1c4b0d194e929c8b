import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { makeDemo } from "../../../server/cli/demo.ts";
import { call, fixture } from "./cli-harness.ts";

test("a demonstration is a repository and logs of its own, and leaves nothing behind", () => {
  const env = {
    PATH: process.env["PATH"],
    HOME: "/home/ada",
    CODEX_HOME: "/home/ada/.codex",
    CLAUDE_CONFIG_DIR: "/home/ada/.claude",
  };
  const demo = makeDemo(env);
  if (!demo.ok) throw new Error(demo.message);
  const { env: own, remove } = demo.value;
  expect(Object.values(own).filter((value) => value?.includes("/home/ada"))).toEqual([]);
  const home = own["HOME"] ?? "";
  const root = join(dirname(home), "flower-shop");
  const git = (...args: string[]) => execFileSync("git", ["-C", root, ...args], { encoding: "utf8" });
  expect(git("log", "-1", "--format=%s %aI")).toBe('Revert "Add tax" 2026-10-07T16:40:00+00:00\n');
  expect(git("status", "--porcelain")).toBe("?? stock.ts\n");
  const logs = globSync(".claude/projects/*/*.jsonl", { cwd: home });
  expect(logs).toHaveLength(6);
  for (const log of logs)
    for (const line of readFileSync(join(home, log), "utf8").trimEnd().split("\n"))
      expect(JSON.parse(line)).toMatchObject({ cwd: root, timestamp: expect.stringMatching(/^2026-10-/) });
  remove();
  expect(existsSync(dirname(home))).toBe(false);
});

test("it can be told as if it had been this week", () => {
  const demo = makeDemo({ PATH: process.env["PATH"] }, 40);
  if (!demo.ok) throw new Error(demo.message);
  const { root, env, remove } = demo.value;
  const git = (...args: string[]) => execFileSync("git", ["-C", root, ...args], { encoding: "utf8" });
  expect(git("log", "-1", "--format=%aI")).toBe("2026-11-16T16:40:00+00:00\n");
  const [log = ""] = globSync(".claude/projects/*/6f13*.jsonl", { cwd: env["HOME"] ?? "" });
  expect(readFileSync(join(env["HOME"] ?? "", log), "utf8")).toContain('"timestamp":"2026-11-18T09:00:00');
  remove();
});

test("without git there is none, and it says why", () => {
  const demo = makeDemo({ PATH: "/nowhere" });
  expect(demo).toMatchObject({
    ok: false,
    status: 3,
    message: expect.stringMatching(/could not be made: .*git/),
  });
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
  expect(stdout).toMatch(/^This is a demonstration: /);
  expect(stdout).toContain("You spent $12.40");
  expect((await call(["report", "--all", "--or-demo"])).stdout).toMatch(/^You spent/);
});
