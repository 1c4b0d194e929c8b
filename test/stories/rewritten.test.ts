// Histories that are rewritten while they are read, and machines whose git can't be used. (issue 3)
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { reportOf, say } from "../harness/story-ask.ts";
import { checkAccounts, sessionOf, shortOf, tell } from "../harness/story-check.ts";
import type { Story } from "../harness/story.ts";

const app = "src/app.ts";
const git = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();

/** A search path on which git is a script that goes on to the real one unless it ends before. */
function scriptedGit(story: Story, script: string): string {
  const folder = join(dirname(story.repo), "programs");
  mkdirSync(folder);
  writeFileSync(join(folder, "git"), `#!/bin/sh\n${script}\nexec '${git}' "$@"\n`);
  chmodSync(join(folder, "git"), 0o755);
  return `${folder}${delimiter}${process.env["PATH"] ?? ""}`;
}

/** While the first `git log` is about to run, the newest commit is amended and what it was is cleared away. */
const rewriting = (story: Story, mark: string): string => `
case " $* " in
  *" log --no-walk"*)
    if mkdir '${mark}' 2>/dev/null; then
      unset GIT_DIR GIT_IMPLICIT_WORK_TREE
      cd '${story.repo}'
      '${git}' -c user.name=a -c user.email=a@example.invalid commit -q --amend -m amended
      '${git}' reflog expire --expire=now --expire-unreachable=now --all
      '${git}' gc -q --prune=now
      echo done > '${mark}/done'
    else
      while test ! -e '${mark}/done'; do sleep 0.05; done
    fi;;
esac`;

describe("a history that is rewritten while it is read", () => {
  test.each([[["report"]], [["verify"]], [["blame", app]]])(
    "is read as it stands then: %j",
    async (words) => {
      const story = tell();
      const agent = story.agent("claude-code").prompt();
      agent.change(app, { add: 5 });
      story.commit("one");
      const before = story.git("rev-parse", "HEAD");
      const mark = join(dirname(story.repo), "mark");
      const env = { PATH: scriptedGit(story, rewriting(story, mark)) };
      const said = await say(story, [...words, "--format", "json"], { env });
      expect(said).toMatchObject({ status: 0, stderr: "" });
      expect(existsSync(join(mark, "done"))).toBe(true);
      const after = story.git("rev-parse", "HEAD");
      expect(after).not.toBe(before);
      expect(said.stdout).not.toContain(before);
      expect(said.stdout).toContain(after);
      const report = await reportOf(story);
      checkAccounts(report);
      expect(shortOf(sessionOf(report, agent).lines)).toEqual({ kept: 5 });
    },
  );

  test("again and again is told to be unreadable, and stays so for one run only", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    const lost = `case " $* " in *" log --no-walk"*)
      unset GIT_DIR GIT_IMPLICIT_WORK_TREE
      cd '${story.repo}'
      '${git}' -c user.name=a -c user.email=a@example.invalid commit -q --amend --allow-empty -m "$$"
      echo "fatal: bad object" >&2
      exit 128;; esac`;
    const env = { PATH: scriptedGit(story, lost) };
    for (const words of [["report"], ["verify"], ["blame", app]])
      expect(await say(story, words, { env })).toMatchObject({
        status: 3,
        stdout: "",
        stderr: expect.stringMatching(/^tokenworth: [^\n]*bad object\n$/),
      });
    expect(shortOf(sessionOf(await reportOf(story), agent).lines)).toEqual({ kept: 5 });
  });
});

describe("git", () => {
  const old = 'case " $* " in *" version "*) echo "git version 2.20.1"; exit 0;; esac';

  test.each([
    ["is not there", "", "git was not found"],
    ["is too old", old, "git 2.31 or newer is needed; this is git version 2.20.1"],
  ])("that %s is said so; over all repositories, beside what needs no git", async (_, script, words) => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 3 });
    agent.change("src/store.ts", { add: 2 });
    const empty = join(dirname(story.repo), "no programs");
    mkdirSync(empty);
    const env = { PATH: script === "" ? empty : scriptedGit(story, script) };
    for (const asked of [["report"], ["verify"], ["blame", app]])
      expect(await say(story, asked, { env })).toEqual({
        status: 3,
        stdout: "",
        stderr: `tokenworth: ${words}\n`,
      });
    const report = await reportOf(story, { env, args: ["--all"] });
    checkAccounts(report);
    expect(shortOf(sessionOf(report, agent).lines)).toEqual({ outside: 5 });
    expect(report.coverage.unreadable).toEqual([{ path: story.repo, reason: words }]);
  });

  test("that can't read one of several repositories names it once, and reports on the others", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    const broken = tell();
    for (const path of [app, "src/store.ts"])
      agent.change(`../../${broken.repo.split("/").slice(-2).join("/")}/${path}`, { add: 2 });
    rmSync(join(broken.repo, ".git"), { recursive: true });
    writeFileSync(join(broken.repo, ".git"), "gitdir: /nowhere/at/all\n");
    const report = await reportOf(story, { args: ["--all"] });
    checkAccounts(report);
    expect(shortOf(sessionOf(report, agent).lines)).toEqual({ kept: 5, outside: 4 });
    expect(report.coverage.unreadable).toEqual([
      { path: broken.repo, reason: expect.stringContaining("/nowhere/at/all") },
    ]);
  });
});
