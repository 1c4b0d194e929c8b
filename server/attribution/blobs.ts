// What commits did to files as a whole, for telling a revert.
import { createNames } from "../lib/intern.ts";
import { packInts, unpackInts } from "../lib/pack.ts";

export type Blobs = {
  /** A mark of the blob that a commit left at a path; undefined where it did not touch it. */
  left(order: number, path: string): number | undefined;
  /** When a path first had a blob; undefined for never. */
  first(path: string, blob: number): number | undefined;
  /** Whether a commit took lines out of a path. */
  took(order: number, path: string): boolean;
  /** The commits that did anything to a path, in their order. */
  touching(path: string): readonly number[];
};

export type GrowingBlobs = Blobs & {
  /** `oid`: null where the file is gone. Commits come in order. */
  touch(order: number, path: string, oid: string | null, took: boolean): void;
  save(): SavedBlobs;
};

/** Plain data: what `createBlobs` goes on from. */
export type SavedBlobs = {
  readonly paths: readonly string[];
  readonly path: Uint8Array;
  readonly orders: Uint8Array;
  readonly marks: Float64Array;
  readonly took: Uint8Array;
};

const GONE = -1;

/** A log of what commits did, empty or as it was saved. */
export function createBlobs(saved?: SavedBlobs): GrowingBlobs {
  const names = createNames(saved?.paths);
  const paths = saved ? Array.from(unpackInts(saved.path)) : [];
  const orders = saved ? Array.from(unpackInts(saved.orders)) : [];
  const marks = saved ? Array.from(saved.marks) : [];
  const took = saved ? Array.from(unpackInts(saved.took)) : [];
  /** Places in the log by path: of all paths, once one is asked for. */
  let byPath: Map<number, number[]> | null = null;

  function of(path: string): readonly number[] {
    if (byPath === null) {
      byPath = new Map();
      for (const [at, number] of paths.entries()) {
        const list = byPath.get(number);
        if (list === undefined) byPath.set(number, [at]);
        else list.push(at);
      }
    }
    return byPath.get(names.number(path)) ?? [];
  }
  const find = (order: number, path: string): number => of(path).findLast((at) => orders[at] === order) ?? -1;

  return {
    touch(order, path, oid, tookLines) {
      byPath = null;
      paths.push(names.number(path));
      orders.push(order);
      marks.push(oid === null ? GONE : markOf(oid));
      took.push(tookLines ? 1 : 0);
    },
    left(order, path) {
      const mark = marks[find(order, path)];
      return mark === GONE ? undefined : mark;
    },
    first(path, blob) {
      const at = of(path).find((place) => marks[place] === blob);
      return at === undefined ? undefined : orders[at];
    },
    took: (order, path) => took[find(order, path)] === 1,
    touching: (path) => of(path).map((at) => orders[at] ?? -1),
    save: () => ({
      paths: names.save(),
      path: packInts(paths),
      orders: packInts(orders),
      marks: Float64Array.from(marks),
      took: packInts(took),
    }),
  };
}

/** The first 52 bits of a blob's id: among the blobs of one path nothing else has them. */
const markOf = (oid: string): number => Number.parseInt(oid.slice(0, 13), 16);
