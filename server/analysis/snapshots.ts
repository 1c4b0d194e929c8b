// What is known of a repository's lines after the first so many commits, kept so that only what came since is replayed.
// Commits and edits make one sequence that depends on nothing but which they are; a snapshot may be used if and only if
// what led to it still begins that sequence. It can be thrown away at any time.
import { editsBefore, type RepositoryEdit, type SavedAttributor } from "../attribution/attribute.ts";
import { contentKey } from "../attribution/versions.ts";
import type { Repository } from "../git/facts.ts";
import { createPresence } from "../git/presence.ts";
import type { CommitHead } from "../git/history.ts";
import type { Derived } from "../ledger/derived.ts";
import { BUILD } from "../lib/build.ts";
import { checksum } from "../lib/checksum.ts";
import type { SavedPool } from "../lib/intern.ts";
import { pack, unpack } from "../lib/pack.ts";
import type { Printer } from "../lib/print.ts";
import { canGoOn, type SavedReplay } from "../replay/replay.ts";

/** Where snapshots are kept: of one repository. `build` changes whenever the program does: another may think otherwise. */
export type SnapshotStore = {
  readonly build: string;
  get(name: string): Uint8Array | null;
  put(name: string, value: Uint8Array): void;
};

/** The ledger's store of one repository's snapshots; null where it is not known which build is running. */
export function snapshotsIn(derived: Derived, { gitDir }: Repository): SnapshotStore | null {
  if (BUILD === "") return null;
  return {
    build: BUILD,
    get: (name) => derived.get(gitDir, name),
    put(name, value) {
      try {
        derived.put(gitDir, name, value);
      } catch {
        // Another process is writing. Nothing is lost: the next run replays what this one would have kept.
      }
    },
  };
}

/** The first commits of the plan and the edits taken before the last of them. */
type Position = {
  readonly applied: number;
  readonly commits: number;
  readonly taken: number;
  readonly edits: number;
};

export type Snapshot = Position & {
  /** Blobs that this clone lacked: files with them were given up on. */
  readonly missing: readonly string[];
  /** Places of the commits that revert others. */
  readonly reverting: Uint8Array;
  readonly pool: SavedPool;
  readonly replay: SavedReplay;
  readonly attributor: SavedAttributor;
};

export type Snapshots = {
  /** The latest snapshot that may be gone on from; null: everything is to be replayed. */
  load(): Promise<Snapshot | null>;
  /** After how many commits snapshots are to be made on the way from `start` on. */
  targets(start: number): readonly number[];
  save(applied: number, state: Omit<Snapshot, keyof Position>): void;
};

/**
 * The newest commits are amended and rebased now and then, and others come in between them from elsewhere: snapshots
 * are made before them. `NEAR`: how many commits the newest stays behind; each older one that is kept, `FURTHER` times.
 */
const NEAR = 16;
const FURTHER = 8;
const SLOTS = ["lines 0", "lines 1", "lines 2", "lines 3"];

/** All that decides about a repository's lines, but for what stands in no commit. */
export type Course = {
  readonly repository: Repository;
  readonly plan: readonly CommitHead[];
  /** In order of time. */
  readonly edits: readonly RepositoryEdit[];
  /** Commits whose trees are asked for. */
  readonly keep: ReadonlySet<string>;
  readonly printer: Printer;
};

