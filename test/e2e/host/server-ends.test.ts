// A server that ends again and again: it is started again with longer and longer waits, then the user is told, once.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasHost } from "../../harness/host.ts";
import { serversOf } from "../../harness/host-processes.ts";
import { type LiveHost, openLiveHost } from "../../harness/live-host.ts";
import { openLiveStory } from "../../harness/live-story.ts";
import { runCommand, statusItem, webviewOf } from "../../harness/workbench.ts";

describe.skipIf(!hasHost)("a server that ends again and again", () => {
  let live: LiveHost;
  let page: Page;
  beforeAll(async () => {
    const story = openLiveStory();
    story.agent("claude-code").prompt().change("src/app.ts", { add: 6 });
    live = await openLiveHost(story);
    page = live.page;
    await statusItem(page).getByText("$0.01").waitFor();
  }, 120_000);
  afterAll(() => live.end());

  test("is started again, but not for ever; one message offers to", async () => {
    const messages = page.locator(".notification-list-item-message");
    const stopped = webviewOf(page).getByText("The server has stopped", { exact: false });
    const running = (): number[] => serversOf(live.host);
    await runCommand(page, "Tokenworth: Open Panel");
    const killed = new Set<number>();
    while (killed.size < 6) {
      await expect.poll(() => running().filter((pid) => !killed.has(pid))).toHaveLength(1);
      expect(await messages.count()).toBe(0);
      for (const pid of running()) {
        process.kill(pid, "SIGKILL");
        killed.add(pid);
      }
    }
    await expect
      .poll(() => messages.allTextContents())
      .toEqual(["Tokenworth's server has ended several times and is not started again by itself."]);
    await stopped.waitFor();
    expect(running()).toEqual([]);
    await page.locator(".notification-list-item").getByRole("button", { name: "Restart" }).click();
    await expect.poll(running).toHaveLength(1);
    await stopped.waitFor({ state: "hidden" });
    await statusItem(page).getByText("$0.01").waitFor();
  }, 120_000);
});
