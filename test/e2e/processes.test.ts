// Whoever is killed, and however many there are: nothing is lost, and nothing is counted twice. (issue 3)
import { appendFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runBuilt, start } from "../harness/built.ts";
import { openStory, type Story } from "../harness/story.ts";

const KILLS = Number(process.env["KILLS"] ?? 50);
const PROCESSES = 8;
/** A ledger that was killed so often is read to the end and given up. */
const KILLS_OF_ONE = 5;
const WORDS = ["report", "--all", "--format", "json", "--now", "2026-11-25T12:00:00Z"];

let story: Story;
let undisturbed: string;
/** How long the first report takes, ms. */
let duration: number;

beforeAll(async () => {
  story = openStory();
  tell(story);
  const started = performance.now();
  undisturbed = (await runBuilt(story, ledger("undisturbed"), WORDS)).stdout;
  duration = performance.now() - started;
}, 120_000);
afterAll(() => story.close());

const ledger = (name: string): string => join(dirname(story.home), name);

/** Sessions of two agents that take turns with commits, and logs that take a while to read. */
function tell({ agent, commit }: Story): void {
  const hands = Array.from({ length: 12 }, (_, i) => agent(i % 3 === 2 ? "codex" : "claude-code"));
  for (let round = 0; round < 5; round++) {
    for (const [i, hand] of hands.entries()) {
      hand.prompt().change(`src/part-${i % 4}.ts`, { at: round, add: 4, remove: round === 0 ? 0 : 1 });
      if (hand.agent === "claude-code") appendFileSync(hand.file, heard(hand.id, round));
      if (i % 2 === 0) commit(`Step ${round} of ${i}`);
    }
  }
}

/** What a tool said: long, and read like the rest, but worth nothing. */
function heard(sessionId: string, round: number): string {
  const line = (index: number): string =>
    JSON.stringify({
      type: "user",
      uuid: `${sessionId}-${round}-${index}`,
      sessionId,
      timestamp: "2026-03-02T10:00:00.000Z",
      message: {
        role: "user",
        content: [{ type: "tool_result", tool_use_id: `t${index}`, content: `${index} said `.repeat(2000) }],
      },
      toolUseResult: { type: "text", file: { content: `${index} said `.repeat(2000) } },
    });
  return Array.from({ length: 12 }, (_, index) => `${line(index)}\n`).join("");
}

test("undisturbed, it tells of all sessions", () => {
  const { totals, coverage } = JSON.parse(undisturbed);
  expect(coverage).toMatchObject({ sessions: 12 });
  expect(totals.lines.kept).toBeGreaterThan(100);
});

test(
  `killed ${KILLS} times at random moments, the next report has the same bytes`,
  { timeout: 600_000 },
  async () => {
    let killed = 0;
    for (let round = 0; killed < KILLS; round++) {
      for (let i = 0; i < KILLS_OF_ONE && killed < KILLS; i++) {
        const running = start(story, ledger(`killed-${round}`), WORDS);
        await wait(Math.random() * duration);
        running.kill();
        const { signal } = await running.ended;
        if (signal === "SIGKILL") killed++;
      }
      const { status, stdout, stderr } = await runBuilt(story, ledger(`killed-${round}`), WORDS);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toBe(undisturbed);
    }
  },
);

test(`${PROCESSES} at once on one ledger all say the same`, { timeout: 120_000 }, async () => {
  for (const name of ["together", "together"]) {
    const all = await Promise.all(
      Array.from({ length: PROCESSES }, () => runBuilt(story, ledger(name), WORDS)),
    );
    for (const { status, stdout } of all) {
      expect(status).toBe(0);
      expect(stdout).toBe(undisturbed);
    }
  }
});

test("one that is killed among eight does not hold up the others", { timeout: 120_000 }, async () => {
  const all = Array.from({ length: PROCESSES }, () => start(story, ledger("one-killed"), WORDS));
  await wait(Math.random() * duration * 2);
  all[0]?.kill();
  const ended = await Promise.all(all.slice(1).map((running) => running.ended));
  for (const { status, stdout } of ended) {
    expect(status).toBe(0);
    expect(stdout).toBe(undisturbed);
  }
  await all[0]?.ended;
});
