// Repositories of every kind: each is reported on, blamed and verified, or it is said why not. (issue 3)
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { ask, blameOf, reportOf, say, type Asking } from "../harness/story-ask.ts";
import { checkAccounts, checkTruth, sessionOf, shortOf, tell } from "../harness/story-check.ts";
import type { Hand } from "../harness/story-agent.ts";
import type { Story } from "../harness/story.ts";

const app = "src/app.ts";

const beside = (story: Story, name: string): string => join(dirname(story.repo), name);

function clone(story: Story, name: string, ...flags: readonly string[]): string {
  story.git("config", "uploadpack.allowFilter", "true");
  story.gitIn(
    dirname(story.repo),
    "clone",
    "-q",
    ...flags,
    pathToFileURL(story.repo).href,
    beside(story, name),
  );
  return beside(story, name);
}

/** The session's lines in the report of where we stand, and whether blame of the working tree says the same. */
async function checkKept(agent: Hand, story: Story, asking: Asking, lines: Record<string, number>) {
  const report = await reportOf(story, asking);
  checkAccounts(report);
  expect(shortOf(sessionOf(report, agent).lines)).toEqual(lines);
  const blame = await blameOf(story, app, null, asking);
  const own = blame.lines.filter((line) => "session" in line && line.session === agent.id);
  expect(own).toHaveLength(Object.values(lines).reduce((a, b) => a + b, 0));
  return report;
}

const verified = async (story: Story, asking: Asking = {}) =>
  JSON.parse(await ask(story, ["verify"], asking));

describe("a repository", () => {
  test("without a commit has open work, and nothing to verify", async () => {
    const story = tell();
    rmSync(join(story.repo, ".git"), { recursive: true });
    story.git("init", "-q", "-b", "main");
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    const report = await checkKept(agent, story, {}, { open: 5 });
    expect(report.branch).toBeNull();
    expect(await verified(story)).toMatchObject({ rev: null, branch: null, files: 0 });
    expect((await say(story, ["verify"])).stdout).toContain("nothing to check yet");
    const wrong = await say(story, ["report", "--branch", "main"]);
    expect(wrong).toMatchObject({ status: 2, stderr: expect.stringContaining('no branch or commit "main"') });
  });

  test("with a detached head has its main line all the same, and what stands on the head is open", async () => {
    const story = tell();
    story.git("checkout", "-q", "--detach");
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.commit("on no branch");
    expect((await checkKept(agent, story, {}, { open: 5 })).branch).toBe("main");
    story.git("branch", "-q", "-m", "main", "elsewhere");
    expect((await checkKept(agent, story, {}, { kept: 5 })).branch).toBe("HEAD");
    expect(await verified(story)).toMatchObject({ branch: "HEAD", files: 2, mismatches: [] });
  });

  test("without a main line has what its branches have open, and asks for one to verify", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    story.git("branch", "-q", "-m", "main", "feature");
    story.git("symbolic-ref", "HEAD", "refs/heads/unborn");
    expect((await checkKept(agent, story, {}, { open: 5 })).branch).toBeNull();
    expect((await checkKept(agent, story, { args: ["--branch", "feature"] }, { kept: 5 })).branch).toBe(
      "feature",
    );
    const said = await say(story, ["verify"]);
    expect(said).toMatchObject({ status: 2, stderr: expect.stringContaining("--branch") });
    expect(await say(story, ["verify", "--branch", "feature"])).toMatchObject({ status: 0 });
  });

  test("of SHA-256 is like any other", async () => {
    const story = tell();
    rmSync(join(story.repo, ".git"), { recursive: true });
    story.git("init", "-q", "-b", "main", "--object-format=sha256");
    story.commit("Start");
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { at: 2, remove: 1, add: 5 });
    story.commit("one");
    story.git("switch", "-q", "-c", "side", "HEAD~1");
    story.person.change("src/store.ts", { add: 2 });
    story.commit("side");
    story.git("switch", "-q", "main");
    story.git("merge", "-q", "--no-ff", "-m", "Merge side", "side");
    const report = await checkTruth(story);
    expect(shortOf(sessionOf(report, agent).lines)).toEqual({ kept: 5 });
    expect(sessionOf(report, agent).landedIn[0]?.commit).toMatch(/^[0-9a-f]{64}$/);
    expect(await verified(story)).toMatchObject({
      rev: expect.stringMatching(/^[0-9a-f]{64}$/),
      mismatches: [],
    });
  });

  test("that converts line ends counts no line for its end", async () => {
    const story = tell();
    story.git("config", "core.autocrlf", "true");
    const crlf = (path: string): void =>
      writeFileSync(
        join(story.repo, path),
        readFileSync(join(story.repo, path), "utf8").replaceAll(/\r?\n/g, "\r\n"),
      );
    for (const path of [app, "src/store.ts"]) crlf(path);
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { at: 3, add: 5 });
    crlf(app);
    await checkKept(agent, story, {}, { open: 5 });
    story.commit("one");
    const codex = story.agent("codex").prompt();
    codex.change(app, { at: 3, remove: 2, add: 3 });
    crlf(app);
    const report = await reportOf(story);
    expect(shortOf(sessionOf(report, agent).lines)).toEqual({ kept: 5 });
    expect(shortOf(sessionOf(report, codex).lines)).toEqual({ open: 3 });
    expect(await verified(story)).toMatchObject({ files: 2, mismatches: [] });
  });
});

