// The panel shows the figures of `report --format json`, card by card, whatever the filters; what it copies is exact.
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../../server/protocol/report.ts";
import { tellEveryOutcome } from "../../harness/every-outcome.ts";
import { hasHost, openHost, type TestHost } from "../../harness/host.ts";
import type { LiveStory } from "../../harness/live-story.ts";
import { openPanel, type PanelWindow } from "../../harness/panel-window.ts";
import { reportOf } from "../../harness/story-ask.ts";
import { cellsOf, tableOf } from "../../harness/told-by-csv.ts";
import { whenStatusShows } from "../../harness/workbench.ts";

const OUTCOMES = {
  Kept: "kept",
  "Still open": "open",
  Reworked: "reworked",
  Reverted: "reverted",
  Discarded: "discarded",
  Outside: "outside",
  "Questions, plans, reviews": "noCode",
} as const;

describe.skipIf(!hasHost)("the panel", () => {
  let story: LiveStory;
  let host: TestHost;
  let page: Page;
  let panel: PanelWindow;
  let report: Report;
  beforeAll(async () => {
    story = tellEveryOutcome();
    report = await reportOf(story, { ledger: "apart", args: ["--all"] });
    host = await openHost({ home: story.home, data: story.data, env: story.env });
    page = await host.open(story.repo);
    await whenStatusShows(page, /\$\d/);
    panel = await openPanel(page);
    await panel.filter("Period", "All time");
    await panel.card("outcomes").getByText("Reverted").waitFor();
    return async () => {
      await host.stop();
      story.close();
    };
  });

  /** What the card of outcomes says, as the report would. */
  async function spendCopied(): Promise<Record<string, Record<string, number>>> {
    const table = tableOf(await panel.copied("Where it went"));
    const column = (head: string): Record<string, number> =>
      Object.fromEntries(
        Object.entries(OUTCOMES).map(([label, outcome]) => [outcome, Number(table.get(label)?.get(head))]),
      );
    return { spend: column("Spend"), spendTokens: column("Tokens"), lines: column("Lines") };
  }

  const told = ({ spend, spendTokens, lines }: Report["totals"]) => ({
    spend,
    spendTokens,
    lines: expect.objectContaining({ kept: lines.kept, reverted: lines.reverted, open: lines.open }),
  });

  test("has something in every outcome to tell", () => {
    expect(Object.values(report.totals.spend).filter((usd) => usd > 0)).toHaveLength(7);
  });

  test("tells where the money went as the report does", async () => {
    await expect.poll(spendCopied).toEqual(told(report.totals));
  });

  test("tells the two figures from the report's", async () => {
    const [, now = []] = cellsOf(await panel.copied("Value per token"));
    const [, , , sessions, cost, lastedUsd] = now.map(Number);
    expect({ sessions, cost }).toEqual({ sessions: report.sessions.length, cost: report.totals.costUsd });
    expect(lastedUsd).toBeCloseTo(report.totals.spend.kept / (report.totals.costUsd ?? 0), 9);
  });

  test("tells the weeks, and they add up", async () => {
    const [heads = [], ...weeks] = cellsOf(await panel.copied("Over time"));
    const column = heads.indexOf("Spent in USD");
    const sum = weeks.reduce((total, week) => total + Number(week[column]), 0);
    expect(sum).toBeCloseTo(report.totals.costUsd ?? 0, 9);
  });

  test("tells agents, models, kinds and contexts, and each adds up", async () => {
    for (const tab of ["Agent", "Model", "Kind of file", "Size of context"]) {
      await panel.card("breakdown").getByRole("tab", { name: tab, exact: true }).click();
      const rows = [
        ...tableOf(await panel.copied("By agent, model, kind of file, size of context")).values(),
      ];
      const sum = rows.reduce((total, row) => total + Number(row.get("Spend")), 0);
      expect([tab, sum]).toEqual([tab, expect.closeTo(report.totals.costUsd ?? 0, 9)]);
    }
  });

  test("lists every session as the report does", async () => {
    const [heads = [], ...rows] = cellsOf(await panel.copied("Sessions"));
    const at = (name: string): number => heads.indexOf(name);
    const shown = rows.map((row) => ({
      id: row[at("Session")],
      costUsd: Number(row[at("Cost in USD")]),
      requests: Number(row[at("Requests")]),
      kept: Number(row[at("Lines kept")]),
      spend: Object.fromEntries(
        Object.entries(OUTCOMES).map(([label, outcome]) => [outcome, Number(row[at(`${label}, in USD`)])]),
      ),
    }));
    const expected = report.sessions.map(({ id, costUsd, requests, lines, spend }) => ({
      id,
      costUsd,
      requests,
      kept: lines.kept,
      spend,
    }));
    const byId = (a: { id?: string | undefined }, b: { id?: string | undefined }): number =>
      (a.id ?? "").localeCompare(b.id ?? "");
    expect(shown.toSorted(byId)).toEqual(expected.toSorted(byId));
  });

  test("shows only what an agent did when it is chosen", async () => {
    await panel.filter("Agent", "Codex");
    const codex = report.sessions.filter(({ agent }) => agent === "codex");
    const cost = codex.reduce((sum, session) => sum + (session.costUsd ?? 0), 0);
    await expect
      .poll(async () => Object.values((await spendCopied())["spend"] ?? {}).reduce((a, b) => a + b, 0))
      .toBeCloseTo(cost, 9);
    await panel.filter("Agent", "All agents");
  });

  test("shows only what lies in a repository when it is chosen", async () => {
    const own = await reportOf(story, { ledger: "apart" });
    await panel.filter("Repository", "repo");
    await expect.poll(spendCopied).toEqual(told(own.totals));
    await panel.filter("Repository", "All repositories");
  });

  test("leaves the sessions of an outcome when it is pressed, and all when it is pressed again", async () => {
    const discarded = panel.card("outcomes").getByRole("button", { name: "Discarded" });
    await discarded.click();
    await panel.card("sessions").getByText("Only sessions that spent something on: Discarded").waitFor();
    await panel.card("sessions").getByText("1 session", { exact: true }).waitFor();
    expect(await discarded.getAttribute("aria-pressed")).toBe("true");
    await discarded.click();
    await panel.card("sessions").getByText("3 sessions", { exact: true }).waitFor();
    expect(await discarded.getAttribute("aria-pressed")).toBe("false");
  });

  test("sorts sessions by what is pressed, one way and the other", async () => {
    const costs = async (): Promise<number[]> =>
      cellsOf(await panel.copied("Sessions"))
        .slice(1)
        .map((row) => Number(row[9]));
    const button = panel.card("sessions").getByRole("button", { name: "Cost" });
    const all = report.sessions.map(({ costUsd }) => costUsd ?? 0);
    await button.click();
    await expect.poll(costs).toEqual(all.toSorted((a, b) => b - a));
    await button.click();
    await expect.poll(costs).toEqual(all.toSorted((a, b) => a - b));
  });

  test("opens a session: its words, turns and files, and a place in the editor", async () => {
    const sessions = panel.card("sessions");
    await sessions.getByText("Split the importer by source").click();
    await sessions.getByRole("heading", { name: "Split the importer by source" }).waitFor();
    for (const words of ["Add tax to the total", "Name the columns", "Plan the next step"])
      await sessions.getByText(words).first().waitFor();
    await sessions.getByRole("button", { name: /src\/app\.ts/ }).click();
    await sessions.getByRole("button", { name: /lines 1–6/ }).click();
    await page.locator('.tab[data-resource-name="app.ts"].active').waitFor();
    expect(await page.getByText(/^Ln \d/).textContent()).toMatch(/^Ln 1, Col 1/);
    await sessions.getByRole("button", { name: "← All sessions" }).click();
    await sessions.getByText("3 sessions", { exact: true }).waitFor();
  });

  test("tells what it stands on, and where that is kept", async () => {
    const knows = panel.card("knows");
    await knows.locator("summary").click();
    await knows.getByText(story.data).first().waitFor();
    expect(await knows.innerText()).toContain(dirname(story.repo));
  });

  test("erases everything on a yes alone", async () => {
    await panel.card("knows").getByRole("button", { name: "Erase everything" }).click();
    const dialog = page.locator(".monaco-dialog-box");
    await dialog.getByText("3 sessions").waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await panel.card("sessions").getByText("3 sessions", { exact: true }).waitFor();
    // What was read stays when the agents' logs are gone; then erasing it is for good.
    for (const folder of [".claude", ".codex"]) rmSync(join(story.home, folder), { recursive: true });
    await panel.card("knows").getByRole("button", { name: "Erase everything" }).click();
    await dialog.getByText("3 of the logs that told of them are gone").waitFor();
    await dialog.getByRole("button", { name: "Erase" }).click();
    await page.getByText("Erased.").first().waitFor();
    await panel.frame.getByRole("button", { name: "Refresh" }).click();
    await panel.frame.getByText("No logs of coding agents were found").waitFor();
    const after = await reportOf(story, { args: ["--all"], env: { TOKENWORTH_HOME: story.data } });
    expect(after.coverage.sessions).toBe(0);
  });
});
