// What the built command line and the git that it starts ask of the system, as the system saw it. (issue 3)
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { say } from "../harness/command-line.ts";
import { canTrace, readTrace, tracedInto } from "../harness/trace.ts";
import { FIRST, tellShortStory } from "../harness/short-story.ts";
import type { Story } from "../harness/story.ts";

const canCutOff = spawnSync("unshare", ["-rn", "true"]).status === 0;
const CUT_OFF = ["unshare", "-rn"] as const;

let story: Story;
let root: string;
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "traced-")));
  story = tellShortStory();
});
afterAll(() => {
  story.close();
  rmSync(root, { recursive: true });
});

const QUESTIONS = [
  ["report", "--all", "--format", "json"],
  ["report"],
  ["sessions"],
  ["sessions", FIRST],
  ["blame", "src/app.ts"],
  ["blame", "src/app.ts", "--rev", "main~1", "--format", "json"],
  ["verify"],
];

/** Asks each question of one ledger, through a program. The folders: for the ledger and key, and for temporary files. */
function askAll(name: string, through: (n: number) => readonly string[]): string[] {
  const own = join(root, name);
  const tmp = join(root, `${name}-tmp`);
  mkdirSync(tmp);
  const env = { HOME: story.home, TOKENWORTH_HOME: own, TMPDIR: tmp, GIT_CONFIG_NOSYSTEM: "1" };
  return QUESTIONS.map((words, n) => {
    const argv = words[0] === "verify" ? words : [...words, "--now", story.clock.now()];
    const said = say(argv, { cwd: story.repo, env, through: through(n) });
    expect({ argv, ...said, stdout: "" }).toEqual({ argv, status: 0, stdout: "", stderr: "" });
    return said.stdout;
  });
}

describe.skipIf(!canTrace)("traced", () => {
  test(
    "writes to its own folder alone, starts nothing but git, and asks for no socket of the network",
    { timeout: 180_000 },
    () => {
      const file = (n: number): string => join(root, `trace-${n}`);
      askAll("traced", (n) => tracedInto(file(n)));
      const own = join(root, "traced");
      expect([...readTrace(file(0), story.repo).written]).toEqual(
        expect.arrayContaining([join(own, "key"), join(own, "ledger.sqlite")]),
      );
      QUESTIONS.forEach((question, n) => {
        const { written, sockets, started, calls } = readTrace(file(n), story.repo);
        expect(calls).toBeGreaterThan(500);
        const outside = [...written].filter(
          (path) =>
            path !== own && !path.startsWith(`${own}/`) && path !== "/dev/null" && path !== "/dev/tty",
        );
        expect({ question, outside, sockets }).toEqual({ question, outside: [], sockets: [] });
        const names = new Set([...started].map((path) => basename(path)));
        expect([...names].filter((name) => !["git", basename(process.execPath)].includes(name))).toEqual([]);
        expect(names).toContain("git");
      });
    },
  );

  test("a trace sees what is written, opened and started", () => {
    const file = join(root, "trace-control");
    const script = `
      require("node:fs").writeFileSync(${JSON.stringify(join(root, "elsewhere"))}, "x");
      require("node:fs").renameSync(${JSON.stringify(join(root, "elsewhere"))}, ${JSON.stringify(join(root, "renamed"))});
      require("node:child_process").execFileSync("true");
      require("node:net").connect(9, "127.0.0.1").on("error", () => {});`;
    const [program, ...words] = [...tracedInto(file), process.execPath, "-e", script];
    expect(spawnSync(program, words).status).toBe(0);
    const { written, sockets, started } = readTrace(file, root);
    expect([...written]).toEqual(expect.arrayContaining([join(root, "elsewhere"), join(root, "renamed")]));
    expect(sockets).toHaveLength(1);
    expect([...started].map((path) => basename(path))).toContain("true");
  });
});

describe.skipIf(!canCutOff)("without a network", () => {
  test("says the same to the last byte", { timeout: 120_000 }, () => {
    const withoutSeconds = (text: string): string => text.replaceAll(/\d+(?:\.\d+)? s\b/g, "");
    const cutOff = askAll("cut-off", () => CUT_OFF).map(withoutSeconds);
    expect(cutOff).toEqual(askAll("connected", () => []).map(withoutSeconds));
  });

  test("there is none", () => {
    const script = `require("node:net").connect(22, "192.0.2.1").on("error", ({ code }) => console.log(code))`;
    const [program, ...words] = [...CUT_OFF, process.execPath, "-e", script];
    expect(spawnSync(program, words, { encoding: "utf8" }).stdout).toBe("ENETUNREACH\n");
  });
});
