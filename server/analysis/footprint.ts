// What the ledger holds of one repository, agent or session: to say it, and to erase it.
import { adoptMissing } from "./adopt.ts";
import { createFinder, type Finder } from "../git/finder.ts";
import type { Repository } from "../git/facts.ts";
import type { EditFact, SessionFact } from "../ledger/facts.ts";
import type { Part } from "../ledger/forget.ts";
import type { Ledger } from "../ledger/ledger.ts";

export type Footprint = {
  readonly parts: readonly Part[];
  readonly sessions: number;
  readonly requests: number;
  readonly edits: number;
  /** Epoch ms; null where there is nothing. */
  readonly first: number | null;
  readonly last: number | null;
};

type Chosen = {
  readonly session: (session: SessionFact) => boolean;
  /** Edits that are chosen though their session is not. */
  readonly edit: (edit: EditFact) => boolean;
};

const none = (): boolean => false;

/** All that is known. */
export const footprintOfAll = (ledger: Ledger): Footprint =>
  footprint(ledger, { session: () => true, edit: none });

/** An agent's sessions. */
export const footprintOfAgent = (ledger: Ledger, agent: string): Footprint =>
  footprint(ledger, { session: (one) => one.agent === agent, edit: none });

/** The sessions of that id. */
export const footprintOfSession = (ledger: Ledger, id: string): Footprint =>
  footprint(ledger, { session: (one) => one.session === id, edit: none });

/**
 * The sessions whose folder is in a repository, and what others edited in it. The folder of a repository that is gone
 * stands for all that lies in it. `folder` is absolute, with "/".
 */
export async function footprintOfRepository(ledger: Ledger, folder: string): Promise<Footprint> {
  const finder = createFinder();
  const found = await finder.at(folder);
  const repository = found === null || "error" in found ? null : found;
  // What a report calls the repository's is erased with it, wherever it stood then.
  if (repository !== null) await adoptMissing(ledger.sessions(), [...ledger.edits()], finder, ledger);
  const within = (path: string): boolean => path === folder || path.startsWith(`${folder}/`);
  const inside = new Set<string>();
  for (const path of pathsOf(ledger))
    if (repository === null ? within(path) : await liesIn(path, repository, finder)) inside.add(path);
  return footprint(ledger, {
    session: ({ folders }) => inside.has(folders[0] ?? ""),
    edit: ({ files }) => files.some(({ path, movedTo }) => inside.has(path) || inside.has(movedTo ?? "")),
  });
}

async function liesIn(path: string, repository: Repository, finder: Finder): Promise<boolean> {
  const found = await finder.of(path);
  return found !== null && !("error" in found) && found.gitDir === repository.gitDir;
}

function pathsOf(ledger: Ledger): Set<string> {
  const paths = new Set(ledger.sessions().flatMap(({ folders }) => folders.slice(0, 1)));
  for (const { files } of ledger.edits())
    for (const { path, movedTo } of files)
      for (const one of [path, movedTo]) if (one !== null) paths.add(one);
  return paths;
}

function footprint(ledger: Ledger, chosen: Chosen): Footprint {
  const sessions = ledger.sessions().filter(chosen.session);
  const own = new Set(sessions.map(nameOf));
  const requests = [...ledger.requests()].filter((one) => own.has(nameOf(one))).length;
  const strange: EditFact[] = [];
  let edits = 0;
  for (const edit of ledger.edits()) {
    const isOwn = own.has(nameOf(edit));
    if (!isOwn && !chosen.edit(edit)) continue;
    edits++;
    if (!isOwn) strange.push(edit);
  }
  const times = [
    ...sessions.flatMap(({ started, ended }) => [started, ended]),
    ...strange.map(({ at }) => at),
  ];
  const agents = [...new Set([...sessions, ...strange].map(({ agent }) => agent))];
  return {
    parts: agents.map((agent) => ({
      agent,
      sessions: new Set(sessions.filter((one) => one.agent === agent).map(({ session }) => session)),
      edits: new Set(strange.filter((one) => one.agent === agent).map(({ key }) => key)),
    })),
    sessions: sessions.length,
    requests,
    edits,
    first: times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b)),
    last: times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b)),
  };
}

const nameOf = ({ agent, session }: { readonly agent: string; readonly session: string }): string =>
  `${agent}\n${session}`;
