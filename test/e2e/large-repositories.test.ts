// Ten thousand branches, and a hundred thousand files: everything is answered, in seconds. (issue 3)
// LARGE_SHARE=1 runs them whole; without it they are a fifth of that.
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { ask, blameOf, reportOf } from "../harness/story-ask.ts";
import { checkAccounts, sessionOf, shortOf, tell } from "../harness/story-check.ts";
import { environment, type Story } from "../harness/story.ts";

const SHARE = Number(process.env["LARGE_SHARE"] ?? 0.2);
const BRANCHES = Math.round(10_000 * SHARE);
const FILES = Math.round(100_000 * SHARE);
const MINUTES = 60_000;
const app = "src/app.ts";

function feed(story: Story, args: readonly string[], input: string): void {
  execFileSync("git", args, {
    cwd: story.repo,
    env: environment(story.home, story.clock),
    input,
    stdio: "pipe",
  });
}

test(
  `${BRANCHES} branches, each with a commit of its own`,
  async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    const open = story.agent("codex").prompt();
    open.change(app, { add: 3 });
    story.git("switch", "-q", "-c", "topic");
    story.commit("open");
    story.git("switch", "-q", "main");
    const tip = story.git("rev-parse", "main");
    const commits = Array.from({ length: BRANCHES }, (_, i) => {
      const text = `branch ${i}\n`;
      return [
        `commit refs/heads/many/${i}`,
        `committer a <a@example.invalid> ${1_772_445_600 + i} +0000`,
        `data 3\none\nfrom ${tip}`,
        `M 100644 inline many/${i % 100}.txt\ndata ${text.length}\n${text}`,
      ].join("\n");
    });
    feed(story, ["fast-import", "--quiet"], `${commits.join("\n")}\n`);
    expect(story.git("for-each-ref", "refs/heads/many").split("\n")).toHaveLength(BRANCHES);
    const started = performance.now();
    const report = await reportOf(story);
    checkAccounts(report);
    expect(shortOf(sessionOf(report, agent).lines)).toEqual({ kept: 5 });
    expect(shortOf(sessionOf(report, open).lines)).toEqual({ open: 3 });
    expect((await blameOf(story, app)).lines.filter(({ origin }) => origin === "ai")).toHaveLength(5);
    expect(JSON.parse(await ask(story, ["verify"], {}))).toMatchObject({ files: 2, mismatches: [] });
    expect(performance.now() - started).toBeLessThan(MINUTES);
  },
  3 * MINUTES,
);

test(
  `${FILES} files`,
  async () => {
    const story = tell();
    const lines = [
      `commit refs/heads/main`,
      `committer a <a@example.invalid> 1772445600 +0000`,
      "data 3\none",
    ];
    lines.push(`from ${story.git("rev-parse", "main")}`);
    for (let i = 0; i < FILES; i++) {
      const text = `export const name${i} = ${i};\n`;
      lines.push(`M 100644 inline src/d${i % 300}/f${i}.ts\ndata ${text.length}\n${text}`);
    }
    feed(story, ["fast-import", "--quiet", "--force"], `${lines.join("\n")}\n`);
    story.git("reset", "-q", "--hard");
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    agent.change("src/d7/f7.ts", { add: 5 });
    story.commit("two");
    agent.change("src/d8/f8.ts", { add: 3 });
    const started = performance.now();
    const report = await reportOf(story);
    checkAccounts(report);
    expect(shortOf(sessionOf(report, agent).lines)).toEqual({ kept: 10, open: 3 });
    expect((await blameOf(story, "src/d7/f7.ts")).lines.map(({ origin }) => origin)).toEqual([
      "none",
      ...Array.from({ length: 5 }, () => "ai"),
    ]);
    expect(JSON.parse(await ask(story, ["verify", "--files", "8"], {}))).toMatchObject({
      files: 8,
      mismatches: [],
    });
    expect(performance.now() - started).toBeLessThan(MINUTES);
  },
  3 * MINUTES,
);
