// Servers that end, and windows side by side: every window is right again, and nothing is counted twice or lost.
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { money } from "../../../client/money.ts";
import { hasHost, openHost, type TestHost } from "../../harness/host.ts";
import { serversOf } from "../../harness/host-processes.ts";
import { openLiveStory, type LiveStory } from "../../harness/live-story.ts";
import { openPanel } from "../../harness/panel-window.ts";
import { type Hand, usdOf } from "../../harness/story-agent.ts";
import { tableOf } from "../../harness/told-by-csv.ts";
import { whenStatusShows } from "../../harness/workbench.ts";

const SOON_MS = 2000;

describe.skipIf(!hasHost)("windows on one ledger", () => {
  let story: LiveStory;
  let host: TestHost;
  let hand: Hand;
  let windows: readonly Page[];
  const work = (): string => {
    hand.prompt("More").change("src/app.ts", { at: 0, add: 2 });
    hand.say().say().say();
    return money(usdOf(hand), "en");
  };
  beforeAll(async () => {
    story = openLiveStory();
    hand = story.agent("claude-code");
    const cost = work();
    host = await openHost({ home: story.home, data: story.data, env: story.env });
    const page = await host.open(story.repo);
    await whenStatusShows(page, cost);
    windows = [page, await host.open(story.repo)];
    await Promise.all(windows.map((window) => whenStatusShows(window, cost)));
    return async () => {
      await host.stop();
      story.close();
    };
  });

  test("have a server each", () => {
    expect(serversOf(host)).toHaveLength(2);
  });

  test("are both right soon after a change", async () => {
    const cost = work();
    const waited = await Promise.all(windows.map((window) => whenStatusShows(window, cost)));
    // One reads, and the other waits for it: each has the time that one alone has.
    expect(Math.max(...waited)).toBeLessThan(windows.length * SOON_MS);
  });

  test("are right again after their servers were killed, without a word", async () => {
    const before = serversOf(host);
    for (const pid of before) process.kill(pid, "SIGKILL");
    const cost = work();
    await Promise.all(windows.map((window) => whenStatusShows(window, cost)));
    expect(serversOf(host).filter((pid) => before.includes(pid))).toEqual([]);
    for (const window of windows) expect(await window.locator(".notification-toast").count()).toBe(0);
  });

  test("count nothing twice", async () => {
    const [page] = windows;
    if (page === undefined) throw new Error("no window");
    story.commit("All of it");
    const panel = await openPanel(page);
    const sum = async (): Promise<number> =>
      [...tableOf(await panel.copied("Where it went")).values()].reduce(
        (total, row) => total + Number(row.get("Spend")),
        0,
      );
    await expect.poll(sum).toBeCloseTo(usdOf(hand), 9);
  });
});
