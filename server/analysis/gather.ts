// What a question about sessions is answered from: turns, the repositories that they worked in, and what became of their lines.
import type { GitError } from "../git/command.ts";
import type { Repository } from "../git/facts.ts";
import { readRefs } from "../git/refs.ts";
import type { SessionFact } from "../ledger/facts.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { hasWeight } from "../lib/weight.ts";
import { follow, type Followed } from "./follow.ts";
import { materialFor, type MaterialQuestion, type Problem } from "./material.ts";
import { rememberPlaces, rootsIn } from "./moved.ts";
import { linesIn, linesOutside, type TurnLine } from "./settle.ts";
import { snapshotsIn } from "./snapshots.ts";
import type { Turns } from "./turns.ts";

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

/** Gathers what is known of the turns of one repository, or of all. */
export async function gather(question: MaterialQuestion, ledger: Ledger): Promise<Gathered | Problem> {
  const material = await materialFor(question, ledger);
  if ("problem" in material) return material;
  const { finder, asked, turns, sorted, homes, needed } = material;
  const lines = new Map<number, TurnLine[]>();
  const all: Followed[] = [];
  const errors = new Map(finder.refused());
  for (const repository of needed) {
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
      add(lines, linesOutside(own, ledger.printer, hasWeight, `${repository.root}/`));
      continue;
    }
    all.push(followed);
    for (const [checkout, reason] of followed.unreadable) errors.set(checkout, reason);
    add(lines, linesIn(followed, turns));
  }
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
