// The panel in a window of VS Code, as a person uses it.
import type { FrameLocator, Locator, Page } from "playwright-core";
import { runCommand, webviewOf } from "./workbench.ts";

export type PanelWindow = {
  readonly page: Page;
  /** The panel's document, within the two frames of a webview. */
  readonly frame: FrameLocator;
  card(id: string): Locator;
  /** Chooses in a filter at the top: Period, Repository, Agent, Model. */
  filter(name: string, choice: string): Promise<void>;
  /** Presses a card's key for its table, and reads the clipboard. */
  copied(title: string): Promise<string>;
};

const readClipboard = (page: Page): Promise<string> =>
  page.evaluate<string>("navigator.clipboard.readText()");

/** Opens the panel, and waits for its first card. */
export async function openPanel(page: Page): Promise<PanelWindow> {
  await runCommand(page, "Tokenworth: Open Panel");
  const frame = webviewOf(page);
  await frame.locator("section.card").first().waitFor();
  return {
    page,
    frame,
    card: (id) => frame.locator(`section#${id}`),
    async filter(name, choice) {
      await frame.getByRole("combobox", { name, exact: true }).selectOption({ label: choice });
      await frame.locator('.cards[aria-busy="false"]').waitFor();
    },
    async copied(title) {
      const before = `nothing ${Math.random()}`;
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(before)})`);
      await frame.getByRole("button", { name: `Copy ${title} as CSV` }).click();
      for (;;) {
        const text = await readClipboard(page);
        if (text !== before) return text;
        await page.waitForTimeout(50);
      }
    },
  };
}
