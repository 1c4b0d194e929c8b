// The list of sessions and an opened one in a real browser: pages, order, keys, the way into the editor, hostile names.
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Prompts, SessionsPage, SessionStory } from "../../../server/protocol/panel.ts";
import type { Params } from "../../../server/protocol/requests.ts";
import { answersOf } from "../../media/answers.ts";
import { demoAnswers } from "../../media/demo-answers.ts";
import { missingBrowser, openBrowser, openPanel, type Answers } from "../../media/harness.ts";
import { sessionsPageOf, storyOf } from "../../media/some-sessions.ts";
import { THEMES } from "../../media/themes.ts";

/** Answers that are written down with what was asked. */
function recorded(answers: Answers): { answers: Answers; asked: <T>(method: string) => T[] } {
  const all: { method: string; params: unknown }[] = [];
  return {
    answers: (method, params) => {
      all.push({ method, params });
      return answers(method, params);
    },
    asked: <T>(method: string) =>
      all.filter((each) => each.method === method).map(({ params }) => params as T),
  };
}

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

const grid = (page: Page) => page.getByRole("grid", { name: "Sessions" });
const rows = (page: Page) => page.locator(".session-space .session-row");
/** The row that the keys have led to. */
const active = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const id = document.activeElement?.getAttribute("aria-activedescendant") ?? "";
    return document.getElementById(id)?.querySelector(".session-words")?.textContent?.trim() ?? null;
  });
const wordsShown = async (page: Page): Promise<void> => {
  await rows(page).first().getByText("…", { exact: true }).waitFor({ state: "detached" });
};

