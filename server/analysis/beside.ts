// What decides about a repository's lines beside its commits and the agents' edits.
import type { RepositoryEdit } from "../attribution/attribute.ts";
import type { LooseTree, Refs, Repository } from "../git/facts.ts";
import { gitFailure } from "../git/failure.ts";
import { generatedPaths, ignoredPaths, type PathAttributes } from "../git/files.ts";
import { readLooseTrees } from "../git/loose.ts";

/** What decides about lines beside commits and edits, as it stands at one moment. */
export type Beside = {
  readonly refs: Refs;
  readonly trees: readonly LooseTree[];
  /** Checkouts whose working tree could not be read, and why. */
  readonly unreadable: ReadonlyMap<string, string>;
  readonly ignored: ReadonlySet<string>;
  readonly attributes: ReadonlyMap<string, PathAttributes>;
};

/** Reads working trees and indexes, and what the repository says of the paths of `edits`. */
export async function readBeside(
  repository: Repository,
  edits: readonly RepositoryEdit[],
  refs: Refs,
  signal: AbortSignal | undefined,
): Promise<Beside> {
  const unreadable = new Map<string, string>();
  const paths = [...pathsOf(edits)];
  const trees = await readLooseTrees(repository, {
    onUnreadable: (checkout, reason) => void unreadable.set(checkout, reason),
    ...(signal === undefined ? {} : { signal }),
  });
  const known = new Set(refs.tips);
  for (const { head, checkout } of trees)
    if (head !== null && !known.has(head)) throw gitFailure(`${checkout} has moved on meanwhile`);
  const [ignored, attributes] = await Promise.all([
    ignoredOf(repository, paths),
    generatedPaths(repository, paths),
  ]);
  return { refs, trees, unreadable, ignored, attributes };
}

/** All paths that edits concern, relative to the checkout. */
export function pathsOf(edits: readonly RepositoryEdit[]): Set<string> {
  return new Set(
    edits.flatMap((edit) =>
      edit.files.flatMap(({ path, movedTo }) => (movedTo === null ? [path] : [path, movedTo])),
    ),
  );
}

async function ignoredOf({ checkouts }: Repository, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const checkout = checkouts.find(({ gone }) => !gone);
  return checkout === undefined ? new Set() : ignoredPaths(checkout, paths);
}
