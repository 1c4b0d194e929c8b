// Sessions as a table.
import { basename } from "node:path/posix";
import type { Figures, SessionReport } from "../../protocol/report.ts";
import { count, money, when } from "./figures.ts";
import { isFloor, tokensOf } from "./headline.ts";
import { size } from "./figures.ts";
import type { Look } from "./look.ts";
import { smallBar } from "./outcomes.ts";
import { fit, plain } from "./plain.ts";
import { table } from "./table.ts";
import type { Column } from "./table.ts";

const SHORT_ID = 8;
const SMALL_BAR = 12;

/** The id's beginning: enough to name a session, as `sessions <id>` takes it. */
export const shortId = (id: string, look: Look): string => plain(id, look).slice(0, SHORT_ID);

/** A table of sessions in the order given. */
export function sessionsTable(sessions: readonly SessionReport[], look: Look): string {
  const columns: readonly Column<SessionReport>[] = [
    { head: "Started", weight: 8, cell: ({ started }) => when(started, look) },
    { head: "Session", weight: 10, cell: ({ id }) => shortId(id, look) },
    { head: "Agent", weight: 6, shrink: 6, cell: ({ agent }) => plain(agent, look) },
    { head: "Model", weight: 3, shrink: 10, cell: ({ models }) => modelsText(models, look) },
    {
      head: "Branch",
      weight: 2,
      shrink: 10,
      cell: ({ gitBranch }) => fit(plain(gitBranch ?? "", look), 24, look),
    },
    {
      head: "Repository",
      weight: 4,
      shrink: 8,
      cell: ({ repositories }) => repositoriesText(repositories, look),
    },
    ...figureColumns(look),
  ];
  return table(sessions, columns, look);
}

/** What turns and sessions have in common: what was spent, on how many lines, and where it went. */
export function figureColumns(look: Look): readonly Column<Figures>[] {
  return [
    { head: "Spent", align: "right", weight: 9, cell: (figures) => spentText(figures, look) },
    { head: "Tokens", align: "right", weight: 1, cell: (figures) => size(tokensOf(figures)) },
    {
      head: "Lines",
      align: "right",
      weight: 5,
      cell: ({ lines }) => (lines.written === 0 ? "" : count(lines.written)),
    },
    {
      head: "Kept",
      align: "right",
      weight: 5,
      cell: ({ lines }) => (lines.written === 0 ? "" : count(lines.kept)),
    },
    { head: "Where it went", weight: 7, cell: (figures) => smallBar(figures, SMALL_BAR, look) },
  ];
}

function spentText(figures: Figures, look: Look): string {
  if (figures.costUsd === null) return tokensOf(figures) > 0 ? "no price" : "unknown";
  return `${isFloor(figures) ? look.symbols.atLeast : ""}${money(figures.costUsd, 2)}`;
}

function modelsText(models: readonly string[], look: Look): string {
  const [first = "", ...more] = models.map((model) => plain(model, look));
  return `${fit(first, 24, look)}${more.length === 0 ? "" : ` +${more.length}`}`;
}

function repositoriesText(repositories: readonly string[], look: Look): string {
  const [first, ...more] = repositories;
  return first === undefined
    ? ""
    : `${fit(plain(basename(first), look), 20, look)}${more.length === 0 ? "" : ` +${more.length}`}`;
}
