// Words of strangers that look like HTML, script, Markdown or commands are shown as the text that they are.
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { hasHost, openHost, type TestHost } from "../../harness/host.ts";
import { openLiveStory, type LiveStory } from "../../harness/live-story.ts";
import { openPanel, type PanelWindow } from "../../harness/panel-window.ts";
import { tooltipOf, whenStatusShows } from "../../harness/workbench.ts";

const PROMPT = `<img src=x onerror="globalThis.owned=1"><script>globalThis.owned=1</script> & "so on"`;
const FILE = `<img src=x onerror=globalThis.owned=1>.ts`;
const MODEL = `<b onmouseover="globalThis.owned=1">model</b>`;
const REPOSITORY = "[x](command:tokenworth.stop) <img src=x> $(flame) **b**";

describe.skipIf(!hasHost)("strangers' words", () => {
  let story: LiveStory;
  let host: TestHost;
  let page: Page;
  let panel: PanelWindow;
  beforeAll(async () => {
    story = openLiveStory();
    const odd = join(dirname(story.repo), REPOSITORY);
    mkdirSync(odd);
    story.gitIn(odd, "init", "-q", "-b", "main");
    const hand = story.agent("claude-code", { in: odd });
    hand.prompt(PROMPT).create(FILE, 3);
    story.commit(PROMPT, { in: odd });
    const usage = { input_tokens: 500, output_tokens: 500 };
    const message = {
      id: "odd",
      model: MODEL,
      role: "assistant",
      content: [{ type: "text", text: PROMPT }],
      usage,
    };
    const frame = {
      sessionId: hand.id,
      cwd: odd,
      timestamp: story.clock.stamp(),
      uuid: "odd",
      requestId: "odd",
    };
    appendFileSync(hand.file, `${JSON.stringify({ ...frame, type: "assistant", message })}\n`);
    host = await openHost({ home: story.home, data: story.data, env: story.env });
    page = await host.open(odd);
    await whenStatusShows(page, "$");
    panel = await openPanel(page);
    return async () => {
      await host.stop();
      story.close();
    };
  });

  const ownedIn = async (): Promise<unknown[]> => [
    await page.evaluate("globalThis.owned"),
    await panel.frame.locator("body").evaluate("globalThis.owned"),
    await panel.frame.locator("img, b[onmouseover]").count(),
    await panel.frame
      .locator("body")
      .evaluate("[...document.scripts].filter((script) => script.text.includes('owned=')).length"),
  ];

  test("are text in the list of sessions and in the filters", async () => {
    await panel.card("sessions").getByText(PROMPT).waitFor();
    const offered = await panel.frame.getByRole("combobox").allInnerTexts();
    expect(offered.join("\n")).toContain(MODEL);
    expect(offered.join("\n")).toContain(REPOSITORY);
    expect(await ownedIn()).toEqual([undefined, undefined, 0, 0]);
  });

  test("are text in an opened session and its files", async () => {
    await panel.card("sessions").getByText(PROMPT).click();
    await panel.card("sessions").getByRole("heading", { name: PROMPT }).waitFor();
    await panel.card("sessions").getByText(FILE).first().click();
    expect(await panel.card("sessions").getByText(FILE).count()).toBeGreaterThan(0);
    expect(await ownedIn()).toEqual([undefined, undefined, 0, 0]);
  });

  test("are text in the status bar's tooltip", async () => {
    expect(await tooltipOf(page)).toContain(REPOSITORY);
    const hover = page.locator(".workbench-hover-container");
    expect(await hover.locator('img, .codicon-flame, a[data-href*="stop"]').count()).toBe(0);
    expect(await ownedIn()).toEqual([undefined, undefined, 0, 0]);
  });
});
