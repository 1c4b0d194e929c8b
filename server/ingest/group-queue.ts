// Groups of files that wait to be read: taken from both ends, so that what lies together is read by the same thread.
import type { Task } from "./plan.ts";

/** Files that begin alike. */
export type Group = readonly Task[];

export type GroupQueue = {
  /** Takes the first; null where none is left. */
  first(): Group | null;
  /** Takes the last; null where none is left. */
  last(): Group | null;
  /** It was not read, or not to its end. */
  giveBack(group: Group): void;
};

/** A queue of groups in their order, but for the very large: were one of them met last, the other threads would wait for it. */
export function queueGroups(groups: readonly Group[]): GroupQueue {
  const sizes = new Map(groups.map((group) => [group, group.reduce((sum, { bytes }) => sum + bytes, 0)]));
  const sizeOf = (group: Group): number => sizes.get(group) ?? 0;
  const large = groups.filter((group) => sizeOf(group) > LARGE).toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const rest = groups.filter((group) => sizeOf(group) <= LARGE);
  return {
    first: () => large.shift() ?? rest.shift() ?? null,
    last: () => large.shift() ?? rest.pop() ?? null,
    giveBack: (group) => void rest.push(group),
  };
}

const LARGE = 2 ** 24;
