import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answersOf } from "../../media/answers.ts";
import { missingBrowser, openBrowser, openPanel } from "../../media/harness.ts";

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
});
