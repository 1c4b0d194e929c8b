// How far git and we agree on where lines come from, as text.
import type { MismatchCause, Verify } from "../../protocol/verify.ts";
import { count, counted } from "../../lib/amounts.ts";
import type { Look } from "./look.ts";
import { bullets } from "./notes.ts";
import { fit, plain, wrap } from "./plain.ts";
import { table } from "./table.ts";
import type { Column } from "./table.ts";

const MOST_SHOWN = 20;

/** A sentence, the lines on which the two differ (those that no rename explains first), what that means, and the times. */
export function verifyText(answer: Verify, look: Look): string {
  if (answer.rev === null)
    return wrap("There is nothing to check yet: this repository has no commit.", look.columns);
  return [
    look.colors.bold(wrap(headline(answer), look.columns)),
    look.colors.dim(wrap(scope(answer, look), look.columns)),
    ...(answer.mismatches.length === 0 ? [] : ["", mismatchTable(answer, look)]),
    "",
    bullets(notes(answer, look), look),
  ].join("\n");
}

function headline({ lines, same, files, mismatches }: Verify): string {
  if (lines === 0) return `There is no line to compare in ${counted(files, "file")}.`;
  const all = `Tokenworth and git agree on which commit brought each of ${counted(lines, "line")} in ${counted(files, "file")}`;
  if (same === lines) return `${all}.`;
  const differing = new Set(mismatches.map(({ path }) => path)).size;
  return `${all}, but for ${counted(lines - same, "line")} in ${counted(differing, "file")}.`;
}

function scope({ branch, rev, firstParent, repository }: Verify, look: Look): string {
  const short = (name: string): string => fit(plain(name, look), look.columns - 1, look, "end");
  const of = `${short(branch ?? "")} at ${(rev ?? "").slice(0, 10)} of ${short(repository)}`;
  return firstParent ? `${of}; each merge taken as one change` : of;
}

type Row = Verify["mismatches"][number];

const WHY: Readonly<Record<MismatchCause, string>> = {
  rename: "a rename, read in two ways",
  merge: "what a merge brought",
  hunk: "where a change was made",
  other: "something else",
};

function mismatchTable({ mismatches }: Verify, look: Look): string {
  const rows = mismatches.toSorted(
    (a, b) => Number(a.cause === "rename") - Number(b.cause === "rename") || b.lines - a.lines,
  );
  const shown = rows.slice(0, MOST_SHOWN);
  const columns: readonly Column<Row>[] = [
    { head: "Lines", align: "right", weight: 3, cell: ({ lines }) => count(lines) },
    { head: "File", weight: 2, shrink: 16, keep: "end", cell: ({ path }) => plain(path, look) },
    { head: "They differ about", weight: 1, cell: ({ cause }) => WHY[cause] },
  ];
  const more = rows.length - shown.length;
  return `${table(shown, columns, look)}${more > 0 ? `\n${look.colors.dim(`and ${count(more)} more`)}` : ""}`;
}

function notes({ mismatches, notCompared, seconds }: Verify, look: Look): readonly string[] {
  const explained = mismatches.every(({ cause }) => cause === "rename");
  const [first] = notCompared;
  return [
    ...(mismatches.length === 0
      ? []
      : [
          explained
            ? "Where a file was renamed and others are like it, there is more than one way to say which it was before. No difference has another cause."
            : "Not all differences come from renames. The figures that stand on the other lines may be wrong; a file that was binary for a while is read anew when it is text again.",
        ]),
    ...(first === undefined
      ? []
      : [
          `git could not tell about ${counted(notCompared.length, "file")}, which ${notCompared.length === 1 ? "is" : "are"} not compared: ${fit(plain(first.path, look), 40, look, "end")} (${fit(plain(first.reason, look), 80, look)})${notCompared.length > 1 ? " and others" : ""}.`,
        ]),
    `Tokenworth read the whole history in ${seconds.replay.toFixed(1)} s; git blame took ${seconds.blame.toFixed(1)} s for these files.`,
  ];
}
