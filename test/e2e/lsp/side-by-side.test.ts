// Two windows of an editor, each with its server, on one ledger.
import { expect, test } from "vitest";
import { costOf, isReady, money, serverFor, tellToday } from "./told.ts";

test("both tell the same, from an empty ledger on and as a log grows", async () => {
  const story = tellToday();
  const [claude, codex] = [story.agent("claude-code"), story.agent("codex")];
  claude.prompt().change("src/app.ts", { at: 2, add: 3 });
  const servers = await Promise.all([serverFor(story), serverFor(story)]);
  for (const server of servers) {
    const status = await server.until(isReady);
    expect(money(status.all.today.costUsd)).toBe(costOf(claude));
  }
  for (let turn = 0; turn < 5; turn++) {
    codex.prompt().change("src/app.ts", { at: 1, add: 1 });
    claude.prompt().change("src/app.ts", { at: 5, add: 1 });
  }
  const expected = costOf(claude, codex);
  const told = await Promise.all(
    servers.map((server) =>
      server.until((status) => isReady(status) && money(status.all.today.costUsd) === expected),
    ),
  );
  expect(told.map(({ all }) => all)).toEqual([told[0]?.all, told[0]?.all]);
  expect(servers.flatMap(({ logged }) => logged)).toEqual([]);
});
