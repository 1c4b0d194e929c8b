// The commits that a picture names.
import { NONE, type Picture } from "../metrics/picture.ts";
import type { MainLine } from "../survival/main-line.ts";
import type { Followed } from "./follow.ts";

/** A followed repository with its main line. */
export type Lined = { readonly followed: Followed; readonly main: MainLine };

export type PicturedCommits = {
  /**
   * The number of the commit at a place of a repository's plan, which came onto the main line; NONE for none (-1).
   * `reverts`: it put back what a line of the picture had replaced, whether its message says so or not.
   */
  number(root: string, order: number, reverts: boolean): number;
  all(): Picture["commits"];
};

/** Commits of repositories, which stand under their roots. None at first. */
export function createCommits(
  lined: ReadonlyMap<string, Lined>,
  repositories: ReadonlyMap<string, number>,
): PicturedCommits {
  const numbers = new Map<string, number>();
  const commits: { id: string; repository: number; at: number; reverting: boolean }[] = [];
  return {
    number(root, order, reverts) {
      const found = lined.get(root);
      const id = found?.followed.plan[order]?.id;
      if (found === undefined || id === undefined) return NONE;
      const key = `${root}\n${order}`;
      const known = numbers.get(key);
      const number = known ?? commits.length;
      if (known === undefined) {
        numbers.set(key, number);
        const { main, followed } = found;
        commits.push({
          id,
          repository: repositories.get(root) ?? NONE,
          at: main.at(main.stepOf(order)),
          reverting: followed.whereabouts.commits[order]?.reverting === true,
        });
      }
      const commit = commits[number];
      if (reverts && commit !== undefined) commit.reverting = true;
      return number;
    },
    all: () => commits,
  };
}
