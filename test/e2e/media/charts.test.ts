// The panel's charts in a real browser: by pointer, by keys, as tables, and as copies that need nothing else.
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Filter, Overview, Week } from "../../../server/protocol/panel.ts";
import { anOverview } from "../../media/an-overview.ts";
import { answersOf } from "../../media/answers.ts";
import {
  missingBrowser,
  openBrowser,
  openPanel,
  type Answers,
  type OpenedPanel,
} from "../../media/harness.ts";
import { THEMES } from "../../media/themes.ts";

const withOverview =
  (change: (overview: Overview) => Overview): Answers =>
  (method, params: { readonly filter: Filter }) =>
    method === "tokenworth/overview"
      ? change(anOverview(params.filter))
      : answersOf()(method, params as never);

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? null);

/** What a copy sent to the clipboard. */
async function copied(panel: OpenedPanel, key: string): Promise<string> {
  await panel.page.getByRole("button", { name: key }).click();
  await expect.poll(() => panel.sent.at(-1)?.kind).toBe("copy");
  const last = panel.sent.at(-1);
  return last?.kind === "copy" ? last.text : "";
}

describe.skipIf(missingBrowser !== null)("charts in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  describe("over time", () => {
    test("has a place for each week that says its figures, what is missing and what is not over", async () => {
      const { page, close } = await openPanel(browser, { answers: answersOf() });
      const weeks = page.locator("#over-time .chart-spot");
      expect(await weeks.count()).toBe(5);
      const said = await weeks.evaluateAll((all) => all.map((week) => week.getAttribute("aria-label")));
      expect(said[2]).toBe(
        "Week of Nov 2, Spent $47.00, Kept share 65%, Sessions 16, Kept $28.67, Still open $1.88, Reworked $5.17, " +
          "Reverted $1.41, Discarded $4.23, Outside $1.41, Questions, plans, reviews $4.23",
      );
      expect(said[1]).toContain("Logs of Demo Agent may have been deleted before they were read.");
      expect(said[0]).toContain("Only a part of this week is in the period.");
      expect(said[4]).toContain("This week is not over.");
      await close();
    });

    test("a week of which nothing is known is never drawn or said as nothing spent", async () => {
      const { page, close } = await openPanel(browser, {
        answers: withOverview((overview) => ({
          ...overview,
          weeks: overview.weeks.map((week, at): Week => {
            const spend = { kept: 0, reworked: 0, reverted: 0, discarded: 0, open: 0, outside: 0, noCode: 0 };
            return at === 1 ? { ...week, costUsd: 0, sessions: 0, keptShare: null, spend } : week;
          }),
        })),
      });
      const label = await page.locator("#over-time .chart-spot").nth(1).getAttribute("aria-label");
      expect(label).toContain("Spent not known");
      expect(label).not.toContain("$0");
      await page.getByRole("button", { name: "Table of Over time" }).click();
      const row = page.locator("#over-time tbody tr").nth(1);
      expect(await row.innerText()).not.toContain("$0");
      await close();
    });

    test("is walked by arrow keys from the newest week, and lets go by Escape", async () => {
      const { page, close } = await openPanel(browser, { answers: answersOf() });
      await page.getByRole("button", { name: "Copy Over time as PNG" }).focus();
      await page.keyboard.press("Tab");
      expect(await focused(page)).toContain("Week of Nov 16");
      await page.keyboard.press("ArrowLeft");
      expect(await focused(page)).toContain("Week of Nov 9");
      await page.keyboard.press("Home");
      expect(await focused(page)).toContain("Week of Oct 19");
      expect(await page.locator("#over-time .chart-tip").innerText()).toContain("Week of Oct 19");
      await page.keyboard.press("Escape");
      await page.locator("#over-time .chart-tip").waitFor({ state: "hidden" });
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.closest("#over-time"))).toBeNull();
      await close();
    });

    test("tells a week that the pointer is over, within its card", async () => {
      const { page, close } = await openPanel(browser, { answers: answersOf(), width: 360 });
      for (const at of [0, 4]) {
        await page.locator("#over-time .chart-spot").nth(at).hover();
        const tip = page.locator("#over-time .chart-tip");
        await tip.waitFor();
        const box = await tip.boundingBox();
        expect(box?.x).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
      }
      await close();
    });

    test("is a table behind a key, with the same figures", async () => {
      const { page, close } = await openPanel(browser, { answers: answersOf() });
      const key = page.getByRole("button", { name: "Table of Over time" });
      await key.click();
      expect(await key.getAttribute("aria-pressed")).toBe("true");
      const rows = await page.locator("#over-time tbody tr").allInnerTexts();
      expect(rows).toHaveLength(5);
      expect(rows[2]).toMatch(/^Nov 2\s+\$47\.00\s+65%\s+\$28\.67/);
      await key.click();
      expect(await page.locator("#over-time .chart-spot").count()).toBe(5);
      await close();
    });

    test("is as wide as there is room, at any width", async () => {
      const { page, close } = await openPanel(browser, { answers: answersOf(), width: 1400 });
      for (const width of [360, 900]) {
        await page.setViewportSize({ width, height: 800 });
        await expect
          .poll(() =>
            page.evaluate(() => {
              const card = document.querySelector("#over-time")?.getBoundingClientRect().width ?? 0;
              const chart =
                document.querySelector("#over-time svg.chart")?.getBoundingClientRect().width ?? 0;
              return Math.abs(card - chart) <= 1;
            }),
          )
          .toBe(true);
      }
      await close();
    });
  });

  describe("what lasted", () => {
    test("says share, sessions and lines at each age, and where they are too few", async () => {
      const { page, close } = await openPanel(browser, { answers: answersOf() });
      const ages = page.locator("#what-lasted .chart-spot");
      const said = await ages.evaluateAll((all) => all.map((age) => age.getAttribute("aria-label")));
      expect(said[1]).toBe("After 7 days, Still there 85%, Sessions this old 31, Lines this old 5,200");
      expect(said[3]).toContain("too few to tell");
      expect(await page.locator("#what-lasted").innerText()).toContain("There is no interval yet");
      await close();
    });

    test("is no curve where there are too few sessions", async () => {
      const { page, close } = await openPanel(browser, {
        answers: withOverview((overview) => ({ ...overview, lasting: { ...overview.lasting, sessions: 3 } })),
      });
      expect(await page.locator("#what-lasted").innerText()).toContain("Too few to tell");
      expect(await page.locator("#what-lasted svg.chart").count()).toBe(0);
      await close();
    });
  });

  describe("copies", () => {
    test.for(THEMES)("an SVG needs neither style sheet nor document, in %s", async (theme) => {
      const panel = await openPanel(browser, { answers: answersOf(), theme });
      const svg = await copied(panel, "Copy Over time as SVG");
      expect(svg).not.toMatch(/class=|var\(|<!--|tabindex/);
      expect(svg).toContain(">Over time</title>");
      const named = [...svg.matchAll(/url\(#([\w-]+)\)/g)].map(([, name]) => name);
      for (const name of named) expect(svg).toMatch(new RegExp(`<pattern[^>]* id="${name}"`));
      expect(named).toContain("chart-hatch");
      expect(named.includes("outcome-reverted")).toBe(theme.startsWith("high-contrast"));
      const kept = await panel.page.evaluate((text) => {
        const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
        return {
          broken: parsed.querySelector("parsererror") !== null,
          fills: new Set([...parsed.querySelectorAll("rect")].map((rect) => rect.getAttribute("fill"))).size,
        };
      }, svg);
      expect(kept.broken).toBe(false);
      expect(kept.fills).toBeGreaterThan(7);
      expect(panel.problems).toEqual([]);
      await panel.close();
    });

    test("a PNG that can't go to the clipboard is saved under the chart's name", async () => {
      const panel = await openPanel(browser, { answers: answersOf() });
      await panel.page.getByRole("button", { name: "Copy What lasted as PNG" }).click();
      await expect.poll(() => panel.sent.at(-1)?.kind).toBe("save");
      const saved = panel.sent.at(-1);
      const bytes = Buffer.from(saved?.kind === "save" ? saved.data : "", "base64");
      expect(saved).toMatchObject({ name: "what-lasted.png" });
      expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
      expect(bytes.readUInt32BE(16)).toBe(1520);
      // A picture of one colour would be some hundred bytes.
      expect(bytes.length).toBeGreaterThan(8000);
      expect(panel.problems).toEqual([]);
      await panel.close();
    });

    test("a PNG goes to the clipboard where it may, and that is said", async () => {
      const panel = await openPanel(browser, {
        answers: answersOf(),
        // The test's page has no clipboard of its own: it is not served by https.
        script: () => {
          const written: unknown[] = [];
          const clipboard = {
            write: (items: readonly unknown[]) => Promise.resolve(void written.push(...items)),
          };
          Object.defineProperty(navigator, "clipboard", { value: clipboard });
          Object.assign(globalThis, { written, ClipboardItem: class {} });
        },
      });
      await panel.page.getByRole("button", { name: "Copy What lasted as PNG" }).click();
      await panel.page.locator(".copied", { hasText: "Copied" }).waitFor();
      expect(await panel.page.evaluate("written.length")).toBe(1);
      expect(panel.sent.filter(({ kind }) => kind === "save")).toEqual([]);
      await panel.close();
    });

    test("a CSV has numbers, and nothing where nothing is known", async () => {
      const panel = await openPanel(browser, { answers: answersOf() });
      const csv = await copied(panel, "Copy Over time as CSV");
      expect(csv.split("\r\n")[3]).toBe(
        "2026-11-02T00:00:00.000Z,47,0.65,28.67,1.88,5.17,1.41,4.23,1.41,4.23,16,",
      );
      await panel.close();
    });
  });

  test("where the system allows few colours, outcomes differ by pattern, and every text is seen", async () => {
    const { page, close } = await openPanel(browser, { answers: answersOf(), theme: "high-contrast" });
    await page.emulateMedia({ forcedColors: "active" });
    const seen = await page.evaluate(() => {
      const all = (selector: string): Element[] => [...document.querySelectorAll(selector)];
      const fill = (element: Element): string => getComputedStyle(element).fill;
      return {
        outcomes: all(".chart-legend .outcome").map(fill),
        texts: [...new Set(all("svg.chart text").map(fill))],
        lines: [
          ...new Set(all(".chart-line, .chart-curve").map((element) => getComputedStyle(element).stroke)),
        ],
      };
    });
    expect(new Set(seen.outcomes).size).toBe(7);
    expect(seen.texts).toEqual(["rgb(0, 0, 0)"]);
    expect(seen.lines).toEqual(["rgb(0, 0, 0)"]);
    await close();
  });

  test.for(THEMES)("tables of charts have no serious finding by axe in %s", async (theme) => {
    const { page, close } = await openPanel(browser, { answers: answersOf(), theme });
    await page.getByRole("button", { name: "Table of Over time" }).click();
    await page.getByRole("button", { name: "Table of What lasted" }).click();
    await page.locator("#what-lasted tbody tr").first().waitFor();
    expect(await findings(page)).toEqual([]);
    await close();
  });
});
