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
export type LinePool = { number(lines: Int32Array | null): number; save(): SavedPool };
export type SavedPool = { readonly lengths: Uint8Array; readonly ids: Uint8Array };

/** An empty pool. null has the number -1. */
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
    save() {
      const all = [...numbers.keys()];
      return { lengths: packInts(all.map(({ length }) => length)), ids: packInts(joinLines(all)) };
    },
  };
}

function joinLines(all: readonly Int32Array[]): Int32Array {
  const ids = new Int32Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const lines of all) {
    ids.set(lines, at);
    at += lines.length;
  }
  return ids;
}

/** The arrays of a saved pool, by their numbers. */
export function readPool(saved: SavedPool): (number: number) => Int32Array | null {
  const ids = unpackInts(saved.ids);
  const lines: Int32Array[] = [];
  let at = 0;
  for (const length of unpackInts(saved.lengths)) lines.push(ids.subarray(at, (at += length)));
  return (number) => lines[number] ?? null;
}
