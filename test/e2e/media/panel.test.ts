// The panel in a real browser, under the editor's policy: what it shows, asks, remembers and says aloud.
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Filter, Freshness, Status } from "../../../server/protocol/panel.ts";
import { aDoctor } from "../../media/a-doctor.ts";
import { aStatus } from "../../media/a-status.ts";
import { answersOf } from "../../media/answers.ts";
import { changeTheme, missingBrowser, openBrowser, openPanel, type Answers } from "../../media/harness.ts";
import { oddStates, overviewChanged } from "../../media/odd-states.ts";
import { THEMES } from "../../media/themes.ts";

/** Serious and critical findings, with the elements they concern. */
async function findings(page: Page, without: readonly string[] = []): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as axe.AxeResults;
  return violations
    .filter(({ impact, id }) => (impact === "serious" || impact === "critical") && !without.includes(id))
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

const freshly = (freshness: Partial<Freshness>, sessions = 51): Status =>
  aStatus({ freshness: { ...aStatus().freshness, ...freshness }, sessions });

const noOverview: Answers = () => {
  throw new Error("not yet");
};

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

  test.for([
    ["dark", 1400],
    ["light", 360],
    ["high-contrast", 800],
    ["high-contrast-light", 1400],
  ] as const)(
    "has no serious finding by axe in %s at a width of %i, with all opened",
    async ([theme, width]) => {
      const { page, close } = await openPanel(browser, { answers: answersOf(), theme, width });
      for (const summary of await page.locator("summary").all()) await summary.press("Enter");
      await page.locator("#knows dl").first().waitFor();
      expect(await findings(page)).toEqual([]);
      await close();
    },
  );

  test.for(Object.keys(oddStates))(
    "has no serious finding by axe, in any theme, where there is little to show: %s",
    async (name) => {
      const { page, close } = await openPanel(browser, oddStates[name] ?? { answers: answersOf() });
      for (const theme of THEMES) {
        await changeTheme(page, theme);
        expect([theme, ...(await findings(page))]).toEqual([theme]);
      }
      await close();
    },
  );

  test("is walked through by Tab alone, in the order shown, and one sees where one is", async () => {
    const { page, close } = await openPanel(browser, { answers: answersOf() });
    await page.locator("#session-0 .session-cost").waitFor();
    const reachable = (await page.evaluate(`
      [...document.querySelectorAll("button, select, summary, vscode-button, [tabindex]")]
        .filter((element) => element.tabIndex >= 0 && element.checkVisibility())
        .map((element, at) => { element.dataset.at = at; return at; })`)) as number[];
    const seen: number[] = [];
    const unseen: string[] = [];
    while (seen.length <= reachable.length) {
      await page.keyboard.press("Tab");
      const [at, visible, html] = (await page.evaluate(`(() => {
        const { dataset, outerHTML } = document.activeElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        return [Number(dataset.at ?? -1), outlineStyle !== "none" && outlineWidth !== "0px", outerHTML.slice(0, 120)];
      })()`)) as [number, boolean, string];
      if (at < 0 || at === seen[0]) break;
      seen.push(at);
      if (!visible) unseen.push(html);
    }
    expect(reachable.length).toBeGreaterThan(25);
    expect(seen).toEqual(reachable);
    expect(unseen).toEqual([]);
    await close();
  });

  describe("filters", () => {
    test("are asked with, remembered, and combined", async () => {
      const filters: Filter[] = [];
      const { page, sent, close } = await openPanel(browser, {
        answers: overviewChanged((overview) => {
          filters.push(overview.filter);
          return overview;
        }),
      });
      await page.getByLabel("Agent", { exact: true }).first().selectOption({ label: "Other Agent" });
      await page.getByLabel("Period", { exact: true }).selectOption({ label: "All time" });
      await page.getByText("in all.").waitFor();
      const last: Filter = { period: "all", repository: null, agent: "b", model: null, demo: false };
      expect(filters.at(-1)).toEqual(last);
      expect(sent.at(-1)).toEqual({ kind: "remember", filter: last });
      await close();
    });

    test("begin with what was remembered, even where it can't be offered any more", async () => {
      const filter: Filter = { period: "7d", repository: "/gone", agent: null, model: null, demo: false };
      const { page, close } = await openPanel(browser, { answers: answersOf(), filter });
      expect(await page.getByLabel("Period", { exact: true }).inputValue()).toBe("7d");
      expect(await page.getByLabel("Repository", { exact: true }).first().inputValue()).toBe("/gone");
      await close();
    });

    test("while the answer is on its way, the old one stays, dimmed", async () => {
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const { page, close } = await openPanel(browser, {
        answers: async (method, params: { readonly filter: Filter }) => {
          if (params.filter.period === "7d") await held;
          return answersOf()(method, params as never);
        },
      });
      await page.getByLabel("Period", { exact: true }).selectOption("7d");
      await page.locator(".cards.late").waitFor();
      expect(await page.locator(".sentence").textContent()).toContain("30 days");
      release();
      await page.getByText("in the last 7 days").waitFor();
      await page.locator(".cards:not(.late)").waitFor();
      await close();
    });

    test("a late answer to a filter that was changed since is not shown", async () => {
      const { page, close } = await openPanel(browser, { answers: answersOf() });
      await page.evaluate(() => {
        const period = document.querySelector<HTMLSelectElement>("select");
        for (const value of ["7d", "90d", "365d"]) {
          if (period === null) throw new Error("no period");
          period.value = value;
          period.dispatchEvent(new Event("change"));
        }
      });
      await page.getByText("in the last 365 days").waitFor();
      expect(await page.getByLabel("Period", { exact: true }).inputValue()).toBe("365d");
      await close();
    });
  });

  describe("tables", () => {
    const firstColumn = (page: Page): Promise<string[]> =>
      page.locator("#breakdown tbody th").allInnerTexts();

    test("are sorted by keys, and say how", async () => {
      const { page, close } = await openPanel(browser, { answers: answersOf() });
      await page.getByRole("tab", { name: "Agent" }).focus();
      await page.keyboard.press("ArrowRight");
      expect(await page.evaluate("document.activeElement.textContent.trim()")).toBe("Model");
      expect(await firstColumn(page)).toEqual(["opus-4.6", "gpt-5.5", "sonnet-5", "gpt-5.4", "tiny-local"]);
      const sessions = page.locator("#breakdown th", { hasText: "Sessions" });
      await sessions.getByRole("button").focus();
      await page.keyboard.press("Enter");
      expect(await sessions.getAttribute("aria-sort")).toBe("descending");
      await page.keyboard.press("Space");
      expect(await sessions.getAttribute("aria-sort")).toBe("ascending");
      expect(await firstColumn(page)).toEqual(["tiny-local", "gpt-5.4", "sonnet-5", "gpt-5.5", "opus-4.6"]);
      await close();
    });

    test("what is not known stands last, whichever way it is sorted", async () => {
      const { page, close } = await openPanel(browser, { answers: answersOf() });
      await page.getByRole("tab", { name: "Model" }).click();
      const spend = page.locator("#breakdown th", { hasText: "Spend" }).getByRole("button");
      expect((await firstColumn(page)).at(-1)).toBe("tiny-local");
      await spend.click();
      expect((await firstColumn(page))[0]).toBe("gpt-5.4");
      expect((await firstColumn(page)).at(-1)).toBe("tiny-local");
      await close();
    });

    test("are copied as CSV, in the order shown", async () => {
      const { page, sent, close } = await openPanel(browser, { answers: answersOf() });
      await page.getByRole("tab", { name: "Model" }).click();
      await page.getByRole("button", { name: "Copy By agent, model" }).click();
      await expect.poll(() => sent.at(-1)?.kind).toBe("copy");
      const text = sent.flatMap((message) => (message.kind === "copy" ? [message.text] : []))[0] ?? "";
      expect(text.split("\r\n").map((line) => line.split(",")[0])).toEqual([
        "Model",
        "opus-4.6",
        "gpt-5.5",
        "sonnet-5",
        "gpt-5.4",
        "tiny-local",
        "",
      ]);
      await close();
    });
  });

  test("an outcome that is pressed says that it limits the sessions, and lets go again", async () => {
    const { page, close } = await openPanel(browser, { answers: answersOf() });
    const reworked = page.getByRole("button", { name: "Reworked" });
    await reworked.focus();
    await page.keyboard.press("Enter");
    expect(await reworked.getAttribute("aria-pressed")).toBe("true");
    await page.getByText("The sessions are limited to: Reworked").waitFor();
    await page.getByRole("button", { name: "Show all sessions" }).click();
    expect(await reworked.getAttribute("aria-pressed")).toBe("false");
    await close();
  });

  test("looked at again after it was hidden, it is as it was left", async () => {
    const { page, close } = await openPanel(browser, { answers: answersOf() });
    await page.getByRole("tab", { name: "Model" }).click();
    await page.locator("#breakdown th", { hasText: "Sessions" }).getByRole("button").click();
    await page.getByRole("button", { name: "Reworked" }).click();
    await page.evaluate(`new Promise((resolve) => {
      addEventListener("scrollend", resolve);
      scrollTo(0, 500);
    })`);
    await page.reload();
    await page.locator(".cards").waitFor();
    expect(await page.getByRole("tab", { name: "Model" }).getAttribute("aria-selected")).toBe("true");
    const sessions = page.locator("#breakdown th", { hasText: "Sessions" });
    expect(await sessions.getAttribute("aria-sort")).toBe("descending");
    expect(await page.getByRole("button", { name: "Reworked" }).getAttribute("aria-pressed")).toBe("true");
    // Charts are drawn a little later, when they know their width.
    expect(await page.evaluate("scrollY")).toBeGreaterThan(450);
    await close();
  });

  test("where the system allows few colours, patterns tell outcomes apart", async () => {
    const { page, close } = await openPanel(browser, { answers: answersOf(), forcedColors: true });
    const fills = await page
      .locator("#outcomes .large-bar rect")
      .evaluateAll((all) => all.map((each) => getComputedStyle(each).fill));
    expect(new Set(fills).size).toBe(7);
    // axe takes a text's colour from -webkit-text-fill-color, which does not tell the one that the system forces.
    expect(await findings(page, ["color-contrast"])).toEqual([]);
    await close();
  });

  test("what is known is asked for when it is opened, and erasing is one command", async () => {
    const { page, asked, sent, close } = await openPanel(browser, { answers: answersOf() });
    expect(asked).not.toContain("tokenworth/knows");
    await page.locator("#knows summary").click();
    await page.getByText(aDoctor.ledger.folder).waitFor();
    expect(asked).toContain("tokenworth/knows");
    await page.locator("vscode-button", { hasText: "Erase everything" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => sent.at(-1)).toEqual({ kind: "run", command: "tokenworth.eraseEverything" });
    await close();
  });

  test("names made of HTML and script stay text", async () => {
    const name = `<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>`;
    const { page, problems, close } = await openPanel(browser, {
      answers: (method, params) =>
        JSON.parse(
          JSON.stringify(answersOf()(method, params)).replaceAll(
            /"(?:opus-4\.6|Demo Agent|tokenworth|main)"/g,
            JSON.stringify(name),
          ),
        ),
    });
    await page.getByRole("tab", { name: "Model" }).click();
    await page.locator("#knows summary").click();
    await page.locator("#knows dl").first().waitFor();
    expect(await page.locator("#breakdown tbody th").first().innerText()).toBe(name);
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(await page.evaluate("window.pwned")).toBeUndefined();
    expect(problems).toEqual([]);
    await close();
  });

  test("texts are the user's language's, numbers its own", async () => {
    const { page, close } = await openPanel(browser, {
      answers: answersOf(),
      texts: { "Where it went": "Wohin es ging", Kept: "Geblieben" },
      locale: "de",
    });
    expect(await page.locator("#outcomes h2").innerText()).toBe("Wohin es ging");
    expect(await page.locator("#outcomes tbody tr").first().innerText()).toContain("111,26\u00a0$");
    expect(await page.locator("html").getAttribute("lang")).toBe("de");
    await close();
  });

  test("new words of the server are asked for anew; its progress alone is not", async () => {
    const status = freshly({});
    const { page, asked, tell, close } = await openPanel(browser, { answers: answersOf(), status });
    const overviews = (): number => asked.filter((method) => method === "tokenworth/overview").length;
    const reading = freshly({ activity: "reading", progress: { doing: "reading", done: 43, total: 100 } });
    await tell({ kind: "changed", status: reading });
    await page.getByText("reading logs 43%").waitFor();
    expect(overviews()).toBe(2);
    await tell({
      kind: "changed",
      status: {
        ...reading,
        freshness: { ...reading.freshness, progress: { doing: "reading", done: 50, total: 100 } },
      },
    });
    await page.getByText("reading logs 50%").waitFor();
    expect(overviews()).toBe(2);
    await tell({ kind: "changed", status: freshly({ outcomesAsOf: "2026-11-20T13:00:00.000Z" }) });
    await page.getByText("up to date 13:00").waitFor();
    expect(overviews()).toBe(3);
    await close();
  });

  test("an answer that fails says so above what is there, and is asked for again", async () => {
    let failing = false;
    const { page, tell, close } = await openPanel(browser, {
      answers: (method, params) => {
        if (failing) throw new Error("It took too long.");
        return answersOf()(method, params);
      },
      status: freshly({}),
    });
    failing = true;
    await tell({ kind: "changed", status: freshly({ costsAsOf: "2026-11-20T13:00:00.000Z" }) });
    await page.getByText("It took too long.").first().waitFor();
    expect(await page.locator(".sentence").innerText()).toContain("$182.40");
    failing = false;
    await page.locator("vscode-button", { hasText: "Try again" }).click();
    await page.locator(".banner").waitFor({ state: "detached" });
    await close();
  });

  describe("where there is nothing to show", () => {
    test("at first: that logs are read, and how far", async () => {
      const { page, close } = await openPanel(browser, {
        answers: () => new Promise(() => undefined),
        status: freshly({ activity: "reading", progress: { doing: "reading", done: 1, total: 4 } }, 0),
      });
      expect(await page.locator(".instead").innerText()).toContain("25%");
      expect(await findings(page)).toEqual([]);
      await close();
    });

    test("no logs: what was looked for, and made-up data with a way back", async () => {
      const { page, sent, close } = await openPanel(browser, {
        answers: overviewChanged((overview) =>
          overview.filter.demo
            ? overview
            : {
                ...overview,
                choices: { repositories: [], agents: [], models: [] },
                coverage: { ...overview.coverage, sessions: 0 },
              },
        ),
        status: freshly({}, 0),
      });
      await page.locator("summary").click();
      await page.getByText("/home/ada/.c/sessions").waitFor();
      expect(await findings(page)).toEqual([]);
      await page.getByText("See it with made-up data").click();
      await page.getByText("This is made-up data").waitFor();
      expect(await page.locator(".sentence").count()).toBe(1);
      await page.getByText("Back to my own").click();
      await page.getByText("No logs of coding agents were found").waitFor();
      expect(sent.flatMap((message) => (message.kind === "remember" ? [message.filter] : []))).toEqual([
        expect.objectContaining({ demo: true }),
        expect.objectContaining({ demo: false }),
      ]);
      await close();
    });

    test("nothing that the filters leave: a way out of them", async () => {
      const { page, close } = await openPanel(browser, {
        answers: overviewChanged((overview) =>
          overview.filter.period === "all"
            ? overview
            : { ...overview, coverage: { ...overview.coverage, sessions: 0 } },
        ),
      });
      expect(await page.locator(".cards").count()).toBe(0);
      await page.getByText("Show everything").click();
      await page.getByText("in all.").waitFor();
      expect(await page.locator(".instead").count()).toBe(0);
      await close();
    });

    test("a server that has ended: a restart and the log", async () => {
      const { page, sent, close } = await openPanel(browser, {
        answers: noOverview,
        surroundings: { server: "stopped" },
      });
      await page.getByText("The server has stopped").waitFor();
      await page.getByText("Restart", { exact: true }).click();
      await page.getByText("Show log").click();
      await expect
        .poll(() => sent.slice(1))
        .toEqual([
          { kind: "run", command: "tokenworth.restartServer" },
          { kind: "run", command: "tokenworth.showLog" },
        ]);
      expect(await findings(page)).toEqual([]);
      await close();
    });

    test("a server that ends later: what was shown stays", async () => {
      const { page, tell, close } = await openPanel(browser, { answers: answersOf() });
      await tell({ kind: "surroundings", surroundings: { server: "stopped", virtual: false, remote: null } });
      await page.getByText("What is shown is its last answer").waitFor();
      expect(await page.locator(".sentence").count()).toBe(1);
      await close();
    });

    test("a workspace that is not trusted: costs, and how to trust it", async () => {
      const restricted = { restricted: true, outcomesAsOf: null };
      const { page, sent, close } = await openPanel(browser, {
        answers: overviewChanged((overview) => ({
          ...overview,
          freshness: { ...overview.freshness, ...restricted },
        })),
        status: freshly(restricted),
      });
      expect(await page.locator(".sentence").innerText()).toContain("$182.40");
      expect(await page.locator(".figures .number").allInnerTexts()).toEqual(["–", "–"]);
      expect(await page.locator("#outcomes tbody tr").first().innerText()).not.toContain("$");
      await page.getByText("Manage trust").click();
      await expect.poll(() => sent.at(-1)).toEqual({ kind: "run", command: "tokenworth.manageTrust" });
      await close();
    });

    test("a card that can't be drawn says so, and the others stay", async () => {
      const { page, close } = await openPanel(browser, {
        answers: overviewChanged((overview) => ({ ...overview, breakdowns: null as never })),
      });
      expect(await page.locator("#breakdown [role=alert]").innerText()).toContain("could not be drawn");
      expect(await page.locator(".sentence").count()).toBe(1);
      await close();
    });
  });
});
