// What became of lines, repository by repository: worked out once, and again when anything that decides about it has changed.
import type { RepositoryEdit } from "../attribution/attribute.ts";
import type { GitError } from "../git/command.ts";
import type { Repository } from "../git/facts.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { checksum } from "../lib/checksum.ts";
import { pack, unpack } from "../lib/pack.ts";
import { hasWeight } from "../lib/weight.ts";
import { byFirstEdit, byTurn, type Fates, fatesIn, fatesOutside } from "./fates.ts";
import { type Beside, readBeside } from "./beside.ts";
import { followFrom } from "./follow.ts";
import { keptWords } from "./kept-words.ts";
import { rootsIn } from "./moved.ts";
import { linesIn, linesOutside } from "./settle.ts";
import { editMarks, snapshotsIn } from "./snapshots.ts";
import { readAsItStands } from "./standing.ts";
import type { Turns } from "./turns.ts";

/** A repository as a picture shows it. */
export type Settled = {
  readonly fates: Fates;
  /** Name of the main line; null: there is none. */
  readonly branch: string | null;
  /** The commits without parents, sorted. */
  readonly roots: readonly string[];
  /** Checkouts whose working tree could not be read, and why. */
  readonly unreadable: ReadonlyMap<string, string>;
};

export type Settling = {
  readonly ledger: Pick<Ledger, "derived" | "printer">;
  readonly turns: Turns;
  readonly signal: AbortSignal | undefined;
  /** Another build may settle otherwise; "": nothing is kept. */
  readonly build: string;
};

/** What became of the lines of a repository's `edits`, which are in order of time. An error where git can't read it. */
export function settledIn(
  repository: Repository,
  edits: readonly RepositoryEdit[],
  settling: Settling,
): Promise<Settled | GitError> {
  const { ledger, turns, signal } = settling;
  return readAsItStands(repository, { branch: null, signal }, async (refs) => {
    const beside = await readBeside(repository, edits, refs, signal);
    const cache = cached<Settled>(repository.gitDir, marksOf(repository, edits, beside, settling), settling);
    const known = cache.get();
    if (known !== null) return { ...known, fates: byTurn(known.fates, edits) };
    const store = snapshotsIn(ledger.derived, repository);
    const options = { printer: ledger.printer, branch: null, commits: [], store, signal };
    const followed = await followFrom(repository, edits, beside, options);
    const lines = linesIn(followed, turns);
    const { words, isWhole } = await keptWords(followed, lines.values(), store, signal);
    const settled: Settled = {
      fates: fatesIn(followed, lines, turns, words),
      branch: refs.main?.name ?? null,
      roots: rootsIn(followed.plan),
      unreadable: followed.unreadable,
    };
    if (followed.isWhole && isWhole) cache.put({ ...settled, fates: byFirstEdit(settled.fates, edits) });
    return settled;
  });
}

/** The same of edits in no repository that can be read. `folder` stands before paths that are not absolute. */
export function settledOutside(edits: readonly RepositoryEdit[], settling: Settling, folder = ""): Fates {
  const { ledger, turns } = settling;
  const cache = cached<Fates>("", [folder, ...editsMarked(edits, turns)], settling);
  const known = cache.get();
  if (known !== null) return byTurn(known, edits);
  const fates = fatesOutside(linesOutside(edits, ledger.printer, hasWeight, folder), turns);
  // Of a repository that can't be read it is not worth while.
  if (folder === "") cache.put(byFirstEdit(fates, edits));
  return fates;
}

const NAME = "fates";

/** A derived value that is good as long as what decided about it is the same. */
function cached<Value>(place: string, marks: readonly unknown[], { ledger, build }: Settling) {
  const { derived, printer } = ledger;
  // Another key makes other prints; two checksums of such a text are not equal by chance.
  const text = JSON.stringify(marks);
  const format = `1 ${build} ${printer.line("key").text} ${checksum(text)} ${checksum(`again ${text}`)}`;
  return {
    get(): Value | null {
      const value = build === "" ? null : derived.get(place, NAME);
      // The format vouches for the shape.
      return value && (unpack(value, format) as Value | null);
    },
    put(value: Value): void {
      if (build === "") return;
      try {
        derived.put(place, NAME, pack(value, format));
      } catch {
        // Another process is writing: the next run keeps it.
      }
    },
  };
}

/** All that decides about a repository's lines: what commits hold is told by their ids. */
function marksOf(
  { root, checkouts }: Repository,
  edits: readonly RepositoryEdit[],
  { refs, trees, unreadable, ignored, attributes }: Beside,
  { turns }: Settling,
): unknown[] {
  return [
    root,
    checkouts,
    { ...refs, heads: [...refs.heads] },
    trees.map(({ files, ...tree }) => [tree, Array.from(files, markOfFile)]),
    [...unreadable],
    [...ignored],
    [...attributes],
    ...editsMarked(edits, turns),
  ];
}

/** All texts together may be longer than a string can be. */
function markOfFile([path, lines]: readonly [string, readonly string[] | null]): unknown[] {
  const text = lines?.join("\n");
  return text === undefined ? [path] : [path, lines?.length, text.length, checksum(text)];
}

/** Edits, and of their turns all that outcomes and shares depend on. */
function editsMarked(edits: readonly RepositoryEdit[], turns: Turns): unknown[] {
  return [editMarks(edits), edits.map(({ model, turn }) => [model, turns.all[turn]?.started])];
}
