// A workspace that is not trusted: its costs are shown, and no program of git is started until the user trusts it.
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { money } from "../../../client/money.ts";
import { hasHost, openHost, type TestHost } from "../../harness/host.ts";
import { openLiveStory, type LiveStory } from "../../harness/live-story.ts";
import { openPanel } from "../../harness/panel-window.ts";
import { type Hand, usdOf } from "../../harness/story-agent.ts";
import { runCommand, tooltipOf, whenStatusShows } from "../../harness/workbench.ts";
import { gatedGit, type GatedGit } from "../lsp/gated-git.ts";

describe.skipIf(!hasHost)("a workspace that is not trusted", () => {
  let story: LiveStory;
  let git: GatedGit;
  let host: TestHost;
  let page: Page;
  let hand: Hand;
  beforeAll(async () => {
    story = openLiveStory();
    hand = story.agent("claude-code");
    hand.prompt("Split the importer").change("src/app.ts", { at: 0, add: 6 });
    hand.say().say();
    story.commit("Split the importer");
    git = gatedGit(story);
    host = await openHost({
      home: story.home,
      data: story.data,
      env: { ...story.env, PATH: git.path },
      settings: { "security.workspace.trust.startupPrompt": "never" },
      askTrust: true,
    });
    page = await host.open(story.repo);
    await whenStatusShows(page, money(usdOf(hand), "en"));
    return async () => {
      await host.stop();
      story.close();
    };
  });

  test("has its costs shown, and says what is not looked at", async () => {
    expect(await tooltipOf(page)).toContain("The workspace is not trusted: no repository is looked at.");
  });

  test("has no git run for it, whatever is looked at", async () => {
    const panel = await openPanel(page);
    await panel.card("knows").locator("summary").click();
    await panel.card("knows").getByRole("heading", { name: "What is stored" }).waitFor();
    await panel.card("sessions").getByText("Split the importer").click();
    await panel.card("sessions").getByRole("button", { name: "← All sessions" }).click();
    await runCommand(page, "Tokenworth: Look Again");
    await panel.frame
      .getByText(/not trusted/i)
      .first()
      .waitFor();
    // What comes after it is read and shown: so that look is over, and another one, too.
    hand.prompt("More").change("src/app.ts", { at: 0, add: 2 });
    hand.say().say().say();
    await whenStatusShows(page, money(usdOf(hand), "en"));
    expect(git.calls()).toBe(0);
  });

  test("has it run once the user trusts it", async () => {
    await runCommand(page, "Tokenworth: Manage Workspace Trust");
    await page.locator(".workspace-trust-editor").getByRole("button", { name: "Trust", exact: true }).click();
    await page.locator(".monaco-modal-editor-block .codicon-close").first().click();
    await expect.poll(() => git.calls()).toBeGreaterThan(0);
    await expect.poll(() => tooltipOf(page)).toContain("Kept");
  });
});
