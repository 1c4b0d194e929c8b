// Repositories that are elsewhere by now: known by what was seen of them, by the settings, or by their text. (issue 3)
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { blameOf, ownFolder, reportOf, say } from "../harness/story-ask.ts";
import type { Asking } from "../harness/story-ask.ts";
import { checkAccounts, sessionOf, shortOf, tell } from "../harness/story-check.ts";
import type { Hand } from "../harness/story-agent.ts";
import type { Story } from "../harness/story.ts";

const app = "src/app.ts";

/** A story in which an agent's five lines have landed. */
function landed(): { readonly story: Story; readonly agent: Hand } {
  const story = tell();
  const agent = story.agent("claude-code").prompt();
  agent.change(app, { add: 5 });
  story.commit("one");
  return { story, agent };
}

function move(story: Story, from: string, name: string): string {
  const to = join(dirname(story.repo), name);
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
  return to;
}

const clone = (story: Story, from: string, name: string): string => {
  const to = join(dirname(story.repo), name);
  story.gitIn(dirname(story.repo), "clone", "-q", from, to);
  return to;
};

const linesOf = async (story: Story, asking: Asking): Promise<Record<string, Record<string, number>>> => {
  const report = await reportOf(story, asking);
  checkAccounts(report);
  return Object.fromEntries(report.sessions.map(({ id, lines }) => [id, shortOf(lines)]));
};

describe("a repository that has moved", () => {
  test("goes on where it is now: what was done there and what was done here", async () => {
    const { story, agent } = landed();
    const asked = story.agent("claude-code").prompt("What is this?").say();
    expect(await linesOf(story, {})).toEqual({ [agent.id]: { kept: 5 }, [asked.id]: {} });
    const there = move(story, story.repo, "elsewhere/shop");
    const next = story.agent("codex", { in: there }).prompt();
    next.change(app, { add: 3 });
    story.commit("two", { in: there });
    const report = await reportOf(story, { in: there });
    checkAccounts(report);
    expect(report.repository).toBe(there);
    const old = sessionOf(report, agent);
    expect(old.repositories).toEqual([there]);
    expect(shortOf(old.lines)).toEqual({ kept: 5 });
    expect(shortOf(sessionOf(report, next).lines)).toEqual({ kept: 3 });
    // A session that changed nothing has no text to be known by.
    expect(sessionOf(report, asked).spend.noCode).toBe(asked.request.costUsd);
    const blame = await blameOf(story, app, "HEAD", { in: there });
    expect(blame.lines.filter((line) => "session" in line && line.session === agent.id)).toHaveLength(5);
    expect(await linesOf(story, { in: there, args: ["--all"] })).toEqual({
      [agent.id]: { kept: 5 },
      [asked.id]: {},
      [next.id]: { kept: 3 },
    });
  });

  test("is found from anywhere, once it was asked about where it is", async () => {
    const { story, agent } = landed();
    await reportOf(story);
    const there = move(story, story.repo, "there");
    const home = { in: story.home, args: ["--all"] };
    expect(await linesOf(story, home)).toEqual({ [agent.id]: { outside: 5 } });
    expect(await linesOf(story, { in: there })).toEqual({ [agent.id]: { kept: 5 } });
    expect(await linesOf(story, home)).toEqual({ [agent.id]: { kept: 5 } });
    const further = move(story, there, "further/still");
    expect(await linesOf(story, { in: further })).toEqual({ [agent.id]: { kept: 5 } });
    expect(await linesOf(story, home)).toEqual({ [agent.id]: { kept: 5 } });
  });

  test("that was never asked about before is known by its text", async () => {
    const { story, agent } = landed();
    const there = move(story, story.repo, "there");
    expect(await linesOf(story, { in: there })).toEqual({ [agent.id]: { kept: 5 } });
  });

  test("with its linked worktrees, and one of those that was taken away", async () => {
    const story = tell();
    const folder = story.worktree("side");
    const agent = story.agent("claude-code", { in: folder }).prompt();
    agent.change(app, { add: 5 });
    story.commit("in a worktree", { in: folder });
    story.git("merge", "-q", "--no-ff", "-m", "Merge side", "side");
    const asked = story.agent("claude-code", { in: folder }).prompt("And now?").say();
    expect(await linesOf(story, {})).toMatchObject({ [agent.id]: { kept: 5 }, [asked.id]: {} });
    story.git("worktree", "remove", folder);
    const there = move(story, story.repo, "there");
    expect(await linesOf(story, { in: there })).toEqual({ [agent.id]: { kept: 5 }, [asked.id]: {} });
  });

  test("with a linked worktree that was left behind and leads nowhere", async () => {
    const story = tell();
    const folder = story.worktree("side");
    const agent = story.agent("claude-code", { in: folder }).prompt();
    agent.change(app, { add: 5 });
    story.commit("in a worktree", { in: folder });
    expect(await linesOf(story, {})).toEqual({ [agent.id]: { open: 5 } });
    const there = move(story, story.repo, "there");
    expect(await linesOf(story, { in: there })).toEqual({ [agent.id]: { open: 5 } });
    expect(await say(story, ["report"], { in: folder })).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("not a git repository: "),
    });
  });

  test("out of a folder that is a repository itself", async () => {
    const { story, agent } = landed();
    story.gitIn(dirname(story.repo), "init", "-q");
    await reportOf(story);
    const there = move(story, story.repo, "there");
    expect(await linesOf(story, { in: there })).toEqual({ [agent.id]: { kept: 5 } });
    expect(await linesOf(story, { in: dirname(story.repo) })).toEqual({});
  });

  test("is erased with what was recorded of it where it was", async () => {
    const { story, agent } = landed();
    await reportOf(story);
    const there = move(story, story.repo, "there");
    expect(await linesOf(story, { in: there })).toEqual({ [agent.id]: { kept: 5 } });
    expect(await say(story, ["forget", "--repository", there, "--yes"])).toMatchObject({ status: 0 });
    expect(await linesOf(story, { in: there })).toEqual({});
  });
});

