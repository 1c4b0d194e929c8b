// Whether all is well, asked on real machines in miniature. (issue 3)
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { runBuilt } from "../harness/built.ts";
import { reportOf } from "../harness/story-ask.ts";
import { tell } from "../harness/story-check.ts";
import type { Doctor } from "../../server/protocol/doctor.ts";
import type { Story } from "../harness/story.ts";

const data = (story: Story): string => join(dirname(story.home), "state/tokenworth");

async function doctorOf(
  story: Story,
  folder = story.repo,
): Promise<{ readonly status: number | null; readonly found: Doctor }> {
  const { status, stdout } = await runBuilt(story, data(story), ["doctor", "--format", "json"], folder);
  return { status, found: JSON.parse(stdout) };
}

test("before the first report it finds logs to be read, and makes nothing", async () => {
  const story = tell();
  story.agent("claude-code").prompt().change("src/app.ts", { add: 5 });
  const { status, found } = await doctorOf(story);
  expect(status).toBe(0);
  expect(found).toMatchObject({
    ledger: { exists: false, bytes: 0, begun: null, lastRun: null, problem: null },
    repositories: [],
    problems: [],
  });
  expect(found.agents.find(({ id }) => id === "claude-code")).toMatchObject({
    logs: 1,
    unread: { logs: 1 },
    sessions: 0,
    deletesAfterDays: 30,
  });
  expect(existsSync(data(story))).toBe(false);
});

test("after a report it knows the newest record, what was skipped, what is new, and what is gone", async () => {
  const story = tell();
  const [kept, gone] = [story.agent("claude-code").prompt(), story.agent("codex").prompt()];
  kept.change("src/app.ts", { add: 5 });
  gone.change("src/app.ts", { add: 2 });
  story.commit("one");
  appendFileSync(kept.file, "no json\n");
  mkdirSync(join(story.home, ".claude"), { recursive: true });
  writeFileSync(join(story.home, ".claude/settings.json"), '{"cleanupPeriodDays": 3650}');
  await reportOf(story);
  rmSync(gone.file);
  appendFileSync(kept.file, "{}\n");
  await reportOf(story);
  appendFileSync(kept.file, "{}\n");
  const { status, found } = await doctorOf(story);
  expect(status).toBe(0);
  expect(found.agents.find(({ id }) => id === "claude-code")).toMatchObject({
    logs: 1,
    unread: { logs: 1, bytes: 3 },
    sessions: 1,
    newestRecord: expect.stringMatching(/^2026-03-02T1/),
    skipped: [{ reason: "not-json", records: 1 }],
    deletesAfterDays: 3650,
  });
  expect(found.agents.find(({ id }) => id === "codex")).toMatchObject({ logs: 0, logsGone: 1, sessions: 1 });
  expect(found.repositories).toMatchObject([
    { repository: story.repo, sessions: 2, branch: "main", shallow: false, partial: false, bare: false },
  ]);
  expect(found.ledger).toMatchObject({ exists: true, problem: null, setAside: [] });
  expect(found.ledger.lastRun).not.toBeNull();
});

test("a shallow clone, a worktree that is gone, and a folder of no repository that is gone", async () => {
  const story = tell();
  const clone = join(dirname(story.repo), "clone");
  story.person.change("src/app.ts", { add: 1 });
  story.commit("one");
  execFileSync("git", ["clone", "-q", "--depth", "1", `file://${story.repo}`, clone]);
  story.agent("claude-code", { in: clone }).prompt().say();
  const tree = story.worktree("away");
  story.agent("codex", { in: tree }).prompt().say();
  await reportOf(story, { args: ["--all"] });
  rmSync(tree, { recursive: true });
  const { found } = await doctorOf(story);
  expect(found.repositories).toMatchObject([
    { repository: clone, shallow: true, partial: false, sessions: 1, formerly: [] },
    { repository: story.repo, shallow: false, formerly: [{ folder: tree, knownBy: "moved" }] },
  ]);
});

test("a repository that has moved, and settings that can't be understood", async () => {
  const story = tell();
  story.agent("claude-code").prompt().change("src/app.ts", { add: 5 });
  story.commit("one");
  await reportOf(story, { args: ["--all"] });
  const moved = join(dirname(story.repo), "moved");
  renameSync(story.repo, moved);
  story.agent("codex", { in: moved }).prompt().say();
  await reportOf(story, { in: moved });
  writeFileSync(join(data(story), "settings.json"), '{"paths": 1}');
  const { status, found } = await doctorOf(story, moved);
  expect(status).toBe(1);
  expect(found.problems).toEqual([expect.stringMatching(/settings\.json: paths/)]);
  expect(found.repositories).toMatchObject([
    { repository: moved, sessions: 2, formerly: [{ folder: story.repo, knownBy: "moved" }] },
  ]);
});

test("a damaged ledger is a finding, and stays where it is", async () => {
  const story = tell();
  story.agent("claude-code").prompt().say();
  await reportOf(story);
  writeFileSync(join(data(story), "ledger.sqlite"), "Dear diary");
  const { status, found } = await doctorOf(story);
  expect(status).toBe(1);
  expect(found.ledger).toMatchObject({ exists: true, problem: "it is damaged", setAside: [] });
  expect(found.problems).toEqual([expect.stringContaining("it is damaged")]);
  expect(readdirSync(data(story))).not.toContain("set-aside");
});

test("a ledger whose key is gone is a finding, and neither is made anew", async () => {
  const story = tell();
  story.agent("claude-code").prompt().say();
  await reportOf(story);
  rmSync(join(data(story), "key"));
  const { status, found } = await doctorOf(story);
  expect(status).toBe(1);
  expect(found.ledger).toMatchObject({ exists: true, problem: "it was made with another key" });
  expect(readdirSync(data(story))).not.toContain("set-aside");
  expect(readdirSync(data(story))).not.toContain("key");
});
