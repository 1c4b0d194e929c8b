// Repositories that have moved, and checkouts that were taken away: a folder that is gone is known by what was seen in it.
import type { Finder } from "../git/finder.ts";
import type { Repository } from "../git/facts.ts";
import type { CommitHead } from "../git/history.ts";
import { isShallow, rootCommits } from "../git/nature.ts";
import { isBrokenLink, isWithin } from "../git/repository.ts";
import type { EditFact, SessionFact } from "../ledger/facts.ts";
import type { Place, Places } from "../ledger/places.ts";

/**
 * Gives each folder that is gone, and was once seen to be a checkout, to the repository that began with the same
 * commits: one that the finder knows, or that was seen elsewhere and is still there. `paths`: absolute ones of records,
 * of which the finder gets to know the repositories.
 */
export async function adoptMoved(paths: Iterable<string>, finder: Finder, places: Places): Promise<void> {
  const seen = places.all();
  const gone = new Set<Place>();
  for (const path of new Set(paths)) {
    const found = await finder.of(path);
    const place = seen.length === 0 ? undefined : nearest(seen, finder.resolved(path));
    if (place === undefined || gone.has(place)) continue;
    const broken = found !== null && "error" in found && isBrokenLink(found);
    if (broken || isGone(place, finder)) gone.add(place);
  }
  if (gone.size === 0) return;
  const candidates = await candidatesOf(seen, finder);
  for (const place of gone) {
    const home = bestFor(place, seen.indexOf(place), candidates);
    if (home !== undefined) finder.adopt(place.folder, home.repository, "moved");
  }
}

/** The absolute paths that records name: of sessions' folders, and of edited files. */
export function* pathsIn(sessions: readonly SessionFact[], edits: Iterable<EditFact>): Generator<string> {
  for (const { folders } of sessions) yield* folders;
  for (const { files } of edits) for (const { path } of files) yield path;
}

/** The commits without parents in a history, sorted. */
export function rootsIn(plan: readonly CommitHead[]): readonly string[] {
  return plan.flatMap(({ id, parents }) => (parents.length === 0 ? [id] : [])).toSorted();
}

/**
 * Remembers where repositories are. `began`: the first commits of those whose history was read; of others that are not
 * remembered yet git is asked.
 */
export async function rememberPlaces(
  repositories: readonly Repository[],
  began: ReadonlyMap<Repository, readonly string[]>,
  places: Places,
): Promise<void> {
  const known = new Set(places.all().map(({ folder }) => folder));
  for (const repository of repositories) {
    const here = repository.checkouts.filter(({ gone }) => !gone);
    if (isShallow(repository) || here.length === 0) continue;
    const read = began.get(repository);
    if (read === undefined && here.every(({ root }) => known.has(root))) continue;
    const roots = read ?? (await rootCommits(repository));
    if (roots.length > 0) for (const { root } of here) remember(places, { folder: root, roots });
  }
}

function remember(places: Places, place: Place): void {
  try {
    places.put(place);
  } catch {
    // Another process is writing: the next run remembers it.
  }
}

function nearest(seen: readonly Place[], path: string): Place | undefined {
  return seen
    .filter(({ folder }) => isWithin(folder, path))
    .toSorted((a, b) => b.folder.length - a.folder.length)[0];
}

const isGone = ({ folder }: Place, finder: Finder): boolean => finder.missing(`${folder}/.`) !== null;

/** `seenAt`: when it was first seen, as a number in the order of all places; Infinity: not before. */
type Candidate = {
  readonly repository: Repository;
  readonly roots: readonly string[];
  readonly seenAt: number;
};

async function candidatesOf(seen: readonly Place[], finder: Finder): Promise<readonly Candidate[]> {
  for (const place of seen) if (!isGone(place, finder)) await finder.at(place.folder);
  const order = new Map(seen.map(({ folder }, i) => [folder, i]));
  const candidates: Candidate[] = [];
  for (const repository of finder.known()) {
    const places = repository.checkouts.flatMap(({ root, gone }) => (gone ? [] : (order.get(root) ?? [])));
    const remembered = seen[places[0] ?? -1]?.roots;
    const roots = remembered ?? (await rootCommits(repository));
    candidates.push({ repository, roots, seenAt: places[0] ?? Infinity });
  }
  return candidates;
}

/** A repository that moved was not seen where it is before it was seen where it was: copies that were are the last choice. */
function bestFor(place: Place, placedAt: number, candidates: readonly Candidate[]): Candidate | undefined {
  const rank = ({ roots, seenAt, repository }: Candidate): string =>
    [
      roots.join() === place.roots.join() ? 0 : 1,
      seenAt < placedAt ? 1 : 0,
      nameOf(repository.root) === nameOf(place.folder) ? 0 : 1,
      repository.root,
    ].join(" ");
  return candidates
    .filter(({ roots }) => roots.some((root) => place.roots.includes(root)))
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
}

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? "";
