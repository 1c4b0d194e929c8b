// Where the lines stand that agents wrote or took out: in the main line's newest tree, and in what is open beside it.
import type { Attribution } from "../attribution/attribute.ts";
import type { LooseTree, Refs } from "../git/facts.ts";
import type { CommitHead } from "../git/history.ts";
import type { Directory, Replay, Tree } from "../replay/replay.ts";
import type { Whereabouts } from "../survival/outcome.ts";

/** A tree that no commit holds: the commit's that it stands on, and the identities of its changed files; null: gone. */
export type Placed = {
  readonly tree: LooseTree;
  readonly head: Tree | undefined;
  readonly files: ReadonlyMap<string, Int32Array | null>;
};

/** 1 for each commit of the plan that can be reached from `tips`. */
export function reachable(plan: readonly CommitHead[], tips: readonly string[]): Uint8Array {
  const orders = new Map(plan.map(({ id }, order) => [id, order]));
  const marks = new Uint8Array(plan.length);
  const stack = [...tips];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const order = orders.get(id);
    if (order === undefined || marks[order] === 1) continue;
    marks[order] = 1;
    stack.push(...(plan[order]?.parents ?? []));
  }
  return marks;
}

/** Which of the lines that agents wrote or took out stand in the main line's tree, and in the trees that are still open. */
export function sweep(
  { turns }: Attribution,
  refs: Refs,
  replay: Replay,
  bases: readonly string[],
  loose: readonly Placed[],
): Pick<Whereabouts, "main" | "open" | "missing"> {
  const wanted = new Set<number>();
  for (const { everWritten, everRemoved } of turns.values()) {
    for (const id of everWritten) wanted.add(id);
    for (const id of everRemoved) wanted.add(id);
  }
  const main = new Set<number>();
  const open = new Set<number>();
  const missing = new Set<number>();
  if (refs.main !== null) collect(replay.tree(refs.main.commit), wanted, main, nothingSeen());
  const seen = nothingSeen();
  for (const tip of [...refs.tips, ...refs.stashes]) collect(replay.tree(tip), wanted, open, seen);
  refs.stashes.forEach((stash, i) =>
    lacking(replay.tree(bases[i] ?? ""), replay.tree(stash), wanted, missing),
  );
  for (const { head, files } of loose) {
    const here = new Set<number>();
    for (const lines of files.values()) for (const id of lines ?? []) here.add(id);
    for (const id of here) if (wanted.has(id)) open.add(id);
    for (const path of files.keys())
      for (const id of head?.get(path)?.lines ?? []) if (wanted.has(id) && !here.has(id)) missing.add(id);
  }
  return { main, open, missing };
}

function collect(tree: Tree | undefined, wanted: ReadonlySet<number>, into: Set<number>, seen: Seen): void {
  for (const { lines } of tree?.unseen(seen.directories) ?? []) {
    if (lines === null || seen.lines.has(lines)) continue;
    seen.lines.add(lines);
    for (const id of lines) if (wanted.has(id)) into.add(id);
  }
}

/** What was looked at: thousands of branches have nearly all of their trees in common. */
type Seen = { readonly directories: Set<Directory>; readonly lines: Set<Int32Array> };
const nothingSeen = (): Seen => ({ directories: new Set(), lines: new Set() });

function lacking(
  base: Tree | undefined,
  tree: Tree | undefined,
  wanted: ReadonlySet<number>,
  into: Set<number>,
): void {
  if (base === undefined || tree === undefined) return;
  const [had, has] = [new Set<number>(), new Set<number>()];
  collect(base, wanted, had, nothingSeen());
  collect(tree, wanted, has, nothingSeen());
  for (const id of had) if (!has.has(id)) into.add(id);
}
