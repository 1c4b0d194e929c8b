// A question about sessions, answered from the ledger and from git: turns, their accounts, where their lines landed.
import type { Coverage } from "../ledger/coverage.ts";
import type { SessionFact } from "../ledger/facts.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Prices } from "../pricing/prices.ts";
import { accountOf, addUp, type Account, type WeighedLine } from "./accounts.ts";
import { gather, type Gathered } from "./gather.ts";
import type { Problem } from "./material.ts";
import { assumedOf, lookedUpOnce, unpricedOf } from "./models.ts";
import { landingsIn, type Landing } from "./settle.ts";
import type { Turn } from "./turns.ts";

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

/** Answers a question about sessions. */
export async function analyse(
  question: AnalysisQuestion,
  ledger: Ledger,
  table: Prices,
): Promise<Analysis | Problem> {
  const gathered = await gather(question, ledger);
  return "problem" in gathered ? gathered : summarise(question, gathered, ledger, lookedUpOnce(table));
}

function summarise(question: AnalysisQuestion, gathered: Gathered, ledger: Ledger, prices: Prices): Analysis {
  const { asked, turns, homes, lines, followed: all, errors } = gathered;
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
  const counted = sessions.flatMap(({ turns: own }) => own.map(({ turn }) => turn));
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
    unpriced: unpricedOf(counted, prices),
    assumed: assumedOf(counted, prices),
    unseenChanges: counted.filter(({ unseen }) => unseen).length,
  };
}