describe("a copy", () => {
  test("of a repository that is still there has none of its sessions", async () => {
    const { story, agent } = landed();
    const copy = clone(story, story.repo, "copy");
    const own = story.agent("codex", { in: copy }).prompt();
    own.change(app, { add: 3 });
    story.commit("own", { in: copy });
    for (const _ of [1, 2]) {
      expect(await linesOf(story, {})).toEqual({ [agent.id]: { kept: 5 } });
      expect(await linesOf(story, { in: copy })).toEqual({ [own.id]: { kept: 3 } });
    }
  });

  test("that stood beside it is not where it moved to", async () => {
    const { story, agent } = landed();
    const copy = clone(story, story.repo, "copy");
    const own = story.agent("codex", { in: copy }).prompt();
    own.change(app, { add: 3 });
    story.commit("own", { in: copy });
    await reportOf(story, { in: copy });
    await reportOf(story);
    const there = move(story, story.repo, "there");
    expect(await linesOf(story, { in: there })).toEqual({ [agent.id]: { kept: 5 } });
    expect(await linesOf(story, { in: copy })).toEqual({ [own.id]: { kept: 3 } });
  });

  test("takes over where the other is gone for good", async () => {
    const { story, agent } = landed();
    const copy = clone(story, story.repo, "copy");
    await reportOf(story);
    rmSync(story.repo, { recursive: true });
    expect(await linesOf(story, { in: copy })).toEqual({ [agent.id]: { kept: 5 } });
  });

  test("is no other repository that is still there", async () => {
    const { story, agent } = landed();
    await reportOf(story);
    rmSync(story.repo, { recursive: true });
    const other = tell(["lib/other.ts"]);
    expect(await linesOf(story, { in: other.repo })).toEqual({});
    expect(await linesOf(story, { in: other.repo, args: ["--all"] })).toEqual({ [agent.id]: { outside: 5 } });
  });
});

describe("the settings say where folders of records are", () => {
  const settle = (story: Story, text: string): void => {
    mkdirSync(ownFolder(story), { recursive: true });
    writeFileSync(join(ownFolder(story), "settings.json"), text);
  };
  /** The log as another machine would have written it. */
  const elsewhere = ({ file }: Hand, from: string, to: string): void =>
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(from, JSON.stringify(to).slice(1, -1)));

  test.each([
    [
      "another machine's",
      "/Users/me/code/shop",
      { "/Users/me/code/": "PARENT", "/Users": "/nowhere" },
      "shop",
    ],
    ["a container's", "/workspaces/shop", { "/workspaces/shop": "REPO" }, "repo"],
    ["Windows' on WSL", "C:\\Users\\me\\shop", { "c:\\Users\\Me": "PARENT" }, "shop"],
    ["a share's", "\\\\wsl$\\Ubuntu\\home\\me\\repo", { "\\\\wsl$\\Ubuntu\\home\\me": "PARENT" }, "repo"],
  ])("%s", async (_, path, paths, name) => {
    const { story, agent } = landed();
    elsewhere(agent, story.repo, path);
    const here = name === "repo" ? story.repo : move(story, story.repo, name);
    expect(await linesOf(story, { in: here, args: ["--all"], ledger: "before" })).toEqual({
      [agent.id]: { outside: 5 },
    });
    const text = JSON.stringify({ paths }).replaceAll("PARENT", dirname(here)).replaceAll("REPO", here);
    settle(story, text);
    const report = await reportOf(story, { in: here });
    expect(shortOf(sessionOf(report, agent).lines)).toEqual({ kept: 5 });
    expect(sessionOf(report, agent).repositories).toEqual([here]);
    const blame = await blameOf(story, app, null, { in: here });
    expect(blame.lines.filter(({ origin }) => origin === "ai")).toHaveLength(5);
  });

  test("a file that can't be understood is told in one line", async () => {
    const { story } = landed();
    const settings = join(ownFolder(story), "settings.json");
    for (const [text, why] of [
      ["{", "JSON"],
      ["[]", "expected object"],
      ['{"path": {}}', "path"],
      ['{"paths": {"work": "/work"}}', "paths: work: must be an absolute path"],
      ['{"paths": {"/work": "../work"}}', "paths: /work: must be an absolute path"],
      ['{"paths": {"/work": 3}}', "paths: /work: "],
    ] as const) {
      settle(story, text);
      const said = await say(story, ["report"]);
      expect(said).toMatchObject({ status: 2, stdout: "" });
      expect(said.stderr).toMatch(/^tokenworth: [^\n]*\n$/);
      expect(said.stderr).toContain(settings);
      expect(said.stderr).toContain(why);
    }
    // What needs no records needs no settings.
    expect(await say(story, ["verify"])).toMatchObject({ status: 0 });
  });
});
