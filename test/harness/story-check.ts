// Holds the command line's answers against the truth of a story, and against the rules that hold in every story.
import { expect, onTestFinished } from "vitest";
import type { Blame, Figures, Report, SessionReport } from "../../server/protocol/report.ts";
import type { Hand } from "./story-agent.ts";
import type { Author, Story } from "./story.ts";
import { blameOf, reportOf } from "./story-ask.ts";
import { checkPicture } from "./story-picture.ts";
import { openStory } from "./story.ts";
import { isSignificant, keyOf } from "./story-text.ts";
import { authorsOf, pathsOf, truthOf } from "./story-truth.ts";

/** Open a story that ends with its test. */
export function tell(files?: readonly string[]): Story {
  const story = openStory(files);
  onTestFinished(() => story.close());
  return story;
}

/** Ask for a report and for the blame of every file, and hold all of it against the truth. Answers the report. */
export async function checkTruth(story: Story, main = "main"): Promise<Report> {
  const report = await reportOf(story);
  checkAccounts(report);
  expect(report.sessions.map((session) => session.id).toSorted()).toEqual(
    [...story.book.hands.keys()].toSorted(),
  );
  for (const truth of truthOf(story, main)) {
    const said = sessionOf(report, truth.id);
    const hand = story.book.hands.get(truth.id);
    expect(said.requests).toBe(hand?.requests());
    expect(pico(said.costUsd)).toBe(pico((hand?.requests() ?? 0) * (hand?.request.costUsd ?? 0)));
    expect({ session: truth.id, ...shortOf(said.lines) }).toEqual({ session: truth.id, ...truth.lines });
    truth.turns.forEach((fates, i) => checkShares(said.turns[i], fates));
  }
  for (const path of pathsOf(story, main)) await checkBlame(story, path, main);
  await checkPicture(story, report);
  return report;
}

/** Money, tokens and lines are in exactly one outcome each, and add up from turns to sessions, to the last digit. */
export function checkAccounts(report: Report): void {
  checkCounts(report);
  for (const figures of [report.totals, ...report.sessions, ...report.sessions.flatMap(({ turns }) => turns)])
    expect(sum(Object.values(figures.spend).map(pico))).toBe(pico(figures.costUsd));
  for (const session of report.sessions)
    expect(pico(session.costUsd)).toBe(sum(session.turns.map((turn) => pico(turn.costUsd))));
  expect(pico(report.totals.costUsd)).toBe(sum(report.sessions.map((session) => pico(session.costUsd))));
}

/** The same without money, whose digits a number can't hold where somebody logs billions. */
export function checkCounts(report: Report): void {
  for (const session of report.sessions) {
    for (const figures of [session, ...session.turns]) checkOutcomes(figures);
    expect(session.requests).toBe(sum(session.turns.map((turn) => turn.requests)));
    expect(tokensOf(session)).toBe(sum(session.turns.map(tokensOf)));
    expect(session.lines).toEqual(addUp(session.turns.map((turn) => turn.lines)));
    expect(session.spendTokens).toEqual(addUp(session.turns.map((turn) => turn.spendTokens)));
  }
  checkOutcomes(report.totals);
  expect(tokensOf(report.totals)).toBe(sum(report.sessions.map(tokensOf)));
}

/** No line has two owners: what sessions keep is what blame calls an agent's, and no commit brought more than it holds. */
export async function checkOnce(story: Story, report: Report, main = "main"): Promise<void> {
  const blamed: AgentsLine[] = [];
  for (const path of pathsOf(story, main)) blamed.push(...(await agentsLines(story, path, main)));
  for (const session of report.sessions) {
    const turns = story.book.turns.get(session.id) ?? [];
    const own = blamed.filter((line) => line.session === session.id);
    // What a turn takes away again itself has no weight, though it has landed in the meantime.
    const kept = own.filter(({ turn, text }) => turns[turn]?.written.has(keyOf(text)) === true);
    expect(kept).toHaveLength(session.lines.kept);
  }
  const landed = report.sessions.flatMap((session) => session.landedIn);
  for (const commit of new Set(landed.map((landing) => landing.commit))) {
    const claimed = sum(landed.filter((l) => l.commit === commit).map((l) => l.written));
    expect(claimed).toBeLessThanOrEqual(significantLinesAdded(story, commit));
  }
}

