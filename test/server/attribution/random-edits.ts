// Edits as an agent might have made them, from what commits of a history changed.
import type { RepositoryEdit } from "../../../server/attribution/attribute.ts";
import type { Commit, Hunk } from "../../../server/git/facts.ts";
import type { PrintedFileEdit, PrintedHunk } from "../../../server/ledger/facts.ts";
import type { Printer } from "../../../server/lib/print.ts";

/** How a commit's change was recorded: by whom, how many minutes before it, whether with the whole file, and undone. */
export type Choice = {
  readonly turn: number;
  readonly early: number;
  readonly whole: boolean;
  readonly undone: boolean;
};

/** The lines of a file in a commit; undefined where they are not known. */
export type TextOf = (commit: string, path: string) => readonly string[] | undefined;

/** One edit for each commit that has a choice; in order of time. */
export function editsFrom(
  commits: readonly Commit[],
  choices: readonly (Choice | null)[],
  textOf: TextOf,
  printer: Printer,
): RepositoryEdit[] {
  return commits
    .flatMap((commit, i): RepositoryEdit[] => {
      const choice = choices[i % Math.max(1, choices.length)];
      if (!choice) return [];
      const files = commit.files
        .filter(({ opaque }) => !opaque)
        .map((file) => ({ ...file, old: textOf(commit.parents[0] ?? "", file.oldPath ?? file.path) }))
        .map((file) => ({
          path: file.oldPath ?? file.path,
          movedTo: file.oldPath === null || file.oldPath === file.path ? null : file.path,
          file: {
            path: file.path,
            movedTo: null,
            change: file.oid === null ? "delete" : file.oldPath === null ? "create" : "update",
            before: choice.whole && file.old !== undefined ? printer.file(file.old) : null,
            hunks: file.hunks.map((hunk) => printed(hunk, file.old ?? [], printer)),
          } satisfies PrintedFileEdit,
        }));
      const { turn, early, undone } = choice;
      const by = { agent: "agent", session: `session ${turn >> 1}`, model: null };
      return [{ at: commit.at - early * 60_000, turn, undone, ...by, files }];
    })
    .sort((a, b) => a.at - b.at);
}

function printed({ added, oldStart, oldLines }: Hunk, old: readonly string[], printer: Printer): PrintedHunk {
  const removed = oldLines === 0 ? [] : old.slice(oldStart - 1, oldStart - 1 + oldLines);
  return {
    oldStart: oldLines === 0 ? oldStart + 1 : oldStart,
    signs: "-".repeat(removed.length) + "+".repeat(added.length),
    lines: printer.file([...removed, ...added]),
    sketches: [...removed.map(() => null), ...added.map((line) => printer.sketch(line))],
  };
}
