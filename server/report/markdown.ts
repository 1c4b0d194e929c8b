// An overview as a document, for editors without the panel.
import { count, counted, day, money, moneys, percent, percents, size } from "../lib/amounts.ts";
import type { Breakdown, Coverage, Overview, Period, SessionRow, Value } from "../protocol/panel.ts";
import type { Outcome } from "../protocol/report.ts";
import { asCode, tableOf } from "./markdown-text.ts";

/** The document. `dearest`: the sessions that cost most. */
export function markdownOf(overview: Overview, dearest: readonly SessionRow[]): string {
  const known = overview.freshness.outcomesAsOf !== null || overview.filter.demo;
  const parts = [
    `# What the tokens were worth\n\n${sentence(overview, known)}`,
    overview.filter.demo ? "This is made-up data." : "",
    known ? valueSection(overview) : "",
    known ? outcomeSection(overview) : "",
    ...overview.breakdowns.filter(({ by }) => by === "agent" || by === "model").map(breakdownSection),
    dearest.length === 0 ? "" : sessionsSection(dearest),
    coverageSection(overview),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const PERIODS: Readonly<Record<Period, string>> = {
  today: "today",
  "7d": "in the last 7 days",
  "30d": "in the last 30 days",
  "90d": "in the last 90 days",
  "365d": "in the last 365 days",
  all: "in all",
};

function sentence({ totals, value, filter, freshness }: Overview, known: boolean): string {
  if (value.sessions === 0) return `No coding agent's session was found ${PERIODS[filter.period]}.`;
  const sessions = counted(value.sessions, "session");
  const least = totals.quality !== "exact" || totals.unpricedTokens > 0 ? "at least " : "";
  const spent = totals.costUsd === null ? "an amount that is not known" : least + money(totals.costUsd);
  const lasted =
    value.lastedUsd === null ? "" : ` ${shareOf(value.lastedUsd)} of it is in work that is still there.`;
  const unknown = freshness.restricted
    ? " What became of it is not looked at in a workspace that is not trusted."
    : " What became of it is not known yet.";
  return `You spent ${spent} on ${sessions} ${PERIODS[filter.period]}, at list price: this is not your bill.${known ? lasted : unknown}`;
}

const shareOf = (share: number | null): string => (share === null ? "–" : percent(share, 1));

function valueSection({ value, before }: Overview): string {
  const columns = before === null ? [value] : [value, before];
  const row = (name: string, of: (value: Value) => string): string[] => [
    name,
    ...columns.map((one) => (one.confidence === "none" ? "too few to tell" : of(one))),
  ];
  const head = ["", "now", ...(before === null ? [] : [`before, as of ${day(before.asOf)}`])];
  const table = tableOf(head, [
    row("Part of the money in work that lasted", ({ lastedUsd }) => shareOf(lastedUsd)),
    row("Part of the tokens in work that lasted", ({ lastedTokens }) => shareOf(lastedTokens)),
    row("Cost of a kept line", ({ usdPerKeptLine: usd }) => (usd === null ? "–" : money(usd))),
    ["Sessions", ...columns.map(({ sessions }) => String(sessions))],
  ]);
  const few = value.confidence === "few" ? "\n\nSo few sessions say little." : "";
  return `## Value per token\n\n${table}${few}\n\nEach figure alone can be bent: burning more tokens on work that stays does not lower the first, and many short lines would lower the second. So lines are counted by their code, without layout, comments and copies, and both stand together. Neither is a grade.`;
}

const OUTCOMES: readonly (readonly [Outcome, string])[] = [
  ["kept", "Kept"],
  ["reworked", "Reworked"],
  ["reverted", "Reverted"],
  ["discarded", "Discarded"],
  ["open", "Open: not landed yet"],
  ["outside", "Outside of any repository"],
  ["noCode", "Questions, plans, reviews"],
];

function outcomeSection({ totals, coverage }: Overview): string {
  const spend = OUTCOMES.map(([outcome]) => totals.spend[outcome]);
  const [amounts, shares] = [moneys(spend), percents(spend)];
  const rows = OUTCOMES.map(([outcome, name], i) => [
    name,
    amounts[i] ?? "",
    shares[i] ?? "",
    size(totals.spendTokens[outcome]),
    outcome === "noCode" ? "" : size(totals.lines[outcome]),
  ]);
  const unseen =
    coverage.unseenChanges === 0
      ? ""
      : `\n\n${counted(coverage.unseenChanges, "turn")} probably changed files in a way that cannot be seen.`;
  return `## Where it went\n\n${tableOf(["", "Cost", "Share", "Tokens", "Lines written"], rows)}${unseen}`;
}

function breakdownSection({ by, rows }: Breakdown): string {
  const head = [
    by === "agent" ? "Agent" : "Model",
    "Sessions",
    "Cost",
    "Tokens",
    "Kept",
    "Cost of a kept line",
  ];
  const cells = rows
    .toSorted((a, b) => (b.costUsd ?? -1) - (a.costUsd ?? -1))
    .map((row) => [
      row.label === "" ? "not known" : asCode(row.label),
      String(row.sessions),
      row.costUsd === null ? "not known" : money(row.costUsd, 2),
      size(row.tokens),
      shareOf(row.keptShare),
      row.usdPerKeptLine === null || row.confidence === "none" ? "–" : money(row.usdPerKeptLine),
    ]);
  return `## By ${by}\n\n${tableOf(head, cells)}`;
}

function sessionsSection(dearest: readonly SessionRow[]): string {
  const rows = dearest.map((session) => [
    `${day(session.started)}, ${asCode(session.agentLabel)} in ${session.repositories.map(asCode).join(", ") || "no repository"}`,
    session.costUsd === null ? "not known" : money(session.costUsd, 2),
    String(session.turns),
    size(session.lines.written),
    size(session.lines.kept),
  ]);
  return `## The dearest sessions\n\n${tableOf(["", "Cost", "Turns", "Lines written", "Lines kept"], rows)}`;
}

function coverageSection({ coverage, prices }: Overview): string {
  const notes = [
    `Prices: ${asCode(prices.source)} as of ${asCode(prices.asOf)}.`,
    ...coverage.unpriced.map(
      ({ model, tokens }) =>
        `No price is known for ${asCode(model)}: ${size(tokens)} tokens are not in the cost.`,
    ),
    ...coverage.assumedPrices.map(
      ({ model, pricedAs }) =>
        `${asCode(model)} has no price of its own and is counted as ${asCode(pricedAs)}.`,
    ),
    ...remarks(coverage),
    ...coverage.unreadable.map(({ path, reason }) => `${asCode(path)} could not be read: ${asCode(reason)}.`),
  ];
  return `## What this knows\n\n${notes.map((note) => `- ${note}`).join("\n")}`;
}

function remarks({ requests, floorRequests, skippedRecords }: Coverage): string[] {
  const all = counted(requests, "request");
  return [
    `${all} ${requests === 1 ? "was" : "were"} counted.`,
    ...(floorRequests > 0
      ? [`Of ${count(floorRequests)} of them the count of output tokens is a lower bound.`]
      : []),
    ...(skippedRecords > 0 ? [`${counted(skippedRecords, "record")} in the logs were not understood.`] : []),
  ];
}
