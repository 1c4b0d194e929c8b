// Edits and history, led through time together: every line of every version gets its identity, and with it its writer.
// A pure function of both: the same edits and commits give the same answer, whenever they became known.
import { createBlobs, type Blobs, type SavedBlobs } from "./blobs.ts";
import { draftOf, type Draft, makeAllNew } from "./draft.ts";
import { splitAt } from "./loose.ts";
import type { Memory } from "./memory.ts";
import { notePassages } from "./note-passages.ts";
import { createPassages, type Passage, type SavedPassages } from "./passages.ts";
import { place } from "./place.ts";
import { createRecent, type SavedRecent } from "./recent.ts";
import { record } from "./record.ts";
import { createRegistry, NOBODY, type Registry, type SavedRegistry } from "./registry.ts";
import { editsBefore, type RepositoryEdit } from "./repository-edit.ts";
import { createTally, type SavedTally, type TurnLines } from "./tally.ts";
import { createVersions, contentKey, type SavedVersions } from "./versions.ts";
import type { LooseTree } from "../git/facts.ts";
import type { LinePool } from "../lib/intern.ts";
import { packInts, unpackInts } from "../lib/pack.ts";
import type { LinePrint, Printer } from "../lib/print.ts";
import { printableLine } from "../lib/notebook.ts";
import { hasWeight } from "../lib/weight.ts";
import type { CommitStep, FileStep, Tree } from "../replay/replay.ts";

export type { Blobs } from "./blobs.ts";
export type { Passage } from "./passages.ts";
export { editsBefore, type RepositoryEdit } from "./repository-edit.ts";
export type { TurnLines } from "./tally.ts";

export type Attribution = {
  readonly registry: Registry;
  readonly edits: readonly RepositoryEdit[];
  readonly turns: ReadonlyMap<number, TurnLines>;
  /** Path at which an agent wrote a line, or else first took it out. */
  pathOf(id: number): string;
  /** Agents' lines in whose place a later turn wrote others. */
  readonly replaced: ReadonlySet<number>;
  /** Lines that were found again in another file. */
  readonly moved: ReadonlySet<number>;
  /** Comings and goings of an identity, in the order of the plan. */
  passages(id: number): readonly Passage[];
  /** What commits did to files, for telling a revert. */
  readonly blobs: Blobs;
};

export type Attributor = {
  /** Takes the next commit of the replay: gives its new lines their identities. */
  settle(step: CommitStep): void;
  /** Takes a tree that no commit holds, after all commits. Gives the identities of its changed files; null: the file is gone. */
  loose(tree: LooseTree, head: Tree | undefined): ReadonlyMap<string, Int32Array | null>;
  /** After all commits: takes the edits that are left. */
  finish(): Attribution;
  /** All that is known after the commits taken so far. Not to be asked for after `loose` or `finish`. */
  save(pool: LinePool): SavedAttributor;
};

/** Plain data: what `createAttributor` goes on from. No text of any source is in it. */
export type SavedAttributor = {
  readonly registry: SavedRegistry;
  readonly versions: SavedVersions;
  readonly recent: SavedRecent;
  readonly passages: SavedPassages;
  readonly blobs: SavedBlobs;
  readonly tally: SavedTally;
  readonly tracked: readonly string[];
  readonly moved: Uint8Array;
  readonly suspects: ReadonlyMap<number, readonly number[]>;
};

/** Goes on where another attributor was saved that had taken as many edits, with the same turns. */
export type SavedAt = {
  readonly state: SavedAttributor;
  /** How many edits were taken. */
  readonly taken: number;
  linesOf(number: number): Int32Array | null;
};

