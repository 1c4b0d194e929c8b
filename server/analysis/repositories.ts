// The repositories that agents worked in, and how each of them is known.
import { createFinder, type Way } from "../git/finder.ts";
import type { Repository } from "../git/facts.ts";
import { type Nature, natureOf } from "../git/nature.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { adoptMissing } from "./adopt.ts";
import { editsInOrder } from "./material.ts";

export type KnownRepository = {
  readonly root: string;
  /** null where git can't read it. */
  readonly nature: Nature | null;
  /** Why git can't read it; null where it can. */
  readonly problem: string | null;
  /** Sessions whose folder is in it. */
  readonly sessions: number;
  /** Folders that are gone and were its checkouts, and how they are known. */
  readonly formerly: readonly { readonly folder: string; readonly knownBy: Way }[];
};

export type Repositories = {
  readonly known: readonly KnownRepository[];
  /** Folders of sessions that are not there any more, or are in no repository. */
  readonly homeless: readonly {
    readonly folder: string;
    readonly gone: boolean;
    readonly sessions: number;
  }[];
};

/** Looks at all repositories that a session's folder or an edited file lies in. */
export async function repositoriesOf(ledger: Ledger): Promise<Repositories> {
  const finder = createFinder();
  const sessions = ledger.sessions();
  const edits = editsInOrder(ledger);
  await adoptMissing(sessions, edits, finder, ledger);
  const counts = new Map<Repository, number>();
  const unreadable = new Map<string, { readonly problem: string; sessions: number }>();
  const homeless = new Map<string, { readonly gone: boolean; sessions: number }>();
  for (const { folders } of sessions) {
    const [folder] = folders;
    if (folder === undefined) continue;
    const found = await finder.of(folder);
    if (found === null)
      counted(homeless, folder, () => ({ gone: finder.missing(`${folder}/.`) !== null, sessions: 0 }));
    else if ("error" in found) counted(unreadable, folder, () => ({ problem: found.error, sessions: 0 }));
    else counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  for (const { files } of edits) for (const { path } of files) await finder.of(path);
  const known: KnownRepository[] = [];
  for (const repository of finder.known()) {
    const nature = await natureOf(repository);
    const isGiven = !("error" in nature);
    known.push({
      root: repository.root,
      nature: isGiven ? nature : null,
      problem: isGiven ? null : nature.error,
      sessions: counts.get(repository) ?? 0,
      formerly: finder
        .adopted()
        .flatMap((one) => (one.repository === repository ? [{ folder: one.root, knownBy: one.way }] : [])),
    });
  }
  for (const [root, { problem, sessions: count }] of unreadable)
    known.push({ root, nature: null, problem, sessions: count, formerly: [] });
  return {
    known: known.toSorted((a, b) => (a.root < b.root ? -1 : 1)),
    homeless: [...homeless]
      .map(([folder, one]) => ({ folder, ...one }))
      .toSorted((a, b) => (a.folder < b.folder ? -1 : 1)),
  };
}

function counted<T extends { sessions: number }>(all: Map<string, T>, name: string, make: () => T): void {
  const known = all.get(name) ?? make();
  known.sessions++;
  all.set(name, known);
}
