// Every version of a file worth looking at again: of commits, of working trees, and of the agents' own records.
import { createNames, type LinePool, type Names } from "../lib/intern.ts";
import { packInts, unpackInts } from "../lib/pack.ts";

/** One version of a file. `lines` are identities. */
export type Version = {
  readonly path: string;
  readonly lines: Int32Array;
  /** When it was seen, epoch ms. */
  readonly at: number;
  /** An agent's record (true) or a commit (false). */
  readonly recorded: boolean;
};

export type Versions = {
  /** Adds a version. `content` is the key of its whole text, white space left out. */
  add(version: Version, content: number): void;
  /** Versions with exactly this content: those of `path` first, newest first. */
  withContent(content: number, path: string): readonly Version[];
  /** The newest versions of a path, newest first. */
  ofPath(path: string): readonly Version[];
  /** The newest version that holds an identity. */
  last(id: number): Version | undefined;
  /** Paths at which an identity was ever seen. */
  homes(id: number): readonly string[];
  save(pool: LinePool): SavedVersions;
};

/** Plain data: what `createVersions` goes on from. `path` and `last` by their numbers. */
export type SavedVersions = {
  readonly paths: readonly string[];
  readonly path: Uint8Array;
  readonly lines: Uint8Array;
  readonly at: Float64Array;
  readonly recorded: Uint8Array;
  /** The versions by content: keys, how many each, and which. */
  readonly contents: Float64Array;
  readonly sizes: Uint8Array;
  readonly members: Uint8Array;
  /** The newest of each path, path by path, oldest first. */
  readonly newest: Uint8Array;
  /** By identity: the version that holds it last, and the first of its homes; -1 for none. */
  readonly last: Uint8Array;
  readonly home: Uint8Array;
  readonly moreHomes: ReadonlyMap<number, readonly number[]>;
};

/** How many versions of a path are remembered: what an edit was based on is among the newest. */
const DEPTH = 24;

/** A memory of versions: empty, or as it was saved. */
export function createVersions(
  saved?: SavedVersions,
  linesOf: (number: number) => Int32Array | null = () => null,
): Versions {
  const names = createNames(saved?.paths);
  const byContent = new Map<number, Version[]>();
  const byPath = new Map<string, Version[]>();
  const all: Version[] = [];
  const last = createIdTable(saved?.last);
  const home = createIdTable(saved?.home);
  const moreHomes = new Map(Array.from(saved?.moreHomes ?? [], ([id, paths]) => [id, [...paths]]));
  if (saved) read(saved);

  function read({ path, lines, at, recorded, contents, sizes, members, newest }: SavedVersions): void {
    const [paths, numbers] = [unpackInts(path), unpackInts(lines)];
    at.forEach((time, i) =>
      all.push({
        path: names.name(paths[i] ?? 0),
        lines: linesOf(numbers[i] ?? -1) ?? new Int32Array(),
        at: time,
        recorded: recorded[i] === 1,
      }),
    );
    const pick = (number: number): Version[] => all.slice(number, number + 1);
    const ordered = unpackInts(members);
    let from = 0;
    unpackInts(sizes).forEach((size, i) => {
      byContent.set(contents[i] ?? 0, Array.from(ordered.subarray(from, (from += size))).flatMap(pick));
    });
    for (const version of Array.from(unpackInts(newest)).flatMap(pick)) remember(version);
  }

  function remember(version: Version): void {
    const older = byPath.get(version.path);
    if (older === undefined) byPath.set(version.path, [version]);
    else {
      older.push(version);
      if (older.length > DEPTH) older.shift();
    }
  }

  function settleHome(id: number, path: number): void {
    const first = home.get(id);
    if (first < 0) home.set(id, path);
    else if (first !== path) {
      const more = moreHomes.get(id);
      if (more === undefined) moreHomes.set(id, [path]);
      else if (!more.includes(path)) more.push(path);
    }
  }

  return {
    add(version, content) {
      const same = byContent.get(content);
      if (same === undefined) byContent.set(content, [version]);
      else if (!same.some((v) => v.path === version.path && equal(v.lines, version.lines)))
        same.push(version);
      remember(version);
      const number = all.push(version) - 1;
      const path = names.number(version.path);
      for (const id of version.lines) {
        last.set(id, number);
        settleHome(id, path);
      }
    },
    withContent(content, path) {
      const same = (byContent.get(content) ?? []).toReversed();
      return [...same.filter((v) => v.path === path), ...same.filter((v) => v.path !== path)];
    },
    ofPath: (path) => (byPath.get(path) ?? []).toReversed(),
    last: (id) => all[last.get(id)],
    homes(id) {
      const first = home.get(id);
      if (first < 0) return [];
      return [first, ...(moreHomes.get(id) ?? [])].map(names.name);
    },
    save: (pool) =>
      write({ names, byContent, byPath, all, last: last.values(), home: home.values(), moreHomes }, pool),
  };
}

