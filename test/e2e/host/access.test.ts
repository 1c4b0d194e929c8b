// The panel in VS Code's own themes: axe finds nothing serious, and everything can be reached and done by keyboard.
import axe from "axe-core";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { tellEveryOutcome } from "../../harness/every-outcome.ts";
import { hasHost, openHost, type TestHost } from "../../harness/host.ts";
import type { LiveStory } from "../../harness/live-story.ts";
import { openPanel, type PanelWindow } from "../../harness/panel-window.ts";
import { runCommand, whenStatusShows } from "../../harness/workbench.ts";

/** As VS Code calls them in its list of themes, and the class that a webview's body has then. */
const THEMES = [
  ["Light Modern", "vscode-light"],
  ["Dark Modern", "vscode-dark"],
  ["Dark High Contrast", "vscode-high-contrast"],
  ["Light High Contrast", "vscode-high-contrast-light"],
] as const;

describe.skipIf(!hasHost)("the panel is for everybody", () => {
  let story: LiveStory;
  let host: TestHost;
  let page: Page;
  let panel: PanelWindow;
  beforeAll(async () => {
    story = tellEveryOutcome();
    host = await openHost({ home: story.home, data: story.data, env: story.env });
    page = await host.open(story.repo);
    await whenStatusShows(page, "$");
    panel = await openPanel(page);
    await panel.filter("Period", "All time");
    await panel.card("knows").locator("summary").click();
    await panel.card("knows").getByRole("heading", { name: "What is stored" }).waitFor();
    return async () => {
      await host.stop();
      story.close();
    };
  });

  const inPanel = <T>(expression: string): Promise<T> => panel.frame.locator("body").evaluate(expression);

  /** Axe's serious and critical findings, with the elements. */
  async function seriousFindings(): Promise<object[]> {
    await inPanel(axe.source);
    const { violations } = await inPanel<axe.AxeResults>("axe.run({ resultTypes: ['violations'] })");
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html).slice(0, 5) }));
  }

  async function choose(theme: string): Promise<void> {
    await runCommand(page, "Preferences: Color Theme");
    await page.locator(".quick-input-widget:visible input").fill(theme);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: theme }).first().click();
  }

  test.for(THEMES)("axe finds nothing serious in %s", async ([theme, body]) => {
    await choose(theme);
    await panel.frame.locator(`body.${body}`).waitFor();
    expect(await seriousFindings()).toEqual([]);
  });

  test("axe sees what is wrong", async () => {
    await inPanel("document.body.insertAdjacentHTML('beforeend', '<button id=nameless></button>')");
    expect(await seriousFindings()).toMatchObject([{ id: "button-name" }]);
    await inPanel("document.getElementById('nameless').remove()");
  });

  test("all that can be pressed is reached by Tab alone, in order, and is seen to be", async () => {
    await inPanel(`(() => {
      globalThis.pressable = () =>
        [...document.querySelectorAll('a[href], button, select, summary, input, [tabindex="0"], vscode-button')].filter(
          (one) => one.checkVisibility() && one.tabIndex >= 0,
        );
      pressable()[0].focus();
    })()`);
    const visited: number[] = [];
    for (let at = 0; at >= 0 && !visited.includes(at);) {
      visited.push(at);
      await page.keyboard.press("Tab");
      at = await inPanel<number>("pressable().indexOf(document.activeElement)");
      const seen = await inPanel<boolean>(`(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        return document.activeElement === document.body || (outlineStyle !== "none" && outlineWidth !== "0px");
      })()`);
      expect([at, seen]).toEqual([at, true]);
    }
    expect(visited).toEqual(visited.toSorted((a, b) => a - b));
    const missed = `pressable().filter((_, at) => !${JSON.stringify(visited)}.includes(at)).map((one) => one.outerHTML)`;
    expect(await inPanel<string[]>(missed)).toEqual([]);
  });

  test("a filter, an outcome, a table and a session are used without a mouse", async () => {
    await panel.frame.getByRole("combobox", { name: "Period" }).press("ArrowUp");
    await panel.frame.locator('.cards[aria-busy="false"]').waitFor();
    expect(await panel.frame.getByRole("combobox", { name: "Period" }).inputValue()).toBe("365d");
    await panel.card("outcomes").getByRole("button", { name: "Reworked" }).press("Enter");
    await panel.card("sessions").getByText("Only sessions that spent something on: Reworked").waitFor();
    await panel.card("breakdown").getByRole("tab", { name: "Agent", exact: true }).press("ArrowRight");
    await panel.card("breakdown").getByRole("table", { name: "By Model" }).waitFor();
    const grid = panel.card("sessions").getByRole("grid");
    await grid.press("End");
    await grid.press("Home");
    await grid.press("Enter");
    await panel.card("sessions").getByRole("heading", { name: "Split the importer by source" }).waitFor();
    await page.keyboard.press("Escape");
    await grid.waitFor();
    expect(await grid.evaluate("document.activeElement?.closest('[role=grid]') !== null")).toBe(true);
  });
});
