// Branches that share no commit with the main line: pages, data of other tools. Their files are no work of the repository.
import { pathsAt } from "../git/former.ts";
import type { CommitHead } from "../git/history.ts";
import type { Repository } from "../git/facts.ts";

/** Those of `tips` that are of the main line's own history, or hold a file that an agent edited. */
export async function withoutStrangers(
  repository: Repository,
  plan: readonly CommitHead[],
  main: string | null,
  tips: readonly string[],
  edited: ReadonlySet<string>,
): Promise<string[]> {
  if (main === null) return [...tips];
  const kin = kinOf(plan);
  const kept: string[] = [];
  for (const tip of tips) {
    if (kin(tip) === kin(main)) kept.push(tip);
    else {
      const paths = await pathsAt(repository, tip);
      if ([...edited].some((path) => paths.has(path))) kept.push(tip);
    }
  }
  return kept;
}

/** Names the part of the history that a commit is in: commits that are connected have the same name. */
function kinOf(plan: readonly CommitHead[]): (id: string) => string {
  const above = new Map<string, string>();
  const find = (id: string): string => {
    let root = id;
    for (let next = above.get(root); next !== undefined; next = above.get(root)) root = next;
    for (let next = id; next !== root;) {
      const step = above.get(next) ?? root;
      above.set(next, root);
      next = step;
    }
    return root;
  };
  for (const { id, parents } of plan) {
    for (const parent of parents) {
      const [a, b] = [find(id), find(parent)];
      if (a !== b) above.set(a, b);
    }
  }
  return find;
}