/** Attributes lines to `edits`, which are in order of time. */
export function createAttributor(
  edits: readonly RepositoryEdit[],
  printer: Printer,
  saved?: SavedAt,
): Attributor {
  const state = saved?.state;
  const registry = createRegistry(state?.registry);
  const contentOf = (lines: Int32Array): number => contentKey(textsOf(lines, registry));
  const versions = createVersions(state?.versions, saved?.linesOf);
  const recent = createRecent(contentOf, state?.recent, saved?.linesOf);
  const passages = createPassages(state?.passages);
  const blobs = createBlobs(state?.blobs);
  const tally = createTally(edits, registry.writer, state?.tally);
  const tracked = new Set(state?.tracked);
  const memory: Memory = {
    registry,
    versions,
    printer,
    suspects: new Map(state?.suspects),
    moved: new Set(state && unpackInts(state.moved)),
    committed: passages.has,
  };
  let next = saved?.taken ?? 0;

  /** From a path's first edit on its versions are remembered; those before it that are still at hand, too. */
  function track(path: string): void {
    if (tracked.has(path)) return;
    tracked.add(path);
    for (const { lines, at } of recent.of(path))
      versions.add({ path, lines, at, recorded: false }, contentOf(lines));
  }

  function takeEdits(end: number): void {
    for (; next < end; next++) {
      const edit = edits[next];
      if (edit !== undefined) takeEdit(edit, next);
    }
  }

  function takeEdit(edit: RepositoryEdit, writer: number): void {
    for (const { path, movedTo, file } of edit.files) {
      track(path);
      if (movedTo !== null) track(movedTo);
      if (file.before !== null)
        for (const home of recent.withContent(contentKey(file.before.text))) track(home);
      const previous = edit.undone ? versions.ofPath(path)[0] : undefined;
      const takenOut = tally.takenOut(edit.turn, path);
      const result = record({ path, movedTo, at: edit.at, writer, file }, takenOut, memory);
      if (previous !== undefined) versions.add({ ...previous, at: edit.at }, contentOf(previous.lines));
      tally.add(edit.turn, movedTo ?? path, result);
    }
  }

  const isTracked = (path: string, oldPath: string | null): boolean =>
    tracked.has(path) || (oldPath !== null && tracked.has(oldPath));

  /** Whether a version that an agent's record may explain holds the text. */
  function isKnown(text: number): boolean {
    const births = registry.births(text);
    return births > 0 && births <= 6 && registry.withText(text).some((id) => versions.last(id) !== undefined);
  }

  /** A file with no agent's line in it, and too few that an agent's record may explain, needs no second look. */
  function concerns(draft: Draft): boolean {
    if (isTracked(draft.path, draft.oldPath)) return true;
    const fresh = Array.from(draft.ids.keys()).filter((i) => (draft.ids[i] ?? 0) < 0);
    return isExplained(
      draft.path,
      fresh.map((i) => ({ text: draft.text[i] ?? -1, significant: draft.significant[i] === 1 })),
    );
  }

  /** One known line stands in many files by chance; two may have come from elsewhere. */
  function isExplained(path: string, lines: readonly Pick<LinePrint, "text" | "significant">[]): boolean {
    if (!hasWeight(path)) return false;
    let hits = 0;
    return lines.some(({ text, significant }) => significant && isKnown(text) && ++hits > 1);
  }

  function placeAll(
    drafts: readonly Draft[],
    gone: readonly Int32Array[],
    tree: Tree | undefined,
    reverting: boolean,
  ): void {
    const leaving = new Set<number>();
    for (const lines of gone) for (const id of lines) leaving.add(id);
    for (const { gaps } of drafts) for (const { removed: out } of gaps) for (const id of out) leaving.add(id);
    const own = new Set(drafts.map((d) => d.path));
    const sets = new Map<string, Set<number>>();
    const inTree = (id: number, path: string): boolean => {
      let set = sets.get(path);
      if (set === undefined) {
        set = new Set(tree?.get(path)?.lines ?? []);
        sets.set(path, set);
      }
      return set.has(id);
    };
    const alive = (id: number): boolean =>
      !leaving.has(id) && versions.homes(id).some((path) => !own.has(path) && inTree(id, path));
    const since = (draft: Draft): number => recent.of(draft.oldPath ?? draft.path).at(-1)?.at ?? 0;
    place(drafts, { alive, since, reverting }, memory);
  }

  /** The lines that a step adds; null where they concern an agent. */
  function plainPrints(file: FileStep): LinePrint[] | null {
    if (isTracked(file.path, file.oldPath)) return null;
    const prints: LinePrint[] = [];
    for (const { added } of file.changes)
      for (const line of added) prints.push(printer.line(printableLine(file.path, line)));
    const hit = tracked.size > 0 && isExplained(file.path, prints);
    return hit ? null : prints;
  }

  /** Lines of no agent: all that is not inherited is new. */
  function addPlain({ path, lines, changes }: FileStep, prints: readonly LinePrint[], order: number): void {
    const first = registry.count();
    let k = 0;
    for (const { at, added } of changes)
      for (let i = 0; i < added.length; i++, k++) {
        const print = prints[k];
        if (print) lines[at + i] = registry.add(print.text, print.space, print.significant, NOBODY);
      }
    if (k > 0) passages.add(first, k, { order, born: true, path });
  }

  function remember({ files, commit }: CommitStep): void {
    for (const { path, oldPath, lines } of files) {
      recent.add({ path, lines, at: commit.at });
      if (!isTracked(path, oldPath)) continue;
      tracked.add(path);
      versions.add({ path, lines, at: commit.at, recorded: false }, contentOf(lines));
    }
  }

  return {
    settle(step) {
      takeEdits(Math.max(next, editsBefore(edits, step.commit.at)));
      const prints = step.files.map(plainPrints);
      const plain = new Set(step.files.filter((_, i) => prints[i] !== null));
      const drafts = step.files.flatMap((file) =>
        plain.has(file) ? [] : [draftOf(registry, printer, { ...file, before: file.before?.lines ?? null })],
      );
      step.files.forEach((file, i) => {
        const own = prints[i];
        if (own) addPlain(file, own, step.order);
      });
      const gone = step.gone.flatMap(({ before }) => (before.lines === null ? [] : [before.lines]));
      if (drafts.length > 0) placeAll(drafts, gone, step.tree, step.commit.reverts.length > 0);
      // A file that an agent's line moved into is followed from now on.
      for (const { path, ids } of drafts) if (ids.some((id) => registry.writer(id) >= 0)) tracked.add(path);
      remember(step);
      notePassages(step, plain, { passages, blobs });
    },
    loose(tree, head) {
      takeEdits(edits.length);
      const drafts: Draft[] = [];
      const gone: Int32Array[] = [];
      const result = new Map<string, Int32Array | null>();
      for (const [path, lines] of tree.files) {
        const before = head?.get(path)?.lines ?? null;
        if (lines === null) {
          if (before !== null) gone.push(before);
          result.set(path, null);
        } else drafts.push(splitAt(path, before, lines, memory));
      }
      const needed = drafts.filter(concerns);
      for (const draft of drafts) if (!needed.includes(draft)) makeAllNew(draft, registry);
      if (needed.length > 0) placeAll(needed, gone, head, false);
      for (const draft of drafts) result.set(draft.path, draft.ids);
      return result;
    },
    finish() {
      takeEdits(edits.length);
      return {
        registry,
        edits,
        turns: tally.turns(),
        pathOf: tally.pathOf,
        replaced: tally.replaced,
        moved: memory.moved,
        passages: passages.of,
        blobs,
      };
    },
    save: (pool) => ({
      // First, so that versions of one path get numbers in a row.
      recent: recent.save(pool),
      versions: versions.save(pool),
      registry: registry.save(),
      passages: passages.save(),
      blobs: blobs.save(),
      tally: tally.save(),
      tracked: [...tracked],
      moved: packInts([...memory.moved]),
      suspects: new Map(memory.suspects),
    }),
  };
}

function textsOf(lines: Int32Array, registry: Registry): Float64Array {
  const texts = new Float64Array(lines.length);
  for (let i = 0; i < lines.length; i++) texts[i] = registry.text(lines[i] ?? -1);
  return texts;
}
