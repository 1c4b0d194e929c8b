// A question about sessions, answered from the ledger and from git: turns, their accounts, where their lines landed.
import type { RepositoryEdit } from "../attribution/attribute.ts";
import { createFinder, type Finder } from "../git/finder.ts";
import type { Repository } from "../git/facts.ts";
import { readRefs } from "../git/refs.ts";
import { adoptMissing } from "./adopt.ts";
import type { Coverage } from "../ledger/coverage.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { hasWeight } from "../lib/weight.ts";
import type { Prices } from "../pricing/prices.ts";
import { accountOf, addUp, type Account, type WeighedLine } from "./accounts.ts";
import { follow, type Followed } from "./follow.ts";
import { assumedOf, lookedUpOnce, unpricedOf } from "./models.ts";
import { rememberPlaces, rootsIn } from "./moved.ts";
import { landingsIn, linesIn, linesOutside, sortEdits, type Landing, type Sorted } from "./settle.ts";
import { snapshotsIn } from "./snapshots.ts";
import { cutIntoTurns, type Turn, type Turns } from "./turns.ts";
import type { EditFact, SessionFact } from "../ledger/facts.ts";

export type AnalysisQuestion = {
  /** Absolute folder of the repository asked about; null: all. */
  readonly folder: string | null;
  /** Turns that start at `since` or later and before `until`, epoch ms. */
  readonly since: number | null;
  readonly until: number | null;
  /** Names another main line. */
  readonly branch: string | null;
  readonly signal?: AbortSignal | undefined;
};

export type AnalysedTurn = { readonly turn: Turn; readonly account: Account };

export type AnalysedSession = {
  readonly session: SessionFact;
  /** Roots, sorted. */
  readonly repositories: readonly string[];
  readonly turns: readonly AnalysedTurn[];
  readonly account: Account;
  readonly landings: readonly Landing[];
  /** The lines counted, for a closer look. */
  readonly lines: readonly WeighedLine[];
};

export type Analysis = {
  /** Root of the repository asked about; null: all. */
  readonly repository: string | null;
  readonly branch: string | null;
  readonly sessions: readonly AnalysedSession[];
  readonly total: Account;
  readonly coverage: Coverage;
  /** Models without a price, most tokens first. */
  readonly unpriced: readonly { readonly model: string; readonly tokens: number }[];
  /** Models that were counted at a near relative's price. */
  readonly assumed: readonly { readonly model: string; readonly pricedAs: string }[];
  readonly unseenChanges: number;
};

export type Problem = {
  readonly problem: "not-a-repository" | "no-such-branch" | "no-such-file" | "unreadable";
  readonly message: string;
};

/** Answers a question about sessions. */
export async function analyse(
  question: AnalysisQuestion,
  ledger: Ledger,
  table: Prices,
): Promise<Analysis | Problem> {
  const prices = lookedUpOnce(table);
  const finder = createFinder();
  const first = question.folder === null ? null : await finder.at(question.folder);
  if (question.folder !== null && first === null)
    return { problem: "not-a-repository", message: `${question.folder} is in no git repository` };
  if (first !== null && "error" in first) return { problem: "unreadable", message: first.error };
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
  const lines = new Map<number, WeighedLine[]>();
  const all: Followed[] = [];
  const errors = new Map(finder.refused());
  for (const repository of needed) {
    const edits = sorted.edits.get(repository) ?? [];
    const followed = await follow(repository, edits, {
      printer: ledger.printer,
      branch: asked === null || repository === asked ? question.branch : null,
      commits: [],
      store: snapshotsIn(ledger.derived, repository),
      signal: question.signal,
    });
    if ("error" in followed) {
      if (repository === asked)
        return {
          problem: followed.noSuchBranch === true ? "no-such-branch" : "unreadable",
          message: followed.error,
        };
      errors.set(repository.root, followed.error);
      gather(lines, linesOutside(edits, ledger.printer, hasWeight));
      continue;
    }
    all.push(followed);
    for (const [checkout, reason] of followed.unreadable) errors.set(checkout, reason);
    gather(lines, linesIn(followed, turns));
  }
  gather(lines, linesOutside(sorted.edits.get(null) ?? [], ledger.printer, hasWeight));
  const began = new Map(all.map(({ repository, plan }) => [repository, rootsIn(plan)]));
  await rememberPlaces(finder.known(), began, ledger.places);
  const refs =
    asked === null
      ? null
      : (all.find(({ repository }) => repository === asked)?.refs ??
        (await readRefs(asked, question.branch)));
  if (refs !== null && "error" in refs)
    return { problem: refs.noSuchBranch === true ? "no-such-branch" : "unreadable", message: refs.error };
  return summarise(
    question,
    { branch: refs?.main?.name ?? null, asked, turns, homes, lines, all, errors },
    ledger,
    prices,
  );
}

