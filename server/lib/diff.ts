// The one wrapper of npm's `diff`.
import { diffArrays } from "diff";

/** Lines that were replaced by others at one place: 1-based first line of each side; either list may be empty. */
export type LineChange = {
  readonly oldStart: number;
  readonly newStart: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
};

/** Beyond this many changed lines a change counts as a whole: the search's cost is their square. */
const MOST_CHANGES = 4000;

/**
 * What turns `before` into `after`, in order: the fewest changed lines, and no two changes touch. Where more than 4,000
 * lines differ, everything between the equal beginning and end is one change.
 */
export function diffLines(before: readonly string[], after: readonly string[]): LineChange[] {
  const head = equalHead(before, after);
  const tail = equalTail(before, after, head);
  const oldMiddle = before.slice(head, before.length - tail);
  const newMiddle = after.slice(head, after.length - tail);
  if (oldMiddle.length === 0 && newMiddle.length === 0) return [];
  const whole: LineChange = { oldStart: head + 1, newStart: head + 1, removed: oldMiddle, added: newMiddle };
  if (oldMiddle.length === 0 || newMiddle.length === 0) return [whole];
  const runs = diffArrays(oldMiddle, newMiddle, { maxEditLength: MOST_CHANGES });
  return runs === undefined ? [whole] : changesOf(runs, head);
}

/** Both texts as one run of lines, each with its sign: " " stands in both, "-" in `before` only, "+" in `after` only. */
export function signedLines(before: readonly string[], after: readonly string[]): string[] {
  const lines: string[] = [];
  let next = 0;
  for (const change of diffLines(before, after)) {
    for (; next < change.oldStart - 1; next++) lines.push(` ${before[next]}`);
    for (const line of change.removed) lines.push(`-${line}`);
    for (const line of change.added) lines.push(`+${line}`);
    next += change.removed.length;
  }
  for (; next < before.length; next++) lines.push(` ${before[next]}`);
  return lines;
}

type Run = { readonly value: string[]; readonly added: boolean; readonly removed: boolean };

function changesOf(runs: readonly Run[], head: number): LineChange[] {
  const changes: LineChange[] = [];
  let oldStart = head + 1;
  let newStart = head + 1;
  let removed: string[] = [];
  let added: string[] = [];
  const close = (): void => {
    if (removed.length + added.length === 0) return;
    changes.push({ oldStart, newStart, removed, added });
    oldStart += removed.length;
    newStart += added.length;
    removed = [];
    added = [];
  };
  for (const run of runs) {
    if (run.removed) removed = run.value;
    else if (run.added) added = run.value;
    else {
      close();
      oldStart += run.value.length;
      newStart += run.value.length;
    }
  }
  close();
  return changes;
}

function equalHead(before: readonly string[], after: readonly string[]): number {
  const most = Math.min(before.length, after.length);
  let count = 0;
  while (count < most && before[count] === after[count]) count++;
  return count;
}

function equalTail(before: readonly string[], after: readonly string[], head: number): number {
  const most = Math.min(before.length, after.length) - head;
  const [oldLast, newLast] = [before.length - 1, after.length - 1];
  let count = 0;
  while (count < most && before[oldLast - count] === after[newLast - count]) count++;
  return count;
}
