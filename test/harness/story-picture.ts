// Holds the picture that the panel's figures are made from against the report of the same story.
import { expect } from "vitest";
import { NONE, OUTCOMES, type Picture } from "../../server/metrics/picture.ts";
import type { Figures, Report } from "../../server/protocol/report.ts";
import { ask, engineAsked, reportOf, type Asking } from "./story-ask.ts";
import { checkOverviews } from "./story-overview.ts";
import type { Story } from "./story.ts";

/** The picture of a story, and the one of costs alone that came before it. */
export async function pictureOf(
  story: Story,
  asking: Asking = {},
): Promise<{ readonly spend: Picture; readonly whole: Picture }> {
  const spends: Picture[] = [];
  const question = {
    now: Date.parse(story.clock.now()),
    folders: [story.repo],
    withGit: true,
    resume: false,
    onProgress: () => {},
    onNotice: () => {},
    signal: new AbortController().signal,
  };
  const answer = await engineAsked(
    story,
    (engine) => engine.picture(question, (spend) => spends.push(spend)),
    asking,
  );
  const [spend] = spends;
  if (!answer.ok) expect.fail(answer.message);
  if (answer.value === null || spend === undefined) expect.fail("there were no costs");
  return { spend, whole: answer.value };
}

/** The pieces and what is no code add up to the report's, of the repository and of all. Answers the picture. */
export async function checkPicture(story: Story, report: Report): Promise<Picture> {
  const { spend, whole } = await pictureOf(story);
  const all: Report = JSON.parse(await ask(story, ["report", "--all", "--now", story.clock.now()], {}));
  expect(sums(whole, null)).toEqual(figuresOf(all));
  expect(sums(whole, report.repository)).toEqual(figuresOf(report));
  for (const { root } of whole.repositories) {
    if (root === report.repository) continue;
    expect(sums(whole, root)).toEqual(figuresOf(await reportOf(story, { in: root })));
  }
  expect(spend).toMatchObject({ followed: false, paths: [], commits: [] });
  expect(spend.spends).toEqual(whole.spends);
  expect(spend.turns).toEqual(whole.turns);
  checkStays(whole);
  checkOverviews(whole, [all, report], Date.parse(story.clock.now()));
  return whole;
}

type Sums = Pick<Figures, "lines" | "spendTokens"> & { readonly spend: Readonly<Record<string, string>> };

/** Money as digits: a report's are the nearest numbers to as many picodollars. */
const figuresOf = ({ totals: { lines, spend, spendTokens } }: Report): Sums => ({
  lines,
  spendTokens,
  spend: Object.fromEntries(Object.entries(spend).map(([name, usd]) => [name, String(usd)])),
});

/** What falls to a repository (null: all) by the picture. */
function sums({ sessions, turns, spends, pieces, repositories }: Picture, root: string | null): Sums {
  const asked = root === null ? null : repositories.findIndex((one) => one.root === root);
  const isHome = (turn: number): boolean =>
    asked === null || sessions[turns.session[turn] ?? NONE]?.home === asked;
  const lines: Record<string, number> = { written: 0, removed: 0 };
  const money: Record<string, bigint> = { noCode: 0n };
  const tokens: Record<string, number> = { noCode: 0 };
  for (const name of OUTCOMES) [lines[name], money[name], tokens[name]] = [0, 0n, 0];
  const add = (sum: Record<string, number>, name: string, more: number): void => {
    sum[name] = (sum[name] ?? 0) + more;
  };
  const withPieces = new Set(pieces.turn);
  pieces.turn.forEach((turn, row) => {
    const repository = pieces.repository[row] ?? NONE;
    if (asked !== null && (repository === NONE ? !isHome(turn) : repository !== asked)) return;
    const name = OUTCOMES[pieces.outcome[row] ?? -1] ?? "";
    money[name] = (money[name] ?? 0n) + (pieces.cost[row] ?? 0n);
    add(tokens, name, pieces.tokens[row] ?? 0);
    if (pieces.written[row] === 1) {
      add(lines, name, pieces.lines[row] ?? 0);
      add(lines, "written", pieces.lines[row] ?? 0);
    } else add(lines, "removed", pieces.lines[row] ?? 0);
  });
  spends.turn.forEach((turn, row) => {
    if (withPieces.has(turn) || !isHome(turn)) return;
    money["noCode"] = (money["noCode"] ?? 0n) + (spends.cost[row] ?? 0n);
    for (const kind of [spends.input, spends.output, spends.cacheRead, spends.cacheWrite])
      add(tokens, "noCode", kind[row] ?? 0);
  });
  return {
    lines: lines as unknown as Figures["lines"],
    spendTokens: tokens as unknown as Figures["spendTokens"],
    spend: Object.fromEntries(
      Object.entries(money).map(([name, pico]) => [name, String(Number(pico) / 1e12)]),
    ),
  };
}

/** Work is kept if and only if it came onto the main line and is there still; what came and went did so in that order. */
function checkStays({ pieces, commits, repositories }: Picture): void {
  pieces.turn.forEach((_, row) => {
    const [from = 0, until = 0] = [pieces.from[row], pieces.until[row]];
    const outcome = OUTCOMES[pieces.outcome[row] ?? -1];
    expect(!Number.isNaN(from) && Number.isNaN(until)).toBe(outcome === "kept");
    expect(Number.isNaN(from) && !Number.isNaN(until)).toBe(false);
    expect(until < from).toBe(false);
    const [landed, gone] = [commits[pieces.landed[row] ?? NONE], commits[pieces.gone[row] ?? NONE]];
    if (landed !== undefined) expect(from).toBe(landed.at);
    if (gone !== undefined) expect(until).toBe(Math.max(from, gone.at));
  });
  for (const { repository } of commits) expect(repositories[repository]).toBeDefined();
}
