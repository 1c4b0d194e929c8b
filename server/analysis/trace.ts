// Who wrote each line of one file.
import { checkoutOf } from "../git/repository.ts";
import type { GitError } from "../git/command.ts";
import type { Repository } from "../git/facts.ts";
import { createFinder, type Finder } from "../git/finder.ts";
import { readLines } from "../git/files.ts";
import { resolve } from "../git/refs.ts";
import { printableLine } from "../lib/notebook.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { PERSON } from "../attribution/registry.ts";
import { adoptMissing } from "./adopt.ts";
import { editsInOrder, type Problem } from "./material.ts";
import { follow, type Followed } from "./follow.ts";
import { sortEdits } from "./settle.ts";
import { snapshotsIn } from "./snapshots.ts";
import { cutIntoTurns, type Turns } from "./turns.ts";

export type TraceQuestion = {
  /** Absolute folder from which it is asked. */
  readonly folder: string;
  /** Absolute. */
  readonly path: string;
  /** null: the working tree. */
  readonly rev: string | null;
  readonly branch: string | null;
  readonly signal?: AbortSignal | undefined;
};

export type TracedLine =
  | { readonly origin: "none" }
  | {
      readonly origin: "ai" | "edited";
      readonly evidence: "exact" | "matched" | "edited";
      readonly agent: string;
      readonly model: string | null;
      readonly session: string;
      /** Index within the session. */
      readonly turn: number;
      /** Epoch ms. */
      readonly writtenAt: number;
      readonly commit: string | null;
    };

export type Trace = {
  readonly path: string;
  readonly rev: string | null;
  readonly lines: readonly TracedLine[];
};

/** Tells for each line of a file who is known to have written it. `path` in the answer is relative to the repository. */
export async function trace(question: TraceQuestion, ledger: Ledger): Promise<Trace | Problem> {
  const finder = createFinder();
  const first = (await finder.of(question.path)) ?? (await bareAt(question.folder, finder));
  if (first === null)
    return { problem: "not-a-repository", message: `${question.path} is in no git repository` };
  if ("error" in first) return { problem: "unreadable", message: first.error };
  const { turns, recorded } = ledger.atOnce(() => ({
    turns: cutIntoTurns(ledger.sessions(), []),
    recorded: editsInOrder(ledger),
  }));
  await adoptMissing(turns.sessions, recorded, finder, ledger);
  const repository = finder.known().find(({ gitDir }) => gitDir === first.gitDir) ?? first;
  const place = checkoutOf(repository, question.path) ?? placeInBare(repository, question);
  if (place === null) return { problem: "no-such-file", message: `${question.path} is in no working tree` };
  if (place.checkout === null && question.rev === null)
    return {
      problem: "no-such-file",
      message: `${repository.root} has no working tree; name a commit with --rev`,
    };
  const commit = question.rev === null ? null : await resolve(repository, question.rev);
  if (question.rev !== null && commit === null)
    return {
      problem: "no-such-branch",
      message: `there is no revision "${question.rev}" in ${repository.root}`,
    };
  const sorted = await sortEdits(recorded, turns, finder);
  const edits = sorted.edits.get(repository) ?? [];
  const followed = await follow(repository, edits, {
    printer: ledger.printer,
    branch: question.branch,
    commits: commit === null ? [] : [commit],
    store: snapshotsIn(ledger.derived, repository),
    signal: question.signal,
  });
  if ("error" in followed)
    return {
      problem: followed.noSuchBranch === true ? "no-such-branch" : "unreadable",
      message: followed.error,
    };
  const ids = followed.linesAt(commit === null ? { checkout: place.checkout ?? "" } : { commit }, place.path);
  const texts = commit === null ? null : await readLines(repository, commit, place.path);
  if (ids === undefined)
    return {
      problem: "no-such-file",
      message: `${place.path} is not a text file ${question.rev === null ? "in the working tree" : `of ${question.rev}`}`,
    };
  const lines = Array.from(ids, (id, i) => {
    const text = texts?.[i];
    const space =
      text === undefined
        ? followed.attribution.registry.space(id)
        : ledger.printer.line(printableLine(place.path, text)).space;
    return tracedLine(id, space, followed, turns);
  });
  return { path: place.path, rev: question.rev, lines };
}

async function bareAt(folder: string, finder: Finder): Promise<Repository | GitError | null> {
  const found = await finder.at(folder);
  return found === null || "error" in found || isBare(found) ? found : null;
}

const isBare = ({ root, gitDir }: Repository): boolean => root === gitDir;

/** A path as it was asked for in a bare repository: from its root on. */
function placeInBare(
  repository: Repository,
  { folder, path }: TraceQuestion,
): { readonly checkout: null; readonly path: string } | null {
  if (!isBare(repository) || !path.startsWith(`${folder}/`)) return null;
  return { checkout: null, path: path.slice(folder.length + 1) };
}

function tracedLine(id: number, space: number, { attribution, plan }: Followed, turns: Turns): TracedLine {
  const { registry, edits, passages, moved } = attribution;
  const from = registry.writer(id) === PERSON ? registry.editedFrom(id) : id;
  const edit = from === undefined ? undefined : edits[registry.writer(from)];
  if (from === undefined || edit === undefined) return { origin: "none" };
  const brought = passages(id).findLast(({ born }) => born);
  const exact = registry.firstSpace(id) === space && !moved.has(id);
  return {
    origin: from === id ? "ai" : "edited",
    evidence: from !== id ? "edited" : exact ? "exact" : "matched",
    agent: edit.agent,
    model: edit.model,
    session: edit.session,
    turn: turns.all[edit.turn]?.index ?? 0,
    writtenAt: edit.at,
    commit: brought === undefined ? null : (plan[brought.order]?.id ?? null),
  };
}
