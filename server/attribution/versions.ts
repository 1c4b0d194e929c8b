// Every version of a file worth looking at again: of commits, of working trees, and of the agents' own records.

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
};

/** How many versions of a path are remembered: what an edit was based on is among the newest. */
const DEPTH = 24;

/** An empty memory of versions. */
export function createVersions(): Versions {
  const byContent = new Map<number, Version[]>();
  const byPath = new Map<string, Version[]>();
  const lastOf: Version[] = [];
  const homesOf = new Map<number, string | string[]>();

  const settleHome = (id: number, path: string): void => {
    const homes = homesOf.get(id);
    if (homes === undefined) homesOf.set(id, path);
    else if (typeof homes === "string") {
      if (homes !== path) homesOf.set(id, [homes, path]);
    } else if (!homes.includes(path)) homes.push(path);
  };

  return {
    add(version, content) {
      const same = byContent.get(content);
      if (same === undefined) byContent.set(content, [version]);
      else if (!same.some((v) => v.path === version.path && equal(v.lines, version.lines)))
        same.push(version);
      const older = byPath.get(version.path);
      if (older === undefined) byPath.set(version.path, [version]);
      else {
        older.push(version);
        if (older.length > DEPTH) older.shift();
      }
      for (const id of version.lines) {
        lastOf[id] = version;
        settleHome(id, version.path);
      }
    },
    withContent(content, path) {
      const all = (byContent.get(content) ?? []).toReversed();
      return [...all.filter((v) => v.path === path), ...all.filter((v) => v.path !== path)];
    },
    ofPath: (path) => (byPath.get(path) ?? []).toReversed(),
    last: (id) => lastOf[id],
    homes(id) {
      const homes = homesOf.get(id);
      return homes === undefined ? [] : typeof homes === "string" ? [homes] : homes;
    },
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
