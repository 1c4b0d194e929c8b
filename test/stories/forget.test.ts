// Erasing: what is gone is gone from every answer, and the rest is as it was. (issue 3)
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ask, reportOf } from "../harness/story-ask.ts";
import { checkAccounts, tell } from "../harness/story-check.ts";
import type { Story } from "../harness/story.ts";

const everywhere = { args: ["--all"] };

/** Two sessions in the story's repository and one in another, which also changes a file of the first. */
async function told() {
  const story = tell();
  const other = join(dirname(story.repo), "other");
  mkdirSync(other);
  story.gitIn(other, "init", "-q", "-b", "main");
  story.gitIn(other, "commit", "-q", "--allow-empty", "-m", "Start");
  const [claude, codex] = [story.agent("claude-code").prompt(), story.agent("codex").prompt()];
  claude.change("src/app.ts", { add: 5 });
  codex.change("src/store.ts", { add: 3 });
  const elsewhere = story.agent("claude-code", { in: other }).prompt();
  elsewhere.create("notes.ts", 4);
  elsewhere.change("../repo/src/app.ts", { add: 2 });
  story.commit("one");
  await reportOf(story, everywhere);
  return { story, claude, codex, elsewhere };
}

const forget = async (story: Story, ...words: string[]): Promise<unknown> =>
  JSON.parse(await ask(story, ["forget", "--yes", ...words], {}));

const ledgerOf = (story: Story): Buffer => {
  const folder = join(dirname(story.home), "state/tokenworth");
  return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
};

const idsOf = (report: Awaited<ReturnType<typeof reportOf>>): string[] =>
  report.sessions.map(({ id }) => id).toSorted();

test("one session, by the beginning of its id", async () => {
  const { story, claude, codex, elsewhere } = await told();
  expect(await forget(story, "--session", codex.id.slice(0, 8))).toMatchObject({
    schema: "tokenworth/forget@1",
    what: "session",
    name: codex.id,
    erased: true,
    sessions: 1,
    edits: 1,
  });
  const report = await reportOf(story, everywhere);
  checkAccounts(report);
  expect(idsOf(report)).toEqual([claude.id, elsewhere.id]);
  expect(ledgerOf(story).includes(codex.id)).toBe(false);
});

test("one agent", async () => {
  const { story, codex } = await told();
  expect(await forget(story, "--agent", "claude-code")).toMatchObject({ sessions: 2, erased: true });
  expect(idsOf(await reportOf(story, everywhere))).toEqual([codex.id]);
});

test("one repository: its sessions, and what others edited in it", async () => {
  const { story, elsewhere } = await told();
  expect(await forget(story, "--repository", story.repo)).toMatchObject({ sessions: 2, edits: 3 });
  const report = await reportOf(story, everywhere);
  checkAccounts(report);
  expect(idsOf(report)).toEqual([elsewhere.id]);
  expect(report.sessions[0]?.lines.written).toBe(4);
  expect(ledgerOf(story).includes(`${story.repo}/src`)).toBe(false);
});

test("everything, and the next report is made anew from the logs", async () => {
  const { story } = await told();
  const before = await reportOf(story, everywhere);
  expect(await forget(story)).toMatchObject({ what: "everything", sessions: 3, erased: true });
  expect(ledgerOf(story).includes(story.repo)).toBe(false);
  expect(await reportOf(story, everywhere)).toEqual(before);
});
