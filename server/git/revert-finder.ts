// What commits revert, looked up among those read so far and in the history behind them.
import { objectsOf, run } from "./command.ts";
import type { Repository } from "./facts.ts";
import { createRevertIndex, readClaim, subjectOf, type RevertIndex } from "./reverts.ts";
import { gitFailure } from "./failure.ts";

/**
 * Finds what a commit reverts among `before` and the commits it was asked about before, else in the history behind all
 * of `ids`.
 */
export function createRevertFinder(
  repository: Repository,
  ids: readonly string[],
  before: readonly string[] = [],
) {
  const asked: (readonly [id: string, subject: string])[] = [];
  let known = createRevertIndex();
  /** Full ids need no look at the commits themselves. */
  const earlier = new Set(before);
  let isWhole = before.length === 0;
  let behind: Promise<RevertIndex> | null = null;
  return async ({ id }: { readonly id: string }, message: string): Promise<string[]> => {
    const claim = readClaim(message);
    const isKnown = claim.ids.length > 0 && claim.ids.every((other) => earlier.has(other));
    if (!isWhole && !isKnown && (claim.ids.length > 0 || claim.subject !== null)) {
      known = await indexCommits(repository, before);
      for (const [other, subject] of asked) known.add(other, subject);
      isWhole = true;
    }
    if (!isWhole) asked.push([id, subjectOf(message)]);
    if (!isWhole && isKnown) return [...new Set(claim.ids)];
    const search = async (find: (index: RevertIndex) => string | null): Promise<string | null> => {
      const found = find(known);
      if (found !== null) return found;
      behind ??= indexHistory(repository, [...before, ...ids]);
      return find(await behind);
    };
    const found: (string | null)[] = [];
    for (const prefix of claim.ids) found.push(await search((index) => index.byId(prefix)));
    const { subject } = claim;
    if (subject !== null && !found.some((other) => other !== null))
      found.push(await search((index) => index.bySubject(subject)));
    known.add(id, subjectOf(message));
    return [...new Set(found.filter((other) => other !== null && other !== id))].filter(
      (other) => other !== null,
    );
  };
}

/** The given commits in their order. */
async function indexCommits(repository: Repository, ids: readonly string[]): Promise<RevertIndex> {
  const index = createRevertIndex();
  const args = ["log", "--no-walk=unsorted", "--stdin", "-z", "--no-show-signature", "--encoding=UTF-8"];
  const input = ids.map((id) => `${id}\n`).join("");
  const answer = await run(objectsOf(repository), [...args, "--format=%H %B", "--"], { input });
  if (typeof answer !== "string") throw gitFailure(answer.error);
  for (const entry of answer.split("\0")) {
    const space = entry.indexOf(" ");
    if (space > 0) index.add(entry.slice(0, space), subjectOf(entry.slice(space + 1)));
  }
  return index;
}

/** All commits behind the given ones, by id and subject, the latest last. */
async function indexHistory(repository: Repository, ids: readonly string[]): Promise<RevertIndex> {
  const index = createRevertIndex();
  const args = [
    "log",
    "--stdin",
    "--reverse",
    "--no-show-signature",
    "--encoding=UTF-8",
    "--format=%H %s",
    "--",
  ];
  const input = ids.map((id) => `${id}\n`).join("");
  const given = new Set(ids);
  const answer = await run(objectsOf(repository), args, { input });
  for (const line of typeof answer === "string" ? answer.split("\n") : []) {
    const space = line.indexOf(" ");
    if (space > 0 && !given.has(line.slice(0, space))) index.add(line.slice(0, space), line.slice(space + 1));
  }
  return index;
}
