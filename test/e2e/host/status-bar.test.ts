// The status bar: the right sum for a known history, within two seconds of whatever changes it, and what became of the money.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { money } from "../../../client/money.ts";
import { hasHost, openHost, type TestHost } from "../../harness/host.ts";
import { openLiveStory, type LiveStory } from "../../harness/live-story.ts";
import { holdBack } from "../../harness/held-back.ts";
import { openPanel, type PanelWindow } from "../../harness/panel-window.ts";
import { type Hand, usdOf } from "../../harness/story-agent.ts";
import { tableOf } from "../../harness/told-by-csv.ts";
import {
  offeredCommands,
  openFile,
  statusItem,
  tooltipOf,
  typeInTerminal,
  whenStatusShows,
} from "../../harness/workbench.ts";

const SOON_MS = 2000;
const ASKED = "Questions, plans, reviews";

const shown = (usd: number): string => money(usd, "en");

describe.skipIf(!hasHost)("the status bar", () => {
  let story: LiveStory;
  let host: TestHost;
  let page: Page;
  let panel: PanelWindow;
  let hand: Hand;

  beforeAll(async () => {
    story = openLiveStory();
    hand = story.agent("claude-code");
    hand.prompt("Split the importer").change("src/app.ts", { at: 0, add: 6 });
    for (let i = 0; i < 20; i++) hand.say();
    story.commit("Split the importer");
    host = await openHost({ home: story.home, data: story.data, env: story.env });
    page = await host.open(story.repo);
    return async () => {
      await host.stop();
      story.close();
    };
  });

  /** Money by outcome as the panel has it. */
  async function spend(): Promise<Record<string, number>> {
    const table = tableOf(await panel.copied("Where it went"));
    return Object.fromEntries([...table].map(([label, row]) => [label, Number(row.get("Spend"))]));
  }

  /** Money by outcome, after a question was asked: when that is counted, all that was done before it is. */
  async function spendAfterQuestion(): Promise<Record<string, number>> {
    const { [ASKED]: asked = 0 } = await spend();
    hand.prompt("What is left to do?").say();
    await expect.poll(spend).toMatchObject({ [ASKED]: expect.closeTo(asked + hand.request.costUsd, 9) });
    return { ...(await spend()), [ASKED]: asked };
  }

  const whole = (): unknown => expect.closeTo(usdOf(hand), 9);

  test("shows what a known history cost today, and says it aloud", async () => {
    await whenStatusShows(page, shown(usdOf(hand)));
    const spoken = await statusItem(page).locator("a").getAttribute("aria-label");
    expect(spoken).toMatch(/^Tokenworth: 0\.18 US dollars, today, this workspace/);
  });

  test("tells more when pointed at: three costs, outcomes, sessions, and that it is no bill", async () => {
    const words = await tooltipOf(page);
    for (const word of ["Today", "This week", "Kept", "Claude Code", "List price, not your bill."])
      expect(words).toContain(word);
  });

  test("offers commands in one category", async () => {
    const titles = await offeredCommands(page, "Tokenworth:");
    expect(titles).toEqual(
      expect.arrayContaining(["Tokenworth: Open Panel", "Tokenworth: Erase Everything That Was Recorded..."]),
    );
    // It is only there while the workspace is not trusted.
    expect(titles.filter((title) => /trust/i.test(title))).toEqual([]);
  });

  test("is right within two seconds when an agent's log grows and its file changes on disk", async () => {
    await openFile(page, "app.ts");
    for (let round = 1; round <= 3; round++) {
      hand.prompt(`Round ${round}`).change("src/app.ts", { at: 0, add: 2 });
      hand.say().say().say();
      expect(await whenStatusShows(page, shown(usdOf(hand)), 20_000)).toBeLessThan(SOON_MS);
    }
  });

  test("waits for the rest of records that are still being written", async () => {
    // One record alone would not always change the cents.
    const late = [91, 92, 93, 94].map((n) =>
      holdBack(story, "claude-code", n, (one) => void one.prompt().say()),
    );
    for (const { writeHalf } of late) writeHalf();
    const other = story.agent("codex").prompt("Meanwhile");
    for (let i = 0; i < 12; i++) other.say();
    expect(await whenStatusShows(page, shown(usdOf(hand, other)), 20_000)).toBeLessThan(SOON_MS);
    const all = usdOf(hand, other, ...late.map((one) => one.hand));
    for (const { writeRest } of late) writeRest();
    expect(await whenStatusShows(page, shown(all), 20_000)).toBeLessThan(SOON_MS);
  });

  test("shows at once in the panel what is open, and what a commit lands", async () => {
    panel = await openPanel(page);
    await expect.poll(spend).toMatchObject({ Reverted: 0, "Still open": expect.any(Number) });
    const before = await spend();
    expect(before["Still open"]).toBeGreaterThan(0);
    await typeInTerminal(page, "git add -A; git commit -qm 'Three rounds'");
    await expect.poll(spend).toMatchObject({ "Still open": 0, Kept: whole() });
  });

  test("moves the money of what a revert takes back, and of a revert of the revert", async () => {
    hand.prompt("Add tax").change("src/store.ts", { at: 1, add: 5 });
    hand.say();
    story.commit("Add tax");
    await expect.poll(spend).toMatchObject({ Kept: whole(), Reverted: 0 });
    await typeInTerminal(page, "git revert --no-edit HEAD");
    await expect
      .poll(spend)
      .toMatchObject({ Reverted: expect.closeTo(2 * hand.request.costUsd, 9), "Still open": 0 });
    await typeInTerminal(page, "git revert --no-edit HEAD");
    await expect.poll(spend).toMatchObject({ Kept: whole(), Reverted: 0 });
  });

  test("leaves the money where it is when work is rebased, and lands it with the branch", async () => {
    story.git("switch", "-q", "-c", "topic");
    hand.prompt("On a branch").change("src/store.ts", { at: 0, add: 4 });
    story.commit("On a branch");
    const open = { "Still open": expect.closeTo(hand.request.costUsd, 9) };
    await expect.poll(spend).toMatchObject(open);
    story.git("switch", "-q", "main");
    story.person.change("src/app.ts", { at: 3, add: 1 });
    story.commit("Meanwhile");
    await typeInTerminal(page, "git switch -q topic && git rebase -q main && echo rebased > ../rebased");
    await expect.poll(() => existsSync(join(story.repo, "../rebased"))).toBe(true);
    expect(await spendAfterQuestion()).toMatchObject(open);
    await typeInTerminal(page, "git switch -q main && git merge -q --ff-only topic");
    await expect
      .poll(spend)
      .toMatchObject({ "Still open": 0, Kept: expect.closeTo(usdOf(hand) - hand.request.costUsd, 9) });
  });

  test("leaves it when another branch is checked out", async () => {
    const before = await spend();
    await typeInTerminal(page, "git switch -q -c elsewhere HEAD~2 && echo there > ../there");
    await expect.poll(() => existsSync(join(story.repo, "../there"))).toBe(true);
    expect(await spendAfterQuestion()).toEqual(before);
    story.git("switch", "-q", "main");
  });
});
