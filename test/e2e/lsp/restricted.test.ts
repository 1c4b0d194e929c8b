// A workspace that is not trusted: what was spent is told, and no repository is looked at.
import { expect, test } from "vitest";
import { DID_TRUST } from "../../../server/protocol/names.ts";
import { gatedGit } from "./gated-git.ts";
import { costOf, envOf, isReady, money, serverFor, tellToday } from "./told.ts";

test("no git is run before the user trusts the workspace", async () => {
  const story = tellToday();
  const git = gatedGit(story);
  const claude = story.agent("claude-code");
  claude.prompt().change("src/app.ts", { at: 2, add: 3 });
  const server = await serverFor(story, { trusted: false, env: { ...envOf(story), PATH: git.path } });
  const status = await server.until(({ freshness }) => freshness.activity === "ready");
  expect(status.freshness).toMatchObject({ restricted: true, outcomesAsOf: null });
  expect(money(status.workspace.today.costUsd)).toBe(costOf(claude));
  expect(status.workspace.spend).toBeNull();

  story.commit("Work");
  claude.prompt().change("src/app.ts", { at: 2, add: 1 });
  await server.until(({ all }) => money(all.today.costUsd) === costOf(claude));
  const asked = { agent: "claude-code", session: claude.id };
  const path = `${story.repo}/src/app.ts`;
  expect(await server.ask("tokenworth/lines", { ...asked, path })).toBeNull();
  expect(await server.ask("tokenworth/knows", {})).toMatchObject({ repositories: [], problems: [] });
  expect(await server.ask("tokenworth/session", { ...asked, demo: false })).toMatchObject({ fates: [] });
  await expect(
    server.ask("tokenworth/forget", { asked: { what: "repository", name: story.repo }, erase: false }),
  ).rejects.toMatchObject({ code: -32803 });
  expect(git.calls()).toBe(0);

  await server.connection.sendNotification(DID_TRUST);
  const trusted = await server.until(isReady);
  expect(trusted.freshness.restricted).toBe(false);
  expect(money(trusted.workspace.spend?.kept)).not.toBe(money(0));
  expect(git.calls()).toBeGreaterThan(0);
  expect(await server.ask("tokenworth/lines", { ...asked, path })).toMatchObject({
    runs: [{ evidence: "exact" }, {}],
  });
});