/** The one session of a hand (or of an id). */
export function sessionOf(report: Report, of: Hand | string): SessionReport {
  const id = typeof of === "string" ? of : of.id;
  const found = report.sessions.filter((session) => session.id === id);
  expect(found).toHaveLength(1);
  return found[0] ?? expect.fail(`no session ${id}`);
}

/** The outcomes of a session's written lines, without those that have none. */
export function shortOf(lines: SessionReport["lines"]): Record<string, number> {
  const { written: _, removed: __, ...outcomes } = lines;
  return Object.fromEntries(Object.entries(outcomes).filter(([, count]) => count > 0));
}

/** By which evidence the lines of a file are known to be an agent's: as many of each. Significant lines only. */
export async function evidenceOf(
  story: Story,
  path: string,
  rev: string | null = "HEAD",
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const line of await agentsLines(story, path, rev))
    counts[line.evidence] = (counts[line.evidence] ?? 0) + 1;
  return counts;
}

type AgentsLine = Extract<Blame["lines"][number], { readonly session: string }> & { readonly text: string };

async function agentsLines(story: Story, path: string, rev: string | null): Promise<AgentsLine[]> {
  const texts = rev === null ? story.lines(path) : story.git("show", `${rev}:${path}`).split("\n");
  return (await blameOf(story, path, rev)).lines.flatMap((line) => {
    const text = texts[line.line - 1] ?? "";
    return "session" in line && isSignificant(text) ? [{ ...line, text }] : [];
  });
}

async function checkBlame(story: Story, path: string, main: string): Promise<void> {
  const said = (await blameOf(story, path, main)).lines;
  const authors = authorsOf(story, path, main);
  expect(said.map((line) => line.line)).toEqual(authors.map((_, i) => i + 1));
  authors.forEach((author, i) => {
    if (author !== null)
      expect({ path, ...said[i] }).toMatchObject({ path, line: i + 1, ...expected(author) });
  });
}

/** An agent's line is `ai`; a person's that was made of one is `edited`, or nobody's where it was made after the landing. */
function expected(author: Author): object {
  if (author.hand === "agent") return { origin: "ai", session: author.session, turn: author.turn };
  return { origin: author.from === null ? "none" : expect.stringMatching(/^(edited|none)$/) };
}

/** Each outcome has its lines' share of the cost; what a division leaves over may fall to any line. */
function checkShares(turn: Figures | undefined, fates: Readonly<Record<string, number>>): void {
  const lines = sum(Object.values(fates));
  const shares = lines === 0 ? { noCode: 1 } : fates;
  for (const [outcome, spent] of Object.entries(turn?.spend ?? {})) {
    const share = (pico(turn?.costUsd ?? 0) * (shares[outcome] ?? 0)) / Math.max(1, lines);
    expect(Math.abs(pico(spent) - share), `${outcome} of ${JSON.stringify(fates)}`).toBeLessThanOrEqual(
      lines,
    );
  }
}

function checkOutcomes(figures: Figures): void {
  const { written, removed: _, ...outcomes } = figures.lines;
  expect(sum(Object.values(outcomes))).toBe(written);
  expect(sum(Object.values(figures.spendTokens))).toBe(tokensOf(figures));
}

function significantLinesAdded(story: Story, commit: string): number {
  const patch = story.git("show", "--format=", "--no-renames", commit).split("\n");
  return patch.filter((line) => /^\+(?!\+\+)/.test(line) && /[\p{L}\p{N}]/u.test(line)).length;
}

/** Money in whole 10^-12 USD. */
const pico = (usd: number | null): number => Math.round((usd ?? 0) * 1e12);
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const tokensOf = (figures: Figures): number => sum(Object.values(figures.tokens));

function addUp(parts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const part of parts) for (const [k, n] of Object.entries(part)) total[k] = (total[k] ?? 0) + n;
  return total;
}
