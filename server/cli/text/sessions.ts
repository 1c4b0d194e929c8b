// Sessions as a table.
import { basename } from "node:path/posix";
import type { Figures, SessionReport } from "../../protocol/report.ts";
import { count, decimalsFor, money, size } from "../../lib/amounts.ts";
import { when } from "./times.ts";
import { isFloor, tokensOf } from "./headline.ts";
import type { Look } from "./look.ts";
import { smallBar } from "./outcomes.ts";
import { fit, plain } from "./plain.ts";
import { table } from "./table.ts";
import type { Column } from "./table.ts";

const SHORT_ID = 8;
const SMALL_BAR = 12;
const WIDEST_NAME = 26;

/** The id's beginning: enough to name a session, as `sessions <id>` takes it. */
export const shortId = (id: string, look: Look): string => plain(id, look).slice(0, SHORT_ID);

/** A table of sessions in the order given; `everywhere`: they may lie in different repositories. */
export function sessionsTable(sessions: readonly SessionReport[], everywhere: boolean, look: Look): string {
  const repository = ({ repositories }: SessionReport): string =>
    firstOf(
      repositories.map((path) => basename(path)),
      look,
    );
  const columns: readonly Column<SessionReport>[] = [
    { head: "Started", weight: 8, cell: ({ started }) => when(started, look) },
    { head: "Session", weight: 10, cell: ({ id }) => shortId(id, look) },
    { head: "Agent", weight: 7, shrink: 11, cell: ({ agent }) => plain(agent, look) },
    { head: "Model", weight: 3, shrink: 14, cell: ({ models }) => firstOf(models, look) },
    { head: "Branch", weight: 2, shrink: 12, cell: ({ gitBranch }) => firstOf([gitBranch ?? ""], look) },
    { head: "Repository", weight: 6, shrink: 10, cell: (session) => (everywhere ? repository(session) : "") },
    ...figureColumns(sessions, look),
  ];
  return table(sessions, columns, look);
}

/** What turns and sessions have in common: what was spent, on how many lines, and where it went. */
export function figureColumns(rows: readonly Figures[], look: Look): readonly Column<Figures>[] {
  const decimals = decimalsFor(Math.max(0, ...rows.map(({ costUsd }) => costUsd ?? 0)));
  const ofLines = (lines: Figures["lines"], value: number): string =>
    lines.written === 0 ? "" : count(value);
  return [
    { head: "Spent", align: "right", weight: 9, cell: (figures) => spentText(figures, decimals, look) },
    { head: "Tokens", align: "right", weight: 1, cell: (figures) => size(tokensOf(figures)) },
    { head: "Lines", align: "right", weight: 4, cell: ({ lines }) => ofLines(lines, lines.written) },
    { head: "Kept", align: "right", weight: 5, cell: ({ lines }) => ofLines(lines, lines.kept) },
    { head: "Where it went", weight: 7, cell: (figures) => smallBar(figures, SMALL_BAR, look) },
  ];
}

function spentText(figures: Figures, decimals: number, look: Look): string {
  if (figures.costUsd === null) return tokensOf(figures) > 0 ? "no price" : "unknown";
  return `${isFloor(figures) ? look.symbols.atLeast : ""}${money(figures.costUsd, decimals)}`;
}

/** The first of several names, and how many more there are. */
function firstOf(names: readonly string[], look: Look): string {
  const [first = "", ...more] = names;
  return `${fit(plain(first, look), WIDEST_NAME, look)}${more.length === 0 ? "" : ` +${more.length}`}`;
}
