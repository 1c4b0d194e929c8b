// The status bar item and the commands, in a real VS Code: what they show, and that settings change it.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { writeSettings } from "../../../build/host/start.ts";
import { hasHost, openHost, type TestHost } from "../../harness/host.ts";
import { type LiveHost, openLiveHost } from "../../harness/live-host.ts";
import { type LiveStory, openLiveStory } from "../../harness/live-story.ts";
import { usdOf } from "../../harness/story-agent.ts";
import { offeredCommands, runCommand, statusItem, webviewOf } from "../../harness/workbench.ts";

/** A repository whose name is Markdown, HTML and an icon. */
const EVIL = "<b>bold<b> $(bug) [link](command:tokenworth.stop)";

/** What was open is there again when the window is. */
const RESTORE = { "workbench.editor.restoreEditors": true };

describe.skipIf(!hasHost)("the status bar item and the commands", () => {
  let story: LiveStory;
  let host: TestHost;
  let page: Page;
  let costHere: string;
  let costOfAll: string;

  beforeAll(async () => {
    story = openLiveStory();
    const agent = story.agent("claude-code").prompt();
    agent.change("src/app.ts", { add: 6 });
    story.commit("kept");
    agent.prompt().say("only words");
    const other = join(story.home, EVIL);
    mkdirSync(other, { recursive: true });
    story.gitIn(other, "init", "-q", "-b", "main");
    const elsewhere = story.agent("claude-code", { in: other }).prompt();
    elsewhere.create("new.ts", 3);
    costHere = `$${usdOf(agent).toFixed(2)}`;
    costOfAll = `$${usdOf(agent, elsewhere).toFixed(2)}`;
    host = await openHost({
      home: story.home,
      data: story.data,
      env: story.env,
      settings: RESTORE,
    });
    page = await host.open(story.repo);
    await statusItem(page).getByText(costHere).waitFor();
  }, 120_000);
  afterEach(() => setInWorkspace({}));
  afterAll(async () => {
    await host.stop();
    story.close();
  });

  /** VS Code sees at once that this file has changed. */
  function setInWorkspace(settings: object): void {
    mkdirSync(join(story.repo, ".vscode"), { recursive: true });
    writeFileSync(join(story.repo, ".vscode", "settings.json"), JSON.stringify(settings));
  }

  /** The user's own settings are read when a window is opened. */
  async function setByUser(settings: object): Promise<void> {
    writeSettings(host.state, { ...RESTORE, ...settings });
    await page.reload({ waitUntil: "domcontentloaded" });
    await statusItem(page).getByText(costHere).waitFor();
  }

  const textOf = async (window: Page): Promise<string> =>
    ((await statusItem(window).textContent()) ?? "").replaceAll(/[\s\u2007]/g, "");
  const spoken = async (): Promise<string | null> =>
    await statusItem(page).locator("a").getAttribute("aria-label");

  test("is read aloud in words", async () => {
    await expect.poll(spoken).toBe(`Tokenworth: ${costHere.slice(1)} US dollars, today, this workspace`);
  });

  test("is one item with a name of its own", async () => {
    expect(await statusItem(page).count()).toBe(1);
    expect(await statusItem(page).getAttribute("id")).toBe("tokenworth.tokenworth.tokenworth.status");
  });

  test("shows what the settings say", async () => {
    setInWorkspace({ "tokenworth.statusBar.show": "week", "tokenworth.statusBar.of": "all" });
    await expect
      .poll(spoken)
      .toBe(`Tokenworth: ${costOfAll.slice(1)} US dollars, this week, all repositories`);
    expect(await textOf(page)).toBe(costOfAll);
    setInWorkspace({ "tokenworth.statusBar.show": "nothing" });
    await expect.poll(() => statusItem(page).isVisible()).toBe(false);
  });

  test("takes the warning colour when the user's budget is exceeded; none that a workspace brings", async () => {
    const classes = async (): Promise<string> => (await statusItem(page).getAttribute("class")) ?? "";
    expect(await classes()).not.toContain("warning-kind");
    setInWorkspace({ "tokenworth.budget.amountUsd": 0.001, "tokenworth.statusBar.show": "week" });
    await expect.poll(spoken).toContain("this week");
    expect(await classes()).not.toContain("warning-kind");
    await setByUser({ "tokenworth.budget.amountUsd": 0.001 });
    await expect.poll(classes).toContain("warning-kind");
    await setByUser({ "tokenworth.budget.amountUsd": 100 });
    expect(await classes()).not.toContain("warning-kind");
  });

  test("tells when it is pointed at what became of the money, and strangers' names stay text", async () => {
    setInWorkspace({ "tokenworth.statusBar.of": "all" });
    await expect.poll(() => textOf(page)).toBe(costOfAll);
    await statusItem(page).hover();
    const hover = page.locator(".workbench-hover:visible");
    const text = async (): Promise<string> => (await hover.innerText()).replaceAll(/\s+/g, " ");
    await expect.poll(text).toContain("Claude Code · <b>bold<b> $(bug) [link](command:tokenworth.stop)");
    expect(await text()).toContain(`Today ${costHere} ${costOfAll}`);
    expect(await text()).toContain("Questions, plans, reviews");
    expect(await text()).toContain("List price, not your bill.");
    expect(await hover.locator("b, .codicon-bug").count()).toBe(0);
    expect(await hover.locator("a[data-href*='tokenworth.stop']").count()).toBe(0);
    expect(await hover.locator("a[data-href*='tokenworth.openPanel']").count()).toBe(1);
    await page.mouse.move(0, 0);
  });

  test("opens the panel, which comes back with the window", async () => {
    await statusItem(page).click();
    await webviewOf(page).getByRole("heading", { name: "Value per token" }).waitFor();
    const leaving = page.waitForEvent("domcontentloaded");
    await runCommand(page, "Developer: Reload Window");
    await leaving;
    await webviewOf(page).getByRole("heading", { name: "Value per token" }).waitFor();
    expect(await page.locator(".tab", { hasText: "Tokenworth" }).count()).toBe(1);
    await runCommand(page, "View: Close All Editors");
  });

  test("commands are offered by their category, without those that make no sense now", async () => {
    const offered = async (): Promise<string[]> => await offeredCommands(page, "Tokenworth: ");
    await expect.poll(offered).toEqual(expect.arrayContaining(["Tokenworth: Open Panel"]));
    const titles = await offered();
    expect(titles.every((title) => title.startsWith("Tokenworth: "))).toBe(true);
    expect(titles).not.toContain("Tokenworth: Manage Workspace Trust");
  });

  test("commands show the report as a document", async () => {
    await runCommand(page, "Tokenworth: Open Report");
    const frame = webviewOf(page);
    await expect.poll(() => frame.locator("h1").allInnerTexts()).toEqual(["What the tokens were worth"]);
  });

  test("commands show the settings", async () => {
    await runCommand(page, "Tokenworth: Open Settings");
    const labels = page.locator(".settings-editor .setting-item-label");
    await expect.poll(() => labels.allTextContents()).toContain("Amount Usd");
    await page.keyboard.press("Escape");
    await labels.first().waitFor({ state: "hidden" });
  });

  test("a command shows made-up data", async () => {
    await runCommand(page, "Tokenworth: Show Made-up Data");
    const card = webviewOf(page).locator("section.card").first();
    await expect.poll(() => card.innerText()).toMatch(/You spent \$\d{2,}/);
  });

  test("commands show the walkthrough", async () => {
    await runCommand(page, "Tokenworth: Open Walkthrough");
    await page.getByText("It is at work already").waitFor();
    for (const step of ["The cost at a glance", "The panel, in a minute", "Private, and easy to erase"])
      expect(await page.getByText(step, { exact: true }).count()).toBe(1);
  });
});

describe.skipIf(!hasHost)("in German", () => {
  let live: LiveHost;
  let page: Page;
  beforeAll(async () => {
    const story = openLiveStory();
    story.agent("claude-code").prompt().change("src/app.ts", { add: 6 });
    live = await openLiveHost(story, { language: "de" });
    page = live.page;
    await statusItem(page).getByText("0,01").waitFor();
  }, 120_000);
  afterAll(() => live.end());

  test("the item, the commands and the panel speak it", async () => {
    const spoken = (): Promise<string | null> => statusItem(page).locator("a").getAttribute("aria-label");
    await expect.poll(spoken).toBe("Tokenworth: 0,01 US-Dollar, heute, dieser Arbeitsbereich");
    expect(await offeredCommands(page, "Tokenworth: ")).toContain("Tokenworth: Bericht öffnen");
    await statusItem(page).click();
    await expect
      .poll(() => webviewOf(page).locator("h2").allInnerTexts())
      .toEqual(expect.arrayContaining(["Wert je Token", "Wohin es ging", "Sitzungen"]));
  });
});