describe.skipIf(missingBrowser !== null)("sessions in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test("of tens of thousands only what is seen is drawn, and only its pages and words are asked for", async () => {
    const { answers, asked } = recorded(answersOf(20_000));
    const { page, close } = await openPanel(browser, { answers });
    await wordsShown(page);
    expect(await grid(page).getAttribute("aria-rowcount")).toBe("20001");
    expect(await rows(page).count()).toBeLessThan(30);
    expect(asked<Params<"tokenworth/sessions">>("tokenworth/sessions").map(({ from }) => from)).toEqual([0]);
    const wanted = asked<Params<"tokenworth/prompts">>("tokenworth/prompts");
    expect(wanted.every(({ turns }) => turns === 1)).toBe(true);
    expect(wanted.reduce((sum, { sessions }) => sum + sessions.length, 0)).toBeLessThan(30);

    await grid(page).evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
    await page.locator("#session-10000 .session-cost").waitFor();
    await grid(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.locator("#session-19999 .session-cost").waitFor();
    expect(await page.locator("#session-19999").getAttribute("aria-rowindex")).toBe("20001");
    expect(await rows(page).count()).toBeLessThan(30);
    expect(asked("tokenworth/sessions").length).toBeLessThan(6);
    await close();
  });

  test("a row says what was asked, by whom, where, when, at which cost, and what is kept", async () => {
    const { page, close } = await openPanel(browser, { answers: answersOf() });
    await wordsShown(page);
    const cells = await page.locator("#session-2 [role=gridcell]").allInnerTexts();
    expect(cells).toEqual([
      "Retry policy for the uploader",
      "Demo Agent · sonnet-5",
      "notes",
      "Nov 20, 01:40",
      "$1.12",
      "",
      "8 of 86",
    ]);
    expect(await page.locator("#session-7 .session-words").innerText()).toBe("(no words found)");
    expect(await page.locator("#session-5 .session-cost").innerText()).toBe("~ $0.40");
    expect(await page.locator("#session-6 .session-cost").innerText()).toMatch(/^≥ \$/);
    await close();
  });

  test("is sorted by its heads, and says how", async () => {
    const { answers, asked } = recorded(answersOf());
    const { page, close } = await openPanel(browser, { answers });
    const head = page.getByRole("columnheader", { name: "Cost" });
    await head.getByRole("button").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => head.getAttribute("aria-sort")).toBe("descending");
    expect(await page.getByRole("columnheader", { name: "When" }).getAttribute("aria-sort")).toBeNull();
    const dearest = sessionsPageOf(420, {
      ...asked<Params<"tokenworth/sessions">>("tokenworth/sessions")[0],
      sort: { by: "costUsd", descending: true },
    } as Params<"tokenworth/sessions">).rows[0];
    await page.locator("#session-0 .session-cost", { hasText: String(dearest?.costUsd) }).waitFor();
    await page.keyboard.press("Space");
    await expect.poll(() => head.getAttribute("aria-sort")).toBe("ascending");
    expect(asked<Params<"tokenworth/sessions">>("tokenworth/sessions").at(-1)?.sort).toEqual({
      by: "costUsd",
      descending: false,
    });
    await close();
  });

  test("where it is narrow, what to sort by is chosen above two-lined rows", async () => {
    const { answers, asked } = recorded(answersOf());
    const { page, close } = await openPanel(browser, { answers, width: 360 });
    await page.getByLabel("Sorted by").selectOption({ label: "Turns" });
    await expect
      .poll(() => asked<Params<"tokenworth/sessions">>("tokenworth/sessions").at(-1)?.sort)
      .toEqual({ by: "turns", descending: true });
    await page.getByRole("button", { name: "Descending" }).click();
    await expect
      .poll(() => asked<Params<"tokenworth/sessions">>("tokenworth/sessions").at(-1)?.sort)
      .toEqual({ by: "turns", descending: false });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await close();
  });

  test("is walked, opened and left by keys, and stands as it stood", async () => {
    const { page, close } = await openPanel(browser, { answers: answersOf() });
    await wordsShown(page);
    await grid(page).focus();
    expect(await active(page)).toBe("Split the importer by source");
    await page.keyboard.press("ArrowDown");
    expect(await active(page)).toBe("Why is the cache cold after deploy?");
    await page.keyboard.press("PageDown");
    await page.keyboard.press("PageDown");
    await page.keyboard.press("End");
    await page.locator("#session-419.active").waitFor();
    await page.keyboard.press("ArrowUp");
    await page.locator("#session-418.active .session-words", { hasText: /^\s*[^…\s]/ }).waitFor();
    const left = await active(page);
    const top = await grid(page).evaluate((element) => element.scrollTop);
    const scrolled = await page.evaluate(() => scrollY);
    await page.keyboard.press("Enter");
    await page.locator(".story-title", { hasText: left ?? "" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe("← All sessions");
    await page.keyboard.press("Escape");
    await grid(page).waitFor();
    await expect.poll(() => active(page)).toBe(left);
    expect(await grid(page).evaluate((element) => element.scrollTop)).toBe(top);
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
    await page.keyboard.press("Home");
    await page.locator("#session-0.active").waitFor();
    await close();
  });

  test("an outcome that was chosen limits it, until all are shown again", async () => {
    const { answers, asked } = recorded(answersOf());
    const { page, close } = await openPanel(browser, { answers });
    await page.locator("#outcomes").getByRole("button", { name: "Reverted" }).click();
    await page.getByText("Only sessions that spent something on: Reverted").waitFor();
    await expect
      .poll(() => asked<Params<"tokenworth/sessions">>("tokenworth/sessions").at(-1)?.outcome)
      .toBe("reverted");
    await page.getByText("50 sessions", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Show all", exact: true }).click();
    await page.getByText("420 sessions", { exact: true }).waitFor();
    await close();
  });

  test("what changes at the server is shown, without moving what the user looks at", async () => {
    let count = 420;
    const { page, tell, close } = await openPanel(browser, {
      answers: (method, params) => answersOf(count)(method, params),
    });
    await wordsShown(page);
    await grid(page).evaluate((element) => element.scrollTo(0, 3200));
    await page.locator("#session-100 .session-cost").waitFor();
    count = 421;
    const { aStatus } = await import("../../media/a-status.ts");
    await tell({ kind: "changed", status: aStatus() });
    await page.getByText("421 sessions", { exact: true }).waitFor();
    expect(await grid(page).evaluate((element) => element.scrollTop)).toBe(3200);
    await close();
  });

  test("all that the filter leaves is copied as CSV", async () => {
    const panel = await openPanel(browser, { answers: answersOf(1203) });
    await panel.page.getByRole("button", { name: "Copy Sessions as CSV" }).click();
    await expect.poll(() => panel.sent.at(-1)?.kind).toBe("copy");
    const last = panel.sent.at(-1);
    const lines = (last?.kind === "copy" ? last.text : "").trimEnd().split("\r\n");
    expect(lines).toHaveLength(1204);
    expect(lines[0]).toMatch(/^Started,Ended,Agent,Session,/);
    expect(lines[3]).toContain("s2,sonnet-5,notes,");
    await panel.close();
  });

  describe("an opened session", () => {
    const open = async (page: Page, at: number): Promise<void> => {
      await page.locator(`#session-${at}`).click();
      await page.locator(".story").waitFor();
    };

    test("tells its turns, and the fate of its lines with commits and dates", async () => {
      const { page, close } = await openPanel(browser, { answers: answersOf() });
      await open(page, 2);
      expect(await page.locator(".turns tbody tr").count()).toBe(storyOf("s2").turns.length);
      expect(await page.locator(".turns tbody tr").first().innerText()).toContain(
        "Retry policy for the uploader",
      );
      expect(await page.locator(".turns tbody").innerText()).toContain("in a way that cannot be seen");
      await page.getByRole("button", { name: "server/import/source.ts" }).click();
      const fates = await page.locator(".fates tbody tr").allInnerTexts();
      expect(fates[2]).toMatch(/^\s*Reverted\s+31\s+1\s+Nov 20 3f2b2da0\s+Nov 22 3f2c3eb0$/);
      await close();
    });

    test.for([360, 800, 1400])(
      "leaves room for what was asked, and does not run out of the page, at %i",
      async (width) => {
        const { page, close } = await openPanel(browser, { answers: demoAnswers(60), width });
        await page.locator("#session-4").click();
        await page.locator(".story").waitFor();
        await page.locator(".file-name").first().click();
        const words = await page.locator(".turns .turn-words").last().boundingBox();
        expect(words?.width).toBeGreaterThanOrEqual(100);
        for (const table of await page.locator("session-story table").all()) {
          const box = await table.boundingBox();
          expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
        }
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        await close();
      },
    );

    test("leads to each place in the editor", async () => {
      const { answers, asked } = recorded(answersOf());
      const { page, sent, close } = await openPanel(browser, { answers });
      await open(page, 2);
      await page.getByRole("button", { name: "server/import/source.ts" }).click();
      await page.getByRole("button", { name: "lines 12–40" }).click();
      const path = "/home/ada/code/notes/server/import/source.ts";
      expect(asked("tokenworth/lines")).toEqual([{ agent: "a", session: "s2", path }]);
      await expect.poll(() => sent.at(-1)).toEqual({ kind: "open", path, line: 12 });
      await page.getByRole("button", { name: "line 58, changed a little since" }).click();
      await expect.poll(() => sent.at(-1)).toEqual({ kind: "open", path, line: 58 });
      await page.getByRole("button", { name: "server/import/source.ts" }).click();
      expect(await page.locator(".fates").count()).toBe(0);
      await close();
    });

    test("has a timeline, drawn and as a table", async () => {
      const { page, close } = await openPanel(browser, { answers: answersOf() });
      await open(page, 2);
      const said = await page
        .locator("session-story .chart-spot")
        .evaluateAll((all) => all.map((each) => each.getAttribute("aria-label")));
      expect(said[0]).toBe("Prompt, Nov 20, 01:40, Turn 1: Retry policy for the uploader");
      expect(said.at(-1)).toBe("Reverted, Nov 22, 14:40, 51 lines, in commit 3f2c3eb0");
      await page.getByRole("button", { name: "Table of Timeline" }).click();
      expect(await page.locator("session-story .chart-table tbody tr").count()).toBe(said.length);
      await close();
    });

    test("is left by its key, and one that is not known any more says so", async () => {
      const { page, close } = await openPanel(browser, {
        answers: (method, params) => (method === "tokenworth/session" ? null : answersOf()(method, params)),
      });
      await page.locator("#session-3").click();
      await page.getByText("This session is not known any more.").waitFor();
      await page.getByRole("button", { name: "← All sessions" }).click();
      await grid(page).waitFor();
      expect(await page.locator("session-story").count()).toBe(0);
      await close();
    });

    test("an error of the server is told in its place, and the other cards stay", async () => {
      const { page, close } = await openPanel(browser, {
        answers: (method, params) => {
          if (method === "tokenworth/session") throw new Error("the picture is gone");
          return answersOf()(method, params);
        },
      });
      await page.locator("#session-3").click();
      await page.locator("session-story [role=alert]", { hasText: "the picture is gone" }).waitFor();
      expect(await page.locator("#over-time .chart-spot").count()).toBe(5);
      await close();
    });

    test("its turns and fates are copied as CSV", async () => {
      const { page, sent, close } = await openPanel(browser, { answers: answersOf() });
      await open(page, 2);
      await page.getByRole("button", { name: "Copy 3 files as CSV" }).click();
      await expect.poll(() => sent.at(-1)?.kind).toBe("copy");
      const last = sent.at(-1);
      expect(last?.kind === "copy" ? last.text : "").toContain(
        "/home/ada/code/notes/server/import/source.ts,1,31,written,Reverted,sonnet-5,",
      );
      await close();
    });
  });

  test("names made of HTML and script stay text, in the list and in an opened session", async () => {
    const evil = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>\${1}`;
    const hostile = <T extends { readonly agentLabel: string }>(row: T): T => ({
      ...row,
      agentLabel: evil,
      models: [evil],
      repositories: [evil],
    });
    const { page, problems, close } = await openPanel(browser, {
      answers: (method, params) => {
        const answer = answersOf(20)(method, params);
        if (method === "tokenworth/sessions") {
          const found = answer as SessionsPage;
          return { ...found, rows: found.rows.map(hostile) };
        }
        if (method === "tokenworth/prompts") {
          const found = answer as Prompts;
          return {
            ...found,
            sessions: found.sessions.map((each) => ({ ...each, words: each.words.map(() => evil) })),
          };
        }
        if (method !== "tokenworth/session") return answer;
        const story = answer as SessionStory;
        return {
          ...story,
          row: hostile(story.row),
          branch: evil,
          folders: [evil],
          files: story.files.map((file) => ({ ...file, name: evil, repository: evil })),
        };
      },
    });
    await page.locator("#session-0 .session-words", { hasText: "<script>" }).waitFor();
    await page.locator("#session-0").click();
    await page.locator(".story-title", { hasText: "<script>" }).waitFor();
    await page.locator(".file-name").first().click();
    await page.locator(".fates").waitFor();
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(await page.title()).toBe("Tokenworth");
    expect(problems).toEqual([]);
    await close();
  });

  test.for(THEMES)(
    "has no serious finding by axe in %s, narrow and wide, the list and an opened session",
    async (theme) => {
      for (const width of [360, 1400]) {
        const { page, problems, close } = await openPanel(browser, { answers: answersOf(), theme, width });
        await wordsShown(page);
        expect(await findings(page)).toEqual([]);
        await page.locator("#session-2").click();
        await page.locator(".file-name").first().click();
        await page.locator(".runs").waitFor();
        await page.getByRole("button", { name: "Table of Timeline" }).click();
        expect(await findings(page)).toEqual([]);
        expect(problems).toEqual([]);
        await close();
      }
    },
  );
});