/** The snapshots of a repository, held against its course. */
export function createSnapshots(
  store: SnapshotStore,
  { repository, plan, edits, keep, printer }: Course,
): Snapshots {
  // Another key makes other prints.
  const format = `1 ${store.build} ${printer.line("key").text}`;
  const ids = plan.map(({ id }) => id);
  const marks = editMarks(edits);
  let latest = 0;
  const times = plan.map(({ at }) => (latest = Math.max(latest, at)));

  function positionAt(applied: number): Position {
    const taken = applied === 0 ? 0 : editsBefore(edits, times[applied - 1] ?? 0);
    return {
      applied,
      commits: checksum(ids.slice(0, applied).join("\n")),
      taken,
      edits: checksum(marks.slice(0, taken).join(" ")),
    };
  }
  const holds = (position: Position): boolean =>
    position.applied <= plan.length && same(position, positionAt(position.applied));

  /** What each slot is said to hold, as far as that may be used. */
  const slots = readIndex(store, format).map((position) => (position && holds(position) ? position : null));

  async function read(slot: number, position: Position): Promise<Snapshot | null> {
    const value = store.get(SLOTS[slot] ?? "");
    // The format vouches for the shape.
    const snapshot = (value && unpack(value, format)) as Snapshot | null;
    const fits =
      snapshot !== null &&
      same(snapshot, position) &&
      canGoOn(plan, keep, snapshot.applied, snapshot.replay.trees.commits);
    if (!fits || snapshot.missing.length === 0) return fits ? snapshot : null;
    const missing = await createPresence(repository).missing(snapshot.missing);
    return missing.size === snapshot.missing.length ? snapshot : null;
  }

  return {
    async load() {
      const newestFirst = [...slots.entries()].sort(([, a], [, b]) => (b?.applied ?? 0) - (a?.applied ?? 0));
      for (const [slot, position] of newestFirst) {
        const snapshot = position && (await read(slot, position));
        if (snapshot) return snapshot;
        slots[slot] = null;
      }
      return null;
    },
    targets: (start) =>
      [NEAR, NEAR * FURTHER, NEAR * FURTHER ** 2]
        .map((behind) => ({ at: plan.length - behind, behind }))
        .filter(({ at, behind }) => at - start >= behind)
        .map(({ at }) => at),
    save(applied, state) {
      const position = positionAt(applied);
      const slot = slotFor(slots, applied);
      slots[slot] = position;
      // The value says what it is itself: it does not matter if only one of both is written.
      store.put(SLOTS[slot] ?? "", pack({ ...position, ...state } satisfies Snapshot, format));
      store.put("lines", pack(slots, format));
    },
  };
}

/**
 * The slot for a new snapshot: one of no use, else of two that are about equally far behind it the newer, so that the
 * older one can grow old; else the oldest.
 */
function slotFor(slots: readonly (Position | null)[], applied: number): number {
  const useless = slots.findIndex((position) => position === null || position.applied >= applied);
  if (useless >= 0) return useless;
  const ages = slots.map((position) => applied - (position?.applied ?? 0));
  const newestFirst = [...slots.keys()].sort((a, b) => (ages[a] ?? 0) - (ages[b] ?? 0));
  const classOf = (slot: number | undefined): number =>
    Math.floor(Math.log((ages[slot ?? -1] ?? 0) / NEAR) / Math.log(FURTHER));
  const crowded = newestFirst.find((slot, i) => classOf(slot) === classOf(newestFirst[i + 1]));
  return crowded ?? newestFirst.at(-1) ?? 0;
}

function readIndex(store: SnapshotStore, format: string): (Position | null)[] {
  const value = store.get("lines");
  const slots = value && unpack(value, format);
  return SLOTS.map((_, slot): Position | null => (Array.isArray(slots) ? (slots[slot] ?? null) : null));
}

function same(a: Position, b: Position): boolean {
  return a.applied === b.applied && a.commits === b.commits && a.taken === b.taken && a.edits === b.edits;
}

/** A mark of all that attribution reads of each edit. A turn counts by its first edit: its number is not for keeping. */
export function editMarks(edits: readonly RepositoryEdit[]): number[] {
  const first = new Map<number, number>();
  return edits.map(({ at, turn, undone, files }, place) => {
    if (!first.has(turn)) first.set(turn, place);
    const parts: unknown[] = [at, undone, first.get(turn)];
    for (const { path, movedTo, file } of files) {
      parts.push(path, movedTo, file.change, file.before && printMark(file.before));
      for (const { oldStart, signs, lines, sketches } of file.hunks) {
        const sketched = sketches.map((sketch) => (sketch === null ? -1 : contentKey(sketch)));
        parts.push(oldStart, signs, printMark(lines), contentKey(sketched));
      }
    }
    return checksum(JSON.stringify(parts));
  });
}

const printMark = (print: { readonly text: Float64Array; readonly flags: Uint32Array }): string =>
  `${contentKey(print.text)} ${contentKey(print.flags)}`;
