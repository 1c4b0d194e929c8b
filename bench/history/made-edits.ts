// Edits made up from commits: as if an agent had made each change a minute before it was committed.
import type { RepositoryEdit } from "../../server/attribution/attribute.ts";
import { readCommits } from "../../server/git/commits.ts";
import type { Commit } from "../../server/git/facts.ts";
import type { Printer } from "../../server/lib/print.ts";
import { hasWeight } from "../../server/lib/weight.ts";
import type { Subject } from "./repository.ts";

/** One commit in so many is an agent's, as far as there are enough of them. */
const EVERY = 5;
/** So many edits make a session. */
const SESSION = 8;
const MOST_FILES = 8;

/** `wanted` edits, made from the newest commits that are no merges, in order of time. */
export async function makeEdits(
  { repository, history }: Subject,
  wanted: number,
  printer: Printer,
): Promise<RepositoryEdit[]> {
  const plain = history.filter(({ parents }) => parents.length === 1);
  const every = Math.max(1, Math.min(EVERY, Math.floor(plain.length / wanted)));
  const chosen = plain.filter((_, i) => (plain.length - i) % every === 0).slice(-wanted);
  const edits: RepositoryEdit[] = [];
  const ids = chosen.map(({ id }) => id);
  for await (const commit of readCommits(repository, ids)) edits.push(editOf(commit, edits.length, printer));
  return edits.sort((a, b) => a.at - b.at);
}

function editOf(commit: Commit, turn: number, printer: Printer): RepositoryEdit {
  const files = commit.files.filter(
    ({ path, oldPath, opaque, hunks }) => !opaque && path === oldPath && hunks.length > 0 && hasWeight(path),
  );
  return {
    at: commit.at - 60_000,
    turn,
    agent: "agent",
    session: `session ${Math.floor(turn / SESSION)}`,
    model: null,
    undone: false,
    files: files.slice(0, MOST_FILES).map(({ path, hunks }) => ({
      path,
      movedTo: null,
      file: {
        path,
        movedTo: null,
        change: "update",
        before: null,
        hunks: hunks
          .filter(({ added }) => added.length > 0)
          .map(({ added, oldStart }) => ({
            oldStart: oldStart + 1,
            signs: "+".repeat(added.length),
            lines: printer.file(added),
            sketches: added.map((line) => printer.sketch(line)),
          })),
      },
    })),
  };
}
