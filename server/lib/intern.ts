// Small numbers in the place of things that stand in many places: paths, and the lines of a version of a file.
import { packInts, unpackInts } from "./pack.ts";

export type Names = {
  /** The number of a name, given when it is first asked for: 0, 1, 2 … */
  number(name: string): number;
  name(number: number): string;
  /** All names by their numbers. */
  save(): string[];
};

/** Numbers for names. `saved`: the names that have theirs already. */
export function createNames(saved: readonly string[] = []): Names {
  const names = [...saved];
  const numbers = new Map(names.map((name, number) => [name, number]));
  return {
    number(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      return names.push(name) - 1;
    },
    name: (number) => names[number] ?? "",
    save: () => [...names],
  };
}

/** Arrays of identities, each saved once however many versions share it. */
export type LinePool = {
  /** The number of an array; -1 for null. One that is much like the one numbered before it takes little room. */
  number(lines: Int32Array | null): number;
  save(): SavedPool;
};

/** Of each array: how many entries it has in common with the one before it, at the start and at the end; and the others. */
export type SavedPool = {
  readonly heads: Uint8Array;
  readonly tails: Uint8Array;
  readonly counts: Uint8Array;
  readonly ids: Uint8Array;
};

/** An empty pool. */
export function createPool(): LinePool {
  const numbers = new Map<Int32Array, number>();
  return {
    number(lines) {
      if (lines === null) return -1;
      const known = numbers.get(lines);
      if (known !== undefined) return known;
      numbers.set(lines, numbers.size);
      return numbers.size - 1;
    },
    save: () => savePool([...numbers.keys()]),
  };
}

function savePool(all: readonly Int32Array[]): SavedPool {
  const [heads, tails] = [new Int32Array(all.length), new Int32Array(all.length)];
  const counts = new Int32Array(all.length);
  let total = 0;
  all.forEach((lines, i) => {
    const before = all[i - 1] ?? NOTHING;
    const least = Math.min(lines.length, before.length);
    let head = 0;
    while (head < least && lines[head] === before[head]) head++;
    let tail = 0;
    while (tail < least - head && lines[lines.length - 1 - tail] === before[before.length - 1 - tail]) tail++;
    heads[i] = head;
    tails[i] = tail;
    counts[i] = lines.length - head - tail;
    total += lines.length - head - tail;
  });
  const ids = new Int32Array(total);
  let at = 0;
  all.forEach((lines, i) => {
    ids.set(lines.subarray(heads[i], lines.length - (tails[i] ?? 0)), at);
    at += counts[i] ?? 0;
  });
  return {
    heads: packInts(heads),
    tails: packInts(tails),
    counts: packInts(counts),
    ids: packInts(ids),
  };
}

const NOTHING = new Int32Array();

/** The arrays of a saved pool, by their numbers. */
export function readPool(saved: SavedPool): (number: number) => Int32Array | null {
  const [heads, tails, ids] = [unpackInts(saved.heads), unpackInts(saved.tails), unpackInts(saved.ids)];
  const all: Int32Array[] = [];
  let before: Int32Array = new Int32Array();
  let at = 0;
  unpackInts(saved.counts).forEach((count, i) => {
    const [head, tail] = [heads[i] ?? 0, tails[i] ?? 0];
    const lines = new Int32Array(head + count + tail);
    lines.set(before.subarray(0, head));
    lines.set(ids.subarray(at, (at += count)), head);
    lines.set(before.subarray(before.length - tail), head + count);
    all.push(lines);
    before = lines;
  });
  return (number) => all[number] ?? null;
}
