// The one sentence that a report comes to. It says no more than is known.
import type { Figures, Outcome, Report } from "../../protocol/report.ts";
import { counted, money, percent, percents, size } from "../../lib/amounts.ts";
import { OUTCOMES } from "./outcomes.ts";

/** The report in plain words: what was spent on how many sessions, and how much of it is in code that is still there. */
export function headline(report: Report): string {
  const sessions = counted(report.sessions.length, "session");
  if (report.sessions.length === 0) return nothingFound(report);
  const { totals } = report;
  const tokens = tokensOf(totals);
  if (totals.costUsd !== null)
    return `You spent ${floor(totals)}${money(totals.costUsd)} on ${sessions}${fate(totals)}.`;
  if (tokens > 0)
    return `You spent ${floorOfTokens(totals)}${size(tokens)} tokens on ${sessions}, at a cost that is not known${fate(totals)}.`;
  return `There are ${sessions}, but their logs say nothing of tokens or cost.`;
}

/** The same for one session. */
export function sessionHeadline(totals: Figures): string {
  const tokens = tokensOf(totals);
  if (totals.costUsd !== null) return `It cost ${floor(totals)}${money(totals.costUsd)}${fate(totals)}.`;
  if (tokens > 0)
    return `It took ${floorOfTokens(totals)}${size(tokens)} tokens, at a cost that is not known${fate(totals)}.`;
  return "Its log says nothing of tokens or cost.";
}

/** All recorded tokens. */
export function tokensOf({ tokens }: Figures): number {
  return tokens.input + tokens.output + tokens.cacheRead + tokens.cacheWrite;
}

/** Whether the figures are a lower bound: counts that are floors or missing, or models without a price. */
export function isFloor(figures: Figures): boolean {
  return figures.quality !== "exact" || figures.unpricedTokens > 0;
}

const floor = (figures: Figures): string => (isFloor(figures) ? "at least " : "");
const floorOfTokens = ({ quality }: Figures): string => (quality === "exact" ? "" : "at least ");

function nothingFound({ repository, since, until }: Report): string {
  const limits = since === null && until === null ? "" : " in that time";
  if (repository === null) return `No coding agent's session was found on this machine${limits}.`;
  return `No coding agent's session touched this repository${limits}. (tokenworth report --all looks everywhere.)`;
}

function fate(figures: Figures): string {
  const spend = figures.costUsd === null ? figures.spendTokens : figures.spend;
  const whole = Object.values(spend).reduce((a, b) => a + b, 0);
  if (whole <= 0) return "";
  const { kept, open, noCode } = spend;
  // The same figure as in the table below it, whose shares add up to 100.
  const rounded = percents(OUTCOMES.map(({ outcome }) => spend[outcome]));
  const share = (outcome: Outcome): string =>
    isNearEnd(spend[outcome], whole)
      ? percent(spend[outcome], whole)
      : (rounded[OUTCOMES.findIndex((o) => o.outcome === outcome)] ?? "");
  if (kept > 0) return `; ${kept === whole ? "all" : share("kept")} of it is in code that is still there`;
  if (noCode === whole) return "; no code was changed, as far as can be seen";
  if (open > 0) return `; ${open === whole ? "all" : share("open")} of it is in code that has not landed yet`;
  return "; none of it is in code that is still there";
}

/** Next to nothing or to all a sentence says which it is not. */
const isNearEnd = (part: number, whole: number): boolean => part < whole / 100 || part > whole * 0.99;
