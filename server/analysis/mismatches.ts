// Lines of one file that the replay and `git blame` give to different commits, and why they may.
import type { BlamedLines } from "../git/blame.ts";
import type { Birth, Origins } from "../replay/origins.ts";

/**
 * Why two answers differ. `rename`: at a rename, one of the two followed another file; `merge`: it is about what a merge
 * brought; `binary`: the file was no text for a while, through which blame looks; `hunk`: the same commits of the same
 * file were read, so a change was placed otherwise; `other`: a commit that the replay never saw.
 */
export type Cause = "rename" | "merge" | "hunk" | "binary" | "other";

/** So many lines of a file. */
export type Mismatch = { readonly path: string; readonly lines: number; readonly cause: Cause };

export type Compared = {
  readonly lines: number;
  readonly same: number;
  readonly mismatches: readonly Mismatch[];
};

export type History = {
  readonly origins: Pick<Origins, "birth" | "arrived">;
  /** Commits' places in the plan. */
  readonly orders: ReadonlyMap<string, number>;
  isMerge(order: number): boolean;
};

/** Compares a file line by line: the identities of its lines (null: the replay lost them) with what blame says. */
export function compareFile(
  { path, lines }: { readonly path: string; readonly lines: Int32Array | null },
  blamed: readonly BlamedLines[],
  history: History,
): Compared {
  const causes = new Map<Cause, number>();
  let [all, same] = [0, 0];
  for (const { at, count, commit, path: name } of blamed) {
    all += count;
    const order = history.orders.get(commit);
    for (let line = at; line < at + count; line++) {
      const birth = history.origins.birth(lines?.[line] ?? -1);
      if (birth !== undefined && birth.order === order) same++;
      else {
        const cause = causeOf(birth, order, name, history);
        causes.set(cause, (causes.get(cause) ?? 0) + 1);
      }
    }
  }
  // Lines that only the replay has.
  const more = (lines?.length ?? 0) - all;
  if (more > 0) causes.set("hunk", (causes.get("hunk") ?? 0) + more);
  const mismatches = [...causes].map(([cause, count]) => ({ path, lines: count, cause }));
  return { lines: Math.max(all, lines?.length ?? 0), same, mismatches };
}

/** Of the two commits the newer is where one answer stopped and the other went on. */
function causeOf(
  birth: Birth | undefined,
  blamed: number | undefined,
  blamedPath: string,
  { origins, isMerge }: History,
): Cause {
  if (blamed === undefined) return "other";
  if (birth === undefined) return "hunk";
  if (birth.path !== blamedPath || origins.arrived(Math.max(birth.order, blamed), birth.path))
    return "rename";
  if (birth.restart) return "binary";
  return isMerge(birth.order) || isMerge(blamed) ? "merge" : "hunk";
}
