// What a question about sessions is answered from: turns, the repositories that they worked in, and what became of their lines.
import type { RepositoryEdit } from "../attribution/attribute.ts";
import type { GitError } from "../git/command.ts";
import { createFinder, type Finder } from "../git/finder.ts";
import type { Repository } from "../git/facts.ts";
import { readRefs } from "../git/refs.ts";
import type { EditFact, SessionFact } from "../ledger/facts.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { hasWeight } from "../lib/weight.ts";
import { adoptMissing } from "./adopt.ts";
import { follow, type Followed } from "./follow.ts";
import { rememberPlaces, rootsIn } from "./moved.ts";
import { linesIn, linesOutside, sortEdits, type Sorted, type TurnLine } from "./settle.ts";
import { snapshotsIn } from "./snapshots.ts";
import { cutIntoTurns, type Turns } from "./turns.ts";

export type GatherQuestion = {
  /** Absolute folder of the repository asked about; null: all. */
  readonly folder: string | null;
  /** Absolute folders whose repositories are known of, whether a record names them or not. */
  readonly folders?: readonly string[] | undefined;
  /** Names another main line. */
  readonly branch: string | null;
  /** Told how many of the repositories were followed. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
};

export type Gathered = {
  /** The repository asked about; null: all. */
  readonly asked: Repository | null;
  /** Its main line. */
  readonly branch: string | null;
  readonly turns: Turns;
  /** The repository that each session's folder is in. */
  readonly homes: ReadonlyMap<SessionFact, Repository>;
  /** By a turn's place among all turns. */
  readonly lines: ReadonlyMap<number, readonly TurnLine[]>;
  readonly followed: readonly Followed[];
  /** What could not be read, and why. */
  readonly errors: ReadonlyMap<string, string>;
};

export type Problem = {
  readonly problem: "not-a-repository" | "no-such-branch" | "no-such-file" | "unreadable";
  readonly message: string;
};

/** Gathers what is known of the turns of one repository, or of all. */
export async function gather(question: GatherQuestion, ledger: Ledger): Promise<Gathered | Problem> {
  const finder = createFinder();
  const first = question.folder === null ? null : await finder.at(question.folder);
  if (question.folder !== null && first === null)
    return { problem: "not-a-repository", message: `${question.folder} is in no git repository` };
  if (first !== null && "error" in first) return { problem: "unreadable", message: first.error };
  for (const folder of question.folders ?? []) await finder.of(`${folder}/.`);
  const { turns, edits } = ledger.atOnce(() => ({
    turns: cutIntoTurns(ledger.sessions(), ledger.requests()),
    edits: editsInOrder(ledger),
  }));
  await adoptMissing(turns.sessions, edits, finder, ledger);
  // What was a checkout of the repository is known now.
  const asked =
    first === null ? null : (finder.known().find(({ gitDir }) => gitDir === first.gitDir) ?? first);
  const sorted = await sortEdits(edits, turns, finder);
  const homes = await homesOf(turns.sessions, finder);
  const needed =
    asked === null
      ? [...sorted.edits.keys()].filter((r) => r !== null)
      : neededFor(asked, sorted, turns, homes);
  const lines = new Map<number, TurnLine[]>();
  const all: Followed[] = [];
  const errors = new Map(finder.refused());
  for (const [done, repository] of needed.entries()) {
    question.onProgress?.(done, needed.length);
    const own = sorted.edits.get(repository) ?? [];
    const followed = await follow(repository, own, {
      printer: ledger.printer,
      branch: asked === null || repository === asked ? question.branch : null,
      commits: [],
      store: snapshotsIn(ledger.derived, repository),
      signal: question.signal,
    });
    if ("error" in followed) {
      if (repository === asked) return unread(followed);
      errors.set(repository.root, followed.error);
      add(lines, linesOutside(own, ledger.printer, hasWeight));
      continue;
    }
    all.push(followed);
    for (const [checkout, reason] of followed.unreadable) errors.set(checkout, reason);
    add(lines, linesIn(followed, turns));
  }
  question.onProgress?.(needed.length, needed.length);
  add(lines, linesOutside(sorted.edits.get(null) ?? [], ledger.printer, hasWeight));
  const began = new Map(all.map(({ repository, plan }) => [repository, rootsIn(plan)]));
  await rememberPlaces(finder.known(), began, ledger.places);
  const refs =
    asked === null
      ? null
      : (all.find(({ repository }) => repository === asked)?.refs ??
        (await readRefs(asked, question.branch)));
  if (refs !== null && "error" in refs) return unread(refs);
  return { asked, branch: refs?.main?.name ?? null, turns, homes, lines, followed: all, errors };
}

/** All edits, over all agents, in order of time. */
export function editsInOrder(ledger: Ledger): EditFact[] {
  return Array.from(ledger.edits()).sort(
    (a, b) => a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
}

const unread = ({ error, noSuchBranch }: GitError): Problem => ({
  problem: noSuchBranch === true ? "no-such-branch" : "unreadable",
  message: error,
});

function add(into: Map<number, TurnLine[]>, more: ReadonlyMap<number, TurnLine[]>): void {
  for (const [turn, list] of more) {
    const known = into.get(turn);
    if (known === undefined) into.set(turn, list);
    else known.push(...list);
  }
}

/** The repository that each session's folder is in. */
async function homesOf(
  sessions: readonly SessionFact[],
  finder: Finder,
): Promise<ReadonlyMap<SessionFact, Repository>> {
  const homes = new Map<SessionFact, Repository>();
  for (const session of sessions) {
    for (const folder of session.folders) {
      const found = await finder.of(folder);
      if (found === null || "error" in found) continue;
      homes.set(session, found);
      break;
    }
  }
  return homes;
}

/** A session's cost is shared by its lines in all repositories: those must be followed, too. */
function neededFor(
  asked: Repository,
  sorted: Sorted,
  turns: Turns,
  homes: ReadonlyMap<SessionFact, Repository>,
): Repository[] {
  const sessionOf = (edit: RepositoryEdit): SessionFact | undefined => turns.all[edit.turn]?.session;
  const touching = new Set<SessionFact | undefined>((sorted.edits.get(asked) ?? []).map(sessionOf));
  for (const [session, home] of homes) if (home === asked) touching.add(session);
  return [...sorted.edits].flatMap(([repository, edits]) =>
    repository !== null && (repository === asked || edits.some((edit) => touching.has(sessionOf(edit))))
      ? [repository]
      : [],
  );
}
