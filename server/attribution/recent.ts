// The last few committed versions of every path: what an edit may be based on before its path is tracked.
import { createNames, type LinePool } from "../lib/intern.ts";
import { packInts, unpackInts } from "../lib/pack.ts";

const DEPTH = 4;

export type RecentVersion = { readonly path: string; readonly lines: Int32Array; readonly at: number };

export type Recent = {
  add(version: RecentVersion): void;
  /** Of a path, oldest first. */
  of(path: string): readonly RecentVersion[];
  /** Paths with a version of this content, in alphabetical order. */
  withContent(content: number): readonly string[];
  save(pool: LinePool): SavedRecent;
};

/** Plain data: what `createRecent` goes on from. `contents`: -1 where it was never asked for. */
export type SavedRecent = {
  readonly paths: readonly string[];
  readonly path: Uint8Array;
  readonly lines: Uint8Array;
  readonly at: Float64Array;
  readonly contents: Float64Array;
};

type Held = RecentVersion & { content: number };

/** A memory of versions, empty or as it was saved. Contents are looked at only when they are asked for. */
export function createRecent(
  contentOf: (lines: Int32Array) => number,
  saved?: SavedRecent,
  linesOf: (number: number) => Int32Array | null = () => null,
): Recent {
  const byPath = new Map<string, Held[]>();
  const byContent = new Map<number, Held[]>();
  /** Those whose content nobody asked for yet. */
  const unlisted = new Set<Held>();

  function hold(version: RecentVersion, content: number): void {
    const held = { ...version, content };
    unlisted.add(held);
    const list = byPath.get(version.path);
    if (list === undefined) byPath.set(version.path, [held]);
    else {
      list.push(held);
      const old = list.length > DEPTH ? list.shift() : undefined;
      if (old !== undefined) drop(old);
    }
  }

  function drop(old: Held): void {
    if (unlisted.delete(old)) return;
    const same = byContent.get(old.content)?.filter((held) => held !== old) ?? [];
    if (same.length === 0) byContent.delete(old.content);
    else byContent.set(old.content, same);
  }

  function listAll(): void {
    for (const held of unlisted) {
      if (held.content < 0) held.content = contentOf(held.lines);
      const same = byContent.get(held.content);
      if (same === undefined) byContent.set(held.content, [held]);
      else same.push(held);
    }
    unlisted.clear();
  }

  if (saved) {
    const [paths, lines] = [unpackInts(saved.path), unpackInts(saved.lines)];
    saved.at.forEach((at, i) => {
      const version = { path: saved.paths[paths[i] ?? 0] ?? "", lines: linesOf(lines[i] ?? -1), at };
      if (version.lines !== null) hold({ ...version, lines: version.lines }, saved.contents[i] ?? -1);
    });
  }

  return {
    add: (version) => hold(version, -1),
    of: (path) => byPath.get(path) ?? [],
    withContent(content) {
      listAll();
      return [...new Set(byContent.get(content)?.map(({ path }) => path))].sort();
    },
    save(pool) {
      const all = [...byPath.values()].flat();
      const names = createNames();
      return {
        path: packInts(all.map(({ path }) => names.number(path))),
        paths: names.save(),
        lines: packInts(all.map(({ lines }) => pool.number(lines))),
        at: Float64Array.from(all, ({ at }) => at),
        contents: Float64Array.from(all, ({ content }) => content),
      };
    },
  };
}
