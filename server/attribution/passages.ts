// Comings and goings of identities, commit by commit.
import { createNames } from "../lib/intern.ts";
import { packInts, unpackInts } from "../lib/pack.ts";

/** What happened to an identity in a commit. */
export type Passage = {
  /** The commit's place in the plan. */
  readonly order: number;
  readonly born: boolean;
  readonly path: string;
};

export type Passages = {
  /** Notes the passage of `count` identities from `id` on. Commits come in order. */
  add(id: number, count: number, passage: Passage): void;
  /** In the order of the plan. */
  of(id: number): readonly Passage[];
  /** Whether there is any. */
  has(id: number): boolean;
  save(): SavedPassages;
};

/** Plain data: what `createPassages` goes on from. */
export type SavedPassages = {
  readonly paths: readonly string[];
  readonly ids: Uint8Array;
  readonly counts: Uint8Array;
  readonly orders: Uint8Array;
  readonly born: Uint8Array;
  readonly path: Uint8Array;
};

/** A log of passages, empty or as it was saved. */
export function createPassages(saved?: SavedPassages): Passages {
  const names = createNames(saved?.paths);
  const read = (packed: Uint8Array | undefined): number[] => (packed ? Array.from(unpackInts(packed)) : []);
  // Runs of identities that came or went together.
  const ids = read(saved?.ids);
  const counts = read(saved?.counts);
  const orders = read(saved?.orders);
  const born = read(saved?.born);
  const paths = read(saved?.path);
  let seen = new Uint8Array(1024);
  let index: Index | null = null;
  ids.forEach((id, run) => mark(id, counts[run] ?? 0));

  function mark(id: number, count: number): void {
    if (id + count > seen.length) {
      const larger = new Uint8Array((id + count) * 2);
      larger.set(seen);
      seen = larger;
    }
    seen.fill(1, id, id + count);
  }

  return {
    add(id, count, passage) {
      index = null;
      mark(id, count);
      const [path, isBorn] = [names.number(passage.path), passage.born ? 1 : 0];
      const run = ids.length - 1;
      const goesOn =
        orders[run] === passage.order &&
        born[run] === isBorn &&
        paths[run] === path &&
        (ids[run] ?? 0) + (counts[run] ?? 0) === id;
      if (goesOn) counts[run] = (counts[run] ?? 0) + count;
      else {
        ids.push(id);
        counts.push(count);
        orders.push(passage.order);
        born.push(isBorn);
        paths.push(path);
      }
    },
    of(id) {
      index ??= indexRuns(ids, counts, seen.length);
      const found: Passage[] = [];
      for (let at = index.starts[id] ?? 0; at < (index.starts[id + 1] ?? 0); at++) {
        const run = index.runs[at] ?? 0;
        found.push({ order: orders[run] ?? 0, born: born[run] === 1, path: names.name(paths[run] ?? 0) });
      }
      return found;
    },
    has: (id) => seen[id] === 1,
    save: () => ({
      paths: names.save(),
      ids: packInts(ids),
      counts: packInts(counts),
      orders: packInts(orders),
      born: packInts(born),
      path: packInts(paths),
    }),
  };
}

/** For identity `id`: runs[starts[id]] … runs[starts[id + 1] - 1]. */
type Index = { readonly starts: Int32Array; readonly runs: Int32Array };

function indexRuns(ids: readonly number[], counts: readonly number[], size: number): Index {
  const starts = new Int32Array(size + 2);
  const each = (take: (id: number, run: number) => void): void => {
    for (let run = 0; run < ids.length; run++)
      for (let id = ids[run] ?? 0, end = id + (counts[run] ?? 0); id < end; id++) take(id, run);
  };
  each((id) => (starts[id + 2] = (starts[id + 2] ?? 0) + 1));
  for (let id = 2; id < starts.length; id++) starts[id] = (starts[id] ?? 0) + (starts[id - 1] ?? 0);
  const runs = new Int32Array(starts.at(-1) ?? 0);
  each((id, run) => {
    const at = starts[id + 1] ?? 0;
    runs[at] = run;
    starts[id + 1] = at + 1;
  });
  return { starts, runs };
}
