// A whole report as text: a sentence, a bar, a table, and what isn't known.
import { basename } from "node:path/posix";
import type { Figures, Report, SessionReport } from "../../protocol/report.ts";
import { count, counted, day } from "../../lib/amounts.ts";
import { days } from "./times.ts";
import { headline } from "./headline.ts";
import type { Look } from "./look.ts";
import { bullets, priceNote, unknowns } from "./notes.ts";
import { bar, legend, spendOf } from "./outcomes.ts";
import { plain, wrap } from "./plain.ts";
import { sessionsTable } from "./sessions.ts";

const MOST_SESSIONS = 12;
const WIDEST_BAR = 100;

/** The report for people, at most as wide as the look's columns. */
export function reportText(report: Report, look: Look): string {
  const parts = [
    `${look.colors.bold(wrap(headline(report), look.columns))}\n${look.colors.dim(scope(report, look))}`,
  ];
  if (report.sessions.length > 0) parts.push(picture(report.totals, look), sessionsPart(report, look));
  const notes = unknowns(report, look);
  if (notes.length > 0) parts.push(`${look.colors.bold("What is not known")}\n${bullets(notes, look)}`);
  if (report.sessions.length > 0) parts.push(look.colors.dim(wrap(priceNote(report, look), look.columns)));
  return parts.filter((part) => part !== "").join("\n\n");
}

/** A bar of where it went, with its legend. Empty where nothing was spent. */
export function picture(figures: Figures, look: Look): string {
  const lines = legend(figures, look);
  if (lines.length === 0) return "";
  const title = `Where the ${spendOf(figures).unit === "usd" ? "money" : "tokens"} went`;
  return [look.colors.bold(title), bar(figures, Math.min(look.columns, WIDEST_BAR), look), "", ...lines].join(
    "\n",
  );
}

/** All sessions, the latest first. */
export function sessionsText(report: Report, look: Look): string {
  if (report.sessions.length === 0) return wrap(headline(report), look.columns);
  const latest = report.sessions.toSorted((a, b) => Date.parse(b.started) - Date.parse(a.started));
  const title = wrap(`${counted(report.sessions.length, "session")} in ${scope(report, look)}`, look.columns);
  const hint = wrap("tokenworth sessions <id> shows one session's turns and files.", look.columns);
  const table = sessionsTable(latest, report.repository === null, look);
  return [look.colors.bold(title), "", table, "", key(look), look.colors.dim(hint)].join("\n");
}

function sessionsPart(report: Report, look: Look): string {
  const { sessions } = report;
  const cost = ({ costUsd }: SessionReport) => costUsd ?? -1;
  const dearest = sessions.toSorted((a, b) => cost(b) - cost(a)).slice(0, MOST_SESSIONS);
  const title =
    dearest.length < sessions.length
      ? `The ${MOST_SESSIONS} sessions that cost most, of ${count(sessions.length)} (tokenworth sessions lists all)`
      : "Sessions, by cost";
  return `${look.colors.bold(wrap(title, look.columns))}\n${sessionsTable(dearest, report.repository === null, look)}`;
}

/** What the letters of the small bars stand for. */
function key(look: Look): string {
  return look.colors.dim(
    wrap(
      "Where it went: K kept, O open, N no code, X outside, W reworked, R reverted, D discarded.",
      look.columns,
    ),
  );
}

function scope(report: Report, look: Look): string {
  const where =
    report.repository === null
      ? "all repositories"
      : `${plain(basename(report.repository), look)}${report.branch === null ? "" : ` (${plain(report.branch, look)})`}`;
  return wrap(
    [where, period(report, look)].filter((part) => part !== "").join(` ${look.symbols.dot} `),
    look.columns,
  );
}

function period({ since, until, sessions }: Report, look: Look): string {
  if (since !== null && until !== null) return days(since, Date.parse(until) - 1, look);
  if (since !== null) return `since ${day(since)}`;
  if (until !== null) return `until ${day(Date.parse(until) - 1)}`;
  if (sessions.length === 0) return "";
  const times = sessions.flatMap(({ started, ended }) => [Date.parse(started), Date.parse(ended)]);
  const known = times.filter(Number.isFinite).toSorted((a, b) => a - b);
  return days(known.at(0) ?? NaN, known.at(-1) ?? NaN, look);
}