/** All edits, over all agents, in order of time. */
export function editsInOrder(ledger: Ledger): EditFact[] {
  return Array.from(ledger.edits()).sort(
    (a, b) => a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
}

function gather(into: Map<number, WeighedLine[]>, more: ReadonlyMap<number, WeighedLine[]>): void {
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

type Gathered = {
  readonly asked: Repository | null;
  readonly branch: string | null;
  readonly turns: Turns;
  readonly homes: ReadonlyMap<SessionFact, Repository>;
  readonly lines: ReadonlyMap<number, WeighedLine[]>;
  readonly all: readonly Followed[];
  readonly errors: ReadonlyMap<string, string>;
};

function summarise(question: AnalysisQuestion, gathered: Gathered, ledger: Ledger, prices: Prices): Analysis {
  const { asked, turns, homes, lines, all, errors } = gathered;
  const root = asked?.root ?? null;
  const chosen = turns.all.map(
    ({ started }) => started >= (question.since ?? -Infinity) && started < (question.until ?? Infinity),
  );
  const sessions: AnalysedSession[] = [];
  const bySession = new Map<SessionFact, number[]>();
  turns.all.forEach((turn, i) => {
    if (chosen[i] !== true) return;
    const list = bySession.get(turn.session);
    if (list === undefined) bySession.set(turn.session, [i]);
    else list.push(i);
  });
  const scope = root === null ? all : all.filter(({ repository }) => repository.root === root);
  const landings = scope.map((followed) => landingsIn(followed, turns, (turn) => chosen[turn] === true));
  for (const session of turns.sessions) {
    const own = bySession.get(session) ?? [];
    const isHome = root === null || homes.get(session)?.root === root;
    const falls = (line: WeighedLine): boolean =>
      root === null || (line.repository === null ? isHome : line.repository === root);
    const mine = own.flatMap((i) => (lines.get(i) ?? []).filter(falls));
    if (own.length === 0 || (!isHome && mine.length === 0)) continue;
    const analysed = own.map((i): AnalysedTurn | null => {
      const turn = turns.all[i];
      return turn === undefined
        ? null
        : { turn, account: accountOf(turn, lines.get(i) ?? [], prices, falls, isHome) };
    });
    const kept = analysed.filter((t) => t !== null);
    const roots = new Set(mine.flatMap(({ repository }) => (repository === null ? [] : [repository])));
    const home = homes.get(session)?.root;
    if (home !== undefined && isHome) roots.add(home);
    sessions.push({
      session,
      repositories: [...roots].sort(),
      turns: kept,
      account: addUp(kept.map(({ account }) => account)),
      landings: landings.flatMap((byKey) => byKey.get(`${session.agent}\n${session.session}`) ?? []),
      lines: mine,
    });
  }
  const coverage = ledger.coverage();
  return {
    repository: root,
    branch: gathered.branch,
    sessions,
    total: addUp(sessions.map(({ account }) => account)),
    coverage: {
      ...coverage,
      unreadable: [
        ...coverage.unreadable,
        ...[...errors].map(([path, reason]) => ({ path, offset: 0, reason })),
      ],
    },
    unpriced: unpricedOf(sessions, prices),
    assumed: assumedOf(sessions, prices),
    unseenChanges: sessions.flatMap(({ turns: own }) => own).filter(({ turn }) => turn.unseen).length,
  };
}
