// Pictures of the extension in a real VS Code: `npm run shots [-- <folder>]`. The panel with made-up data in every theme and
// three widths, and the status bar with a story's costs. Look at them before they are committed.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FrameLocator, Page } from "playwright-core";
import { openHost, type TestHost } from "../harness/host.ts";
import { openLiveStory, type LiveStory } from "../harness/live-story.ts";
import { runCommand, statusItem, tooltipOf, whenStatusShows } from "../harness/workbench.ts";

const [folder = "docs/screenshots", height = "1000"] = process.argv.slice(2);
const THEMES = {
  light: "Light Modern",
  dark: "Dark Modern",
  "high-contrast": "Dark High Contrast",
  "high-contrast-light": "Light High Contrast",
} as const;
const WIDTHS = { narrow: 420, medium: 820, wide: 1320 } as const;

/** A flower shop with three sessions of today that cost as much as such sessions do. */
function tellFlowerShop(): { readonly story: LiveStory; readonly shop: string } {
  const story = openLiveStory();
  const shop = join(dirname(story.repo), "flower-shop");
  mkdirSync(shop);
  story.gitIn(shop, "init", "-q", "-b", "main");
  const sessions = [
    {
      agent: "claude-code",
      words: "Write a cart that can price a bouquet",
      file: "src/cart.ts",
      says: 214,
      lands: true,
    },
    { agent: "codex", words: "Discount codes from a table", file: "src/discount.ts", says: 420, lands: true },
    {
      agent: "claude-code",
      words: "Tell whether a flower is in stock",
      file: "src/stock.ts",
      says: 96,
      lands: false,
    },
  ] as const;
  for (const { agent, words, file, says, lands } of sessions) {
    const hand = story.agent(agent, { in: shop });
    hand.prompt(words).create(file, 24);
    for (let i = 0; i < says; i++) hand.say();
    hand.prompt("How would you test it?").say().say();
    if (lands) story.commit(words, { in: shop });
    story.clock.wait(5);
  }
  return { story, shop };
}

async function choose(page: Page, theme: string): Promise<void> {
  await runCommand(page, "Preferences: Color Theme");
  await page.locator(".quick-input-widget:visible input").fill(theme);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: theme }).first().click();
  await page.mouse.move(5, 300);
}

/** The status bar's end with what it tells when it is pointed at. */
async function shootStatusBar(page: Page, name: string): Promise<void> {
  await tooltipOf(page);
  const hover = await page.locator(".workbench-hover-container").boundingBox();
  const item = await statusItem(page).boundingBox();
  if (hover === null || item === null) throw new Error("no tooltip");
  const [left, top] = [Math.min(hover.x, item.x) - 24, hover.y - 16];
  const clip = {
    x: left,
    y: top,
    width: hover.x + hover.width + 24 - left,
    height: item.y + item.height - top,
  };
  await page.screenshot({ path: join(folder, `status-bar-${name}.png`), clip });
  await page.mouse.move(5, 300);
}

const panelIn = (page: Page): FrameLocator =>
  page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");

async function shootPanel(page: Page, name: string): Promise<void> {
  const panel = panelIn(page);
  for (const [size, width] of Object.entries(WIDTHS)) {
    await page.setViewportSize({ width, height: Number(height) });
    await panel.locator("section#value").waitFor();
    // Charts follow the width in the next frames.
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(folder, `panel-${name}-${size}.png`) });
  }
}

/** All of it in one picture: the window is as high as that takes. */
async function shootWhole(page: Page, name: string): Promise<void> {
  const { wide: width } = WIDTHS;
  await page.setViewportSize({ width, height: Number(height) });
  const room: number = await panelIn(page).locator("body").evaluate("document.documentElement.scrollHeight");
  await page.setViewportSize({ width, height: room + 80 });
  await page.waitForTimeout(1000);
  await page.screenshot({ path: join(folder, `panel-${name}-whole.png`) });
}

async function shootAll(host: TestHost, shop: string): Promise<void> {
  const page = await host.open(shop, { width: WIDTHS.wide, height: Number(height) });
  await whenStatusShows(page, /\$\d/);
  await page.keyboard.press("Control+B");
  for (const [name, theme] of Object.entries(THEMES)) {
    await choose(page, theme);
    await shootStatusBar(page, name);
  }
  await runCommand(page, "Tokenworth: Show Made-up Data");
  await panelIn(page).locator("section#sessions .session-row").nth(5).waitFor();
  for (const [name, theme] of Object.entries(THEMES)) {
    await page.setViewportSize({ width: WIDTHS.wide, height: Number(height) });
    await choose(page, theme);
    await shootPanel(page, name);
    if (name === "light" || name === "dark") await shootWhole(page, name);
  }
}

mkdirSync(folder, { recursive: true });
const { story, shop } = tellFlowerShop();
const settings = {
  "workbench.activityBar.location": "hidden",
  "workbench.layoutControl.enabled": false,
  "window.commandCenter": false,
};
const host = await openHost({ home: story.home, data: story.data, env: story.env, settings });
try {
  await shootAll(host, shop);
} finally {
  await host.stop();
  story.close();
}
