import { readFileSync } from "node:fs";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Filter, Freshness, Overview, Status } from "../../../server/protocol/panel.ts";
import { anOverview } from "../../media/an-overview.ts";
import { answersOf } from "../../media/answers.ts";
import { missingBrowser, openBrowser, openPanel, type Answers, type OpenedPanel } from "../../media/harness.ts";
import { THEMES } from "../../media/themes.ts";

/** Serious and critical findings, with the elements they concern. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

describe.skipIf(missingBrowser !== null)("the panel in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test("says what was spent, under the editor's policy", async () => {
    const { page, problems, close } = await openPanel(browser, { answers: answersOf() });
    expect(await page.locator(".sentence").textContent()).toContain("$182.40");
    expect(problems).toEqual([]);
    await close();
  });

  test.for(THEMES)("has no serious finding by axe in %s", async (theme) => {
    const { page, close } = await openPanel(browser, { answers: answersOf(), theme });
    for (const summary of await page.locator("summary").all()) await summary.click();
    await page.locator("#knows dl").first().waitFor();
    expect(await findings(page)).toEqual([]);
    await close();
  });
});