type Kept = {
  readonly names: Names;
  readonly byContent: ReadonlyMap<number, readonly Version[]>;
  readonly byPath: ReadonlyMap<string, readonly Version[]>;
  readonly all: readonly Version[];
  readonly last: Int32Array;
  readonly home: Int32Array;
  readonly moreHomes: ReadonlyMap<number, readonly number[]>;
};

/** Leaves out the versions that cannot be asked for any more. */
function write(
  { names, byContent, byPath, all, last, home, moreHomes }: Kept,
  pool: LinePool,
): SavedVersions {
  const numbers = new Map<Version, number>();
  const number = (version: Version): number => {
    const known = numbers.get(version) ?? numbers.size;
    numbers.set(version, known);
    return known;
  };
  const members = [...byContent.values()].flatMap((same) => same.map(number));
  const newest = [...byPath.values()].flatMap((list) => list.map(number));
  const lasts = last.map((old) => {
    const version = all[old];
    return version === undefined ? -1 : number(version);
  });
  const versions = [...numbers.keys()];
  return {
    paths: names.save(),
    path: packInts(versions.map(({ path }) => names.number(path))),
    lines: packInts(versions.map(({ lines }) => pool.number(lines))),
    at: Float64Array.from(versions, ({ at }) => at),
    recorded: Uint8Array.from(versions, ({ recorded }) => (recorded ? 1 : 0)),
    contents: Float64Array.from(byContent.keys()),
    sizes: packInts(Array.from(byContent.values(), ({ length }) => length)),
    members: packInts(members),
    newest: packInts(newest),
    last: packInts(lasts),
    home: packInts(home),
    moreHomes: new Map(moreHomes),
  };
}

/** A whole number for each identity, -1 where none was set. */
function createIdTable(saved?: Uint8Array): {
  get(id: number): number;
  set(id: number, value: number): void;
  values(): Int32Array;
} {
  let table = saved ? unpackInts(saved) : new Int32Array();
  return {
    get: (id) => table[id] ?? -1,
    set(id, value) {
      if (id >= table.length) {
        const larger = new Int32Array(Math.max(1024, id * 2)).fill(-1);
        larger.set(table);
        table = larger;
      }
      table[id] = value;
    },
    values: () => table.slice(0, table.findLastIndex((value) => value >= 0) + 1),
  };
}

function equal(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}

/** The key of a whole text: equal for texts whose lines have equal keys in the same order. Below 2^53; 0 for no lines. */
export function contentKey(texts: ArrayLike<number>): number {
  let low = 0x811c9dc5;
  let high = texts.length;
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] ?? 0;
    low = Math.imul(low ^ (text >>> 0), 0x01000193) ^ (low >>> 15);
    high = Math.imul(high ^ Math.floor(text / 4294967296) ^ (low >>> 7), 0x85ebca6b) ^ (high >>> 13);
  }
  return (low >>> 0) + ((high >>> 0) & 0x1fffff) * 4294967296;
}
