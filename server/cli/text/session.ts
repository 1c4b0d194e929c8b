// One session as text: its turns, its files, and where its lines went.
import { basename } from "node:path/posix";
import type { LineCounts, SessionDetail, SessionReport, TurnReport } from "../../protocol/report.ts";
import { count, counted } from "../../lib/amounts.ts";
import { hours, when } from "./times.ts";
import { sessionHeadline } from "./headline.ts";
import type { Look } from "./look.ts";
import { bullets, estimates } from "./notes.ts";
import { OUTCOMES } from "./outcomes.ts";
import { fit, plain, wrap } from "./plain.ts";
import { picture } from "./report.ts";
import { figureColumns } from "./sessions.ts";
import { table } from "./table.ts";
import type { Column } from "./table.ts";

type FileDetail = SessionDetail["files"][number];
type Landing = SessionReport["landedIn"][number];

/** The session for people. */
export function sessionText({ session, files }: SessionDetail, look: Look): string {
  const { bold, dim } = look.colors;
  const parts = [
    `${bold(wrap(sessionHeadline(session), look.columns))}\n${dim(about(session, look))}`,
    picture(session, look),
    titled("Turns", session.turns.length, turnsTable(session.turns, look), look),
    titled("Files and where their lines went", files.length, filesTable(files, look), look),
    titled("Landed in", session.landedIn.length, landings(session.landedIn, look), look),
    bullets(estimates(session), look),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function titled(title: string, rows: number, body: string, look: Look): string {
  return rows === 0 ? "" : `${look.colors.bold(title)}\n${body}`;
}

function about(session: SessionReport, look: Look): string {
  const repositories = session.repositories.map((path) => plain(basename(path), look)).join(", ");
  const branch = session.gitBranch === null ? "" : ` (${plain(session.gitBranch, look)})`;
  const facts = [
    `${plain(session.agent, look)} session ${plain(session.id, look)}`,
    repositories === "" ? "" : `in ${repositories}${branch}`,
    hours(session.started, session.ended, look),
    session.models.map((model) => plain(model, look)).join(", "),
    counted(session.requests, "request"),
  ];
  return wrap(facts.filter((fact) => fact !== "").join(` ${look.symbols.dot} `), look.columns);
}

function turnsTable(turns: readonly TurnReport[], look: Look): string {
  const columns: readonly Column<TurnReport>[] = [
    { head: "Turn", align: "right", weight: 10, cell: ({ index }) => String(index) },
    { head: "Started", weight: 8, cell: ({ started }) => when(started, look) },
    { head: "Requests", align: "right", weight: 4, cell: ({ requests }) => count(requests) },
    ...figureColumns(turns, look),
  ];
  return table(turns, columns, look);
}

function filesTable(files: readonly FileDetail[], look: Look): string {
  const lines = (head: string, weight: number, of: (lines: LineCounts) => number): Column<FileDetail> => ({
    head,
    align: "right",
    weight,
    cell: (file) => (of(file.lines) === 0 ? "" : count(of(file.lines))),
  });
  const columns: readonly Column<FileDetail>[] = [
    { head: "File", weight: 10, shrink: 16, keep: "end", cell: ({ path }) => plain(path, look) },
    lines("Written", 9, ({ written }) => written),
    ...OUTCOMES.flatMap(({ outcome, label }) =>
      outcome === "noCode" ? [] : [lines(capital(label), 8, (counts) => counts[outcome])],
    ),
    lines("Removed", 7, ({ removed }) => removed),
  ];
  return table(files, columns, look);
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

function landings(landed: readonly Landing[], look: Look): string {
  return landed
    .map(({ commit, written, removed }) => {
      const lines = [
        written > 0 ? `${count(written)} written` : "",
        removed > 0 ? `${count(removed)} removed` : "",
      ];
      return fit(
        `${plain(commit, look).slice(0, 10)}  ${lines.filter((part) => part !== "").join(", ")}`,
        look.columns,
        look,
      );
    })
    .join("\n");
}
