// A merge's file that no parent has as it is: each line is the first parent's that has it, else the merge's own.
import type { MergedFile } from "../git/facts.ts";
import { ADDED, type Change } from "./splice.ts";
import type { Draft } from "./step.ts";
import type { FileVersion, Tree } from "./tree.ts";

type Side = { readonly from: Int32Array; readonly lines: Int32Array };

/** Adds the file to the draft: as a step, or as one whose lines are unknown where the sides do not fit. */
export function mergeFile(draft: Draft, file: MergedFile, parents: readonly Tree[]): void {
  const { path, oid } = file;
  const oldPath = file.parentPaths[0] ?? null;
  const versions = parents.map((tree, i) => versionIn(tree, file.parentPaths[i] ?? null));
  const before = versions[0] ?? null;
  const lines = file.opaque ? null : mergeLines(file, sidesOf(file, versions));
  if (lines)
    draft.files.push({
      path,
      oldPath,
      oid,
      before,
      lines,
      changes: changesOf(file, lines, sidesOf(file, versions)),
    });
  else {
    if (!file.opaque) draft.mismatches++;
    draft.taken.push({ path, oldPath, before, after: { oid, lines: null } });
  }
}

function versionIn(tree: Tree, path: string | null): FileVersion | null {
  return path === null ? null : (tree.get(path) ?? null);
}

function sidesOf(file: MergedFile, versions: readonly (FileVersion | null)[]): Side[] {
  return file.from.flatMap((from, i) => {
    const lines = versions[i]?.lines;
    return lines ? [{ from, lines }] : [];
  });
}

/** The identities of the result, ADDED for lines that no parent has; null where a line's origin is not known. */
function mergeLines(file: MergedFile, sides: readonly Side[]): Int32Array | null {
  const lines = new Int32Array(file.from[0]?.length ?? 0).fill(ADDED);
  for (let k = 0; k < lines.length; k++) {
    const side = sides.find(({ from }) => (from[k] ?? 0) > 0);
    const identity = side?.lines[(side.from[k] ?? 0) - 1];
    if (side && identity === undefined) return null;
    if (!side && !file.added.has(k + 1)) return null;
    lines[k] = identity ?? ADDED;
  }
  return lines;
}

function changesOf(file: MergedFile, lines: Int32Array, sides: readonly Side[]): Change[] {
  const alive = new Set(lines);
  const lost = new Map<number, number[]>();
  for (const side of sides) hangLost(side, alive, lost);
  const changes: Change[] = [];
  for (let at = 0; at <= lines.length; at++) {
    const added: string[] = [];
    const removed = [...(lost.get(at) ?? [])];
    while (lines[at + added.length] === ADDED) {
      added.push(file.added.get(at + added.length + 1) ?? "");
      removed.push(...(lost.get(at + added.length) ?? []));
    }
    if (added.length > 0 || removed.length > 0)
      changes.push({ at, added, removed: Int32Array.from(new Set(removed)) });
    at += added.length;
  }
  return changes;
}

/** Notes the lines of one parent that the result has not, by the line of the result before which they stood. */
function hangLost({ from, lines }: Side, alive: ReadonlySet<number>, lost: Map<number, number[]>): void {
  let next = 1;
  let gap = 0;
  const hang = (end: number): void => {
    if (end === next) return;
    const missing = [...lines.subarray(next - 1, end - 1)].filter((identity) => !alive.has(identity));
    if (missing.length > 0) lost.set(gap, [...(lost.get(gap) ?? []), ...missing]);
  };
  for (let k = 0; k < from.length; k++) {
    const line = from[k] ?? 0;
    if (line === 0) continue;
    hang(line);
    next = line + 1;
    gap = k + 1;
  }
  hang(lines.length + 1);
}
