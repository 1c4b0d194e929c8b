// What a person does and sees in a window of VS Code.
import type { FrameLocator, Locator, Page } from "playwright-core";

/** Runs a command from the palette by its whole title, `Category: Title`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
  const choose = async (): Promise<void> => {
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget:visible input").fill(`>${title}`, { timeout: 5000 });
    await row.click({ timeout: 5000 });
  };
  // A view that has just been opened takes the focus, and with it the palette goes away; and what it offers is what was there
  // when it was opened, which in a new window is not all.
  for (let more = 4; more > 0; more--) {
    try {
      return await choose();
    } catch {
      await page.keyboard.press("Escape");
    }
  }
  await choose();
}

/** The titles that the palette offers for a beginning of words. */
export async function offeredCommands(page: Page, words: string): Promise<string[]> {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget:visible input").fill(`>${words}`);
  const rows = page.locator(".quick-input-list .monaco-list-row .label-name");
  await rows.first().waitFor();
  const titles = await rows.allTextContents();
  await page.keyboard.press("Escape");
  return titles;
}

/** Opens a file of the workspace by its name; the row has to be there before it can be chosen. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+P");
  await page.locator(".quick-input-widget:visible input").fill(name);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator(`.tab[data-resource-name="${name}"].active`).waitFor();
}

/** Our item of the status bar. */
export const statusItem = (page: Page): Locator =>
  page.locator('.statusbar-item[id^="tokenworth.tokenworth"]');

/** Waits until the item says something. Answers how many milliseconds that took. */
export async function whenStatusShows(page: Page, what: RegExp | string, timeout = 60_000): Promise<number> {
  const since = performance.now();
  await statusItem(page).filter({ hasText: what }).waitFor({ timeout });
  return performance.now() - since;
}

/** What is shown when the item is pointed at. */
export async function tooltipOf(page: Page): Promise<string> {
  await page.mouse.move(700, 300);
  await statusItem(page).hover();
  const hover = page.locator(".workbench-hover-container:visible, .monaco-hover:visible").last();
  await hover.waitFor();
  return hover.innerText();
}

/** What the shown webview holds, within its two frames. */
export const webviewOf = (page: Page): FrameLocator =>
  page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");

/** Opens a terminal and types a line into it. */
export async function typeInTerminal(page: Page, line: string): Promise<void> {
  const screen = page.locator(".terminal-wrapper.active .xterm-screen").first();
  if (!(await screen.isVisible())) await runCommand(page, "Terminal: Create New Terminal");
  await screen.click();
  await page.keyboard.type(`${line}\n`);
}