describe("a clone", () => {
  test("that is shallow begins where it is cut off", async () => {
    const story = tell();
    for (const subject of ["two", "three"]) {
      story.person.change(app, { at: 1, remove: 1, add: 2 });
      story.commit(subject);
    }
    const shallow = clone(story, "shallow", "--depth=2");
    const agent = story.agent("claude-code", { in: shallow }).prompt();
    agent.change(app, { at: 3, remove: 2, add: 5 });
    story.commit("one", { in: shallow });
    await checkKept(agent, story, { in: shallow }, { kept: 5 });
    const found = await verified(story, { in: shallow });
    expect(found).toMatchObject({ files: 2, mismatches: [], notCompared: [] });
    expect(found.same).toBe(found.lines);
  });

  test("that left texts with its remote follows what is here", async () => {
    const story = tell(["src/app.ts", "src/store.ts", "src/old.ts"]);
    for (const subject of ["two", "three", "four"]) {
      story.person.change(app, { at: 1, remove: 1, add: 2 });
      story.commit(subject);
    }
    story.git("switch", "-q", "-c", "side", "HEAD~2");
    story.person.change(app, { add: 2 });
    story.commit("side");
    story.git("switch", "-q", "main");
    story.git("merge", "-q", "--no-ff", "-m", "Merge side", "side");
    story.git("rm", "-q", "src/old.ts");
    story.commit("without the old");
    const partial = clone(story, "partial", "--filter=blob:none");
    // Whoever asks for what is not here gets nothing.
    story.gitIn(partial, "config", "remote.origin.url", beside(story, "nowhere"));
    const agent = story.agent("claude-code", { in: partial }).prompt();
    agent.change(app, { at: 3, remove: 2, add: 5 });
    agent.change("src/store.ts", { at: 3, add: 2 });
    story.commit("one", { in: partial });
    const report = await reportOf(story, { in: partial });
    checkAccounts(report);
    expect(shortOf(sessionOf(report, agent).lines)).toEqual({ kept: 7 });
    expect(sessionOf(report, agent).lines.removed).toBe(2);
    const codex = story.agent("codex", { in: partial }).prompt();
    codex.change(app, { at: 4, remove: 1, add: 1 });
    story.commit("two", { in: partial });
    const next = await reportOf(story, { in: partial });
    expect(shortOf(sessionOf(next, agent).lines)).toEqual({ kept: 6, reworked: 1 });
    expect(shortOf(sessionOf(next, codex).lines)).toEqual({ kept: 1 });
    const said = await say(story, ["verify"], { in: partial });
    expect(said.status).toBe(0);
    const found = await verified(story, { in: partial });
    expect(found.mismatches).toEqual([]);
    expect(found.notCompared).toEqual([
      { path: app, reason: expect.stringMatching(/^object [0-9a-f]{40} was left with the remote/) },
    ]);
  });

  test("that left whole folders with its remote can't be read, and is told why", async () => {
    const story = tell();
    for (const subject of ["two", "three"]) {
      story.person.change(app, { at: 1, remove: 1, add: 2 });
      story.commit(subject);
    }
    const treeless = clone(story, "treeless", "--filter=tree:0");
    story.agent("claude-code", { in: treeless }).prompt().change(app, { add: 2 });
    for (const words of [["report"], ["verify"], ["blame", app]])
      expect(await say(story, words, { in: treeless })).toMatchObject({
        status: 3,
        stderr: expect.stringMatching(/^tokenworth: object [0-9a-f]{40} was left with the remote[^\n]*\n$/),
      });
  });

  test("without a working tree of its own is asked through its linked ones, and by itself", async () => {
    const story = tell();
    const bare = clone(story, "bare.git", "--bare");
    const folder = beside(story, "linked");
    story.gitIn(bare, "worktree", "add", "-q", folder, "main");
    const agent = story.agent("claude-code", { in: folder }).prompt();
    agent.change(app, { add: 5 });
    story.commit("one", { in: folder });
    await checkKept(agent, story, { in: folder }, { kept: 5 });
    const report = await reportOf(story, { in: bare });
    expect(report.repository).toBe(bare);
    expect(shortOf(sessionOf(report, agent).lines)).toEqual({ kept: 5 });
    const blame = await blameOf(story, app, "main", { in: bare });
    expect(blame.lines.filter(({ origin }) => origin === "ai")).toHaveLength(5);
    const treeless = await say(story, ["blame", app], { in: bare });
    expect(treeless).toMatchObject({ status: 2, stderr: expect.stringContaining("--rev") });
    expect(await verified(story, { in: bare })).toMatchObject({ files: 2, mismatches: [] });
  });
});

describe("a folder", () => {
  test("that is gone leaves its session whole: what it wrote lies outside, what it asked is no code", async () => {
    const story = tell();
    const folder = beside(story, "scratch");
    mkdirSync(folder);
    story.gitIn(folder, "init", "-q");
    const agent = story.agent("claude-code", { in: folder }).prompt();
    agent.change("notes.md", { add: 5 });
    const asked = story.agent("codex", { in: folder }).prompt().say();
    rmSync(folder, { recursive: true });
    const report = await reportOf(story, { args: ["--all"] });
    checkAccounts(report);
    expect(shortOf(sessionOf(report, agent).lines)).toEqual({ outside: 5 });
    expect(sessionOf(report, asked).spend.noCode).toBe(asked.request.costUsd);
    expect(sessionOf(report, asked).repositories).toEqual([]);
  });

  test("in no repository is told so, and where to ask instead", async () => {
    const story = tell();
    for (const words of [["report"], ["blame", "x"], ["verify"]])
      expect(await say(story, words, { in: story.home })).toMatchObject({
        status: 2,
        stderr: expect.stringContaining("is in no git repository"),
      });
  });
});
