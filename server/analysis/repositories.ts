// The repositories that agents worked in, and how each of them is known.
import { createFinder } from "../git/finder.ts";
import type { Repository } from "../git/facts.ts";
import { type Nature, natureOf } from "../git/nature.ts";
import type { Ledger } from "../ledger/ledger.ts";

export type KnownRepository = {
  readonly root: string;
  /** null where git can't read it. */
  readonly nature: Nature | null;
  /** Why git can't read it; null where it can. */
  readonly problem: string | null;
  /** Sessions whose folder is in it. */
  readonly sessions: number;
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
  const sessions = new Map<Repository, number>();
  const unreadable = new Map<string, { problem: string; sessions: number }>();
  const homeless = new Map<string, { gone: boolean; sessions: number }>();
  for (const { folders } of ledger.sessions()) {
    const [folder] = folders;
    if (folder === undefined) continue;
    const found = await finder.of(folder);
    if (found === null) {
      const known = homeless.get(folder) ?? { gone: finder.missing(`${folder}/.`) !== null, sessions: 0 };
      homeless.set(folder, { ...known, sessions: known.sessions + 1 });
    } else if ("error" in found) {
      const known = unreadable.get(folder) ?? { problem: found.error, sessions: 0 };
      unreadable.set(folder, { ...known, sessions: known.sessions + 1 });
    } else sessions.set(found, (sessions.get(found) ?? 0) + 1);
  }
  for (const { files } of ledger.edits()) for (const { path } of files) await finder.of(path);
  const known: KnownRepository[] = [];
  for (const repository of finder.known()) {
    const nature = await natureOf(repository);
    const { root } = repository;
    const count = sessions.get(repository) ?? 0;
    if ("error" in nature) known.push({ root, nature: null, problem: nature.error, sessions: count });
    else known.push({ root, nature, problem: null, sessions: count });
  }
  for (const [root, { problem, sessions: count }] of unreadable)
    known.push({ root, nature: null, problem, sessions: count });
  return {
    known: known.toSorted((a, b) => (a.root < b.root ? -1 : 1)),
    homeless: [...homeless]
      .map(([folder, one]) => ({ folder, ...one }))
      .toSorted((a, b) => (a.folder < b.folder ? -1 : 1)),
  };
}
