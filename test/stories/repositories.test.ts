// Where repositories are found, and that one is read without running what it asks for. (issue 2, step 4)
import { chmodSync, existsSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { ask, blameOf, reportOf } from "../harness/story-ask.ts";
import { checkAccounts, checkTruth, sessionOf, shortOf, tell } from "../harness/story-check.ts";

const app = "src/app.ts";

describe("a session's repository is found", () => {
  test("from a subfolder, with spaces and letters beyond ASCII in its paths", async () => {
    const path = "pakete/über uns/straße.ts";
    const story = tell([path, "pakete/b.ts"]);
    const agent = story.agent("claude-code", { in: join(story.repo, "pakete") }).prompt();
    agent.change(path, { add: 5 });
    const codex = story.agent("codex", { in: join(story.repo, "pakete/über uns") }).prompt();
    codex.change("pakete/b.ts", { add: 4 });
    story.commit("odd");
    const report = await checkTruth(story);
    expect(shortOf(sessionOf(report, agent).lines)).toEqual({ kept: 5 });
    expect(shortOf(sessionOf(report, codex).lines)).toEqual({ kept: 4 });
  });

  test("from a linked worktree that is gone since", async () => {
    const story = tell();
    const folder = story.worktree("side");
    const agent = story.agent("claude-code", { in: folder }).prompt();
    agent.change(app, { add: 5 });
    story.commit("in a worktree", { in: folder });
    story.git("merge", "-q", "--no-ff", "-m", "Merge side", "side");
    story.git("worktree", "remove", folder);
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ kept: 5 });
  });

  test("from the worktree, when it is asked there", async () => {
    const story = tell();
    const folder = story.worktree("side");
    const agent = story.agent("claude-code", { in: folder }).prompt();
    agent.change(app, { add: 5 });
    story.commit("in a worktree", { in: folder });
    const there = sessionOf(await reportOf(story, { in: folder }), agent);
    expect(shortOf(there.lines)).toEqual({ open: 5 });
  });

  test("through a symbolic link", async () => {
    const story = tell();
    const link = join(dirname(story.repo), "link");
    symlinkSync(story.repo, link);
    const agent = story.agent("claude-code", { in: link }).prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    expect(shortOf(sessionOf(await reportOf(story), agent).lines)).toEqual({ kept: 5 });
    expect(shortOf(sessionOf(await reportOf(story, { in: link }), agent).lines)).toEqual({ kept: 5 });
  });

  test("in a submodule, which is a repository of its own", async () => {
    const story = tell();
    const library = tell(["lib.ts"]);
    story.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", library.repo, "library");
    story.commit("a library");
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 3 });
    agent.change("library/lib.ts", { add: 5 });
    const submodule = join(story.repo, "library");
    story.commit("its own", { in: submodule });
    story.commit("both");
    const everywhere = sessionOf(await reportOf(story, { args: ["--all"] }), agent);
    expect(shortOf(everywhere.lines)).toEqual({ kept: 8 });
    expect(everywhere.repositories).toEqual([story.repo, submodule]);
    expect(shortOf(sessionOf(await reportOf(story), agent).lines)).toEqual({ kept: 3 });
    expect(shortOf(sessionOf(await reportOf(story, { in: submodule }), agent).lines)).toEqual({ kept: 5 });
  });

  test("whatever its main line is called", async () => {
    const story = tell();
    story.git("branch", "-m", "main", "trunk");
    const agent = story.agent("codex").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    const report = await checkTruth(story, "trunk");
    expect(report.branch).toBe("trunk");
    expect(shortOf(sessionOf(report, agent).lines)).toEqual({ kept: 5 });
  });

  test("or it has none: half of the lines lie outside", async () => {
    const story = tell();
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 4 });
    agent.change("../notes.md", { add: 4 });
    story.commit("half");
    const report = await reportOf(story, { args: ["--all"] });
    checkAccounts(report);
    const session = sessionOf(report, agent);
    expect(shortOf(session.lines)).toEqual({ kept: 4, outside: 4 });
    expect(session.spend).toMatchObject({ kept: 0.0085, outside: 0.0085 });
  });

  test("and a branch that only a remote has is open", async () => {
    const story = tell();
    const remote = join(dirname(story.repo), "origin.git");
    story.git("init", "-q", "--bare", remote);
    story.git("remote", "add", "origin", remote);
    story.git("switch", "-q", "-c", "topic");
    const agent = story.agent("claude-code").prompt();
    agent.change(app, { add: 5 });
    story.commit("one");
    story.git("push", "-q", "origin", "topic");
    story.git("switch", "-q", "main");
    story.git("branch", "-q", "-D", "topic");
    expect(shortOf(sessionOf(await checkTruth(story), agent).lines)).toEqual({ open: 5 });
  });
});

test("nothing that a repository's configuration names is run", async () => {
  const story = tell();
  const agent = story.agent("claude-code").prompt();
  agent.change(app, { add: 5 });
  story.put(".gitattributes", ["*.ts diff=trap filter=trap"]);
  story.commit("one");
  story.person.change(app, { at: 0, add: 1 });
  const trap = join(dirname(story.repo), "trap.sh");
  const sprung = join(dirname(story.repo), "sprung");
  writeFileSync(trap, `#!/bin/sh\necho "$0 $*" >> '${sprung}'\nexit 1\n`);
  chmodSync(trap, 0o755);
  const keys = ["core.pager", "core.fsmonitor", "diff.external", "diff.trap.textconv", "diff.trap.command"];
  const more = ["filter.trap.clean", "filter.trap.smudge", "core.editor", "core.sshCommand", "gpg.program"];
  for (const key of [...keys, ...more]) story.git("config", key, trap);
  story.git("config", "alias.log", `!${trap}`);
  story.git("config", "log.showSignature", "true");
  story.git("config", "core.hooksPath", dirname(trap));
  const said = sessionOf(await reportOf(story), agent);
  expect((await blameOf(story, app, null)).lines).toHaveLength(18);
  expect(existsSync(sprung)).toBe(false);
  expect(shortOf(said.lines)).toEqual({ kept: 5 });
});

test("a main line that nobody knows is wrong use, whatever is asked", async () => {
  const story = tell();
  story.agent("claude-code").prompt().change("src/app.ts", { add: 2 });
  story.commit("one");
  for (const words of [["report"], ["blame", "src/app.ts"], ["verify"]])
    await expect(ask(story, [...words, "--branch", "nope"], {})).rejects.toThrow(
      /^status 2: .*no branch or commit "nope"/,
    );
});
