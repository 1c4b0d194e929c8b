// What a question about sessions begins with: turns, edits by repository, and which repositories have to be looked into.
import type { RepositoryEdit } from "../attribution/attribute.ts";
import { createFinder, type Finder } from "../git/finder.ts";
import type { Repository } from "../git/facts.ts";
import type { EditFact, SessionFact } from "../ledger/facts.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { adoptMissing } from "./adopt.ts";
import { sortEdits, type Sorted } from "./settle.ts";
import { cutIntoTurns, type Turns } from "./turns.ts";

export type MaterialQuestion = {
  /** Absolute folder of the repository asked about; null: all. */
  readonly folder: string | null;
  /** Absolute folders whose repositories are known of, whether a record names them or not. */
  readonly folders?: readonly string[] | undefined;
  /** Names another main line. */
  readonly branch: string | null;
  readonly signal?: AbortSignal | undefined;
};

export type Material = {
  readonly finder: Finder;
  /** The repository asked about; null: all. */
  readonly asked: Repository | null;
  readonly turns: Turns;
  readonly sorted: Sorted;
  /** The repository that each session's folder is in. */
  readonly homes: ReadonlyMap<SessionFact, Repository>;
  /** The repositories whose lines decide. */
  readonly needed: readonly Repository[];
};

export type Problem = {
  readonly problem: "not-a-repository" | "no-such-branch" | "no-such-file" | "unreadable";
  readonly message: string;
};

/** Collects it. */
export async function materialFor(question: MaterialQuestion, ledger: Ledger): Promise<Material | Problem> {
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
  return { finder, asked, turns, sorted, homes, needed };
}

/** All edits, over all agents, in order of time. */
export function editsInOrder(ledger: Ledger): EditFact[] {
  return Array.from(ledger.edits()).sort(
    (a, b) => a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
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
