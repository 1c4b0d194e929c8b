// Edits and history, led through time together: every line of every version gets its identity, and with it its writer.
// A pure function of both: the same edits and commits give the same answer, whenever they became known.
import { draftOf, type Draft } from "./draft.ts";
import type { Memory } from "./memory.ts";
import { place } from "./place.ts";
import { record, type TakenOut } from "./record.ts";
import { createRegistry, type Registry } from "./registry.ts";
import { createVersions, contentKey } from "./versions.ts";
import type { LooseTree } from "../git/facts.ts";
import type { PrintedFileEdit } from "../ledger/facts.ts";
import type { Printer } from "../lib/print.ts";
import type { CommitStep, Tree } from "../replay/replay.ts";
import { splitAt } from "./loose.ts";

/** An edit in a repository. */
export type RepositoryEdit = {
  /** Epoch ms. */
  readonly at: number;
  /** Any number that tells turns apart. */
  readonly turn: number;
  readonly agent: string;
  readonly session: string;
  readonly model: string | null;
  /** The user took the edit back. */
  readonly undone: boolean;
  /** Paths relative to the checkout's root. */
  readonly files: readonly {
    readonly path: string;
    readonly movedTo: string | null;
    readonly file: PrintedFileEdit;
  }[];
};

/** What happened to an identity in a commit. */
export type Passage = {
  /** The commit's place in the plan. */
  readonly order: number;
  readonly born: boolean;
  readonly path: string;
};

/** What a turn's own edits did. `written` and `removed` are net: what it wrote and took away again itself is in neither. */
export type TurnLines = {
  readonly written: readonly number[];
  readonly removed: readonly number[];
  /** All that it ever wrote or took out. */
  readonly everWritten: readonly number[];
  readonly everRemoved: readonly number[];
};

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

export type Blobs = {
  /** The blob that a commit left at a path; undefined where it did not touch it. */
  left(order: number, path: string): string | undefined;
  /** When a path first had a blob; undefined for never. */
  first(path: string, oid: string): number | undefined;
  /** Whether a commit took lines out of a path. */
  took(order: number, path: string): boolean;
};

export type Attributor = {
  /** Takes the next commit of the replay: gives its new lines their identities. */
  settle(step: CommitStep): void;
  /** Takes a tree that no commit holds, after all commits. Gives the identities of its changed files; null: the file is gone. */
  loose(tree: LooseTree, head: Tree | undefined): ReadonlyMap<string, Int32Array | null>;
  /** After all commits: takes the edits that are left. */
  finish(): Attribution;
};

/** Records bear milliseconds and git whole seconds: an edit up to a second after a commit may be in it. */
const SECOND = 999;
const RECENT = 4;

/** Attributes lines to `edits`, which are in order of time. */
export function createAttributor(edits: readonly RepositoryEdit[], printer: Printer): Attributor {
  const registry = createRegistry();
  const versions = createVersions();
  const passages = new Map<number, Passage[]>();
  const committed = (id: number): boolean => passages.has(id);
  const memory: Memory = { registry, versions, printer, suspects: new Map(), moved: new Set(), committed };
  const recent = createRecent();
  const tracked = new Set<string>();
  const written = new Map<number, number[]>();
  const removed = new Map<number, Set<number>>();
  const takenOut = new Map<string, TakenOut>();
  const replaced = new Set<number>();
  const pathOf = new Map<number, string>();
  const blobs = createBlobs();
  let next = 0;

  /** From a path's first edit on its versions are remembered; those before it that are still at hand, too. */
  function track(path: string): void {
    if (tracked.has(path)) return;
    tracked.add(path);
    for (const { lines, at } of recent.of(path))
      versions.add({ path, lines, at, recorded: false }, contentOf(lines, registry));
  }

  function takeEdits(until: number): void {
    for (; next < edits.length && (edits[next]?.at ?? Infinity) <= until; next++) {
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
      const key = `${edit.turn} ${path}`;
      const out = takenOut.get(key) ?? new Map();
      takenOut.set(key, out);
      const previous = edit.undone ? versions.ofPath(path)[0] : undefined;
      const result = record({ path, movedTo, at: edit.at, writer, file }, out, memory);
      if (previous !== undefined)
        versions.add({ ...previous, at: edit.at }, contentOf(previous.lines, registry));
      account(edit.turn, movedTo ?? path, result);
    }
  }

  function account(
    turn: number,
    path: string,
    result: { written: number[]; removed: number[]; replaced: number[] },
  ): void {
    const mine = written.get(turn) ?? [];
    mine.push(...result.written);
    written.set(turn, mine);
    const out = removed.get(turn) ?? new Set();
    for (const id of result.removed) {
      out.add(id);
      if (!pathOf.has(id)) pathOf.set(id, path);
    }
    removed.set(turn, out);
    for (const id of result.written) pathOf.set(id, path);
    for (const id of result.replaced) {
      const author = registry.writer(id);
      if (author >= 0 && edits[author]?.turn !== turn) replaced.add(id);
    }
  }

  /** A file with no agent's line in it, and none that an agent's record explains, needs no second look. */
  function concerns(draft: Draft): boolean {
    if (tracked.has(draft.path) || (draft.oldPath !== null && tracked.has(draft.oldPath))) return true;
    return draft.ids.some((known, i) => {
      if (known >= 0 || draft.significant[i] === 0) return false;
      const same = registry.withText(draft.text[i] ?? -1);
      return same.length > 0 && same.length <= 6 && same.some((id) => versions.last(id) !== undefined);
    });
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

  function follow(drafts: readonly Draft[], at: number): void {
    for (const draft of drafts) {
      recent.add(draft.path, { lines: draft.ids, at, content: contentKey(draft.text) });
      if (concerns(draft)) {
        tracked.add(draft.path);
        versions.add({ path: draft.path, lines: draft.ids, at, recorded: false }, contentKey(draft.text));
      }
    }
  }

  function pass(step: CommitStep): void {
    const { order } = step;
    const deaths = new Map<number, string>();
    const births = new Map<number, string>();
    const merge = step.commit.parents.length > 1;
    for (const { path, before } of step.gone) {
      for (const id of before.lines ?? []) deaths.set(id, path);
      blobs.touch(order, path, null, true);
    }
    for (const { path, oid, lines, changes } of step.files) {
      for (const { at, added, removed: out } of changes) {
        for (const id of out) if (!merge) deaths.set(id, path);
        for (let i = at; i < at + added.length; i++) births.set(lines[i] ?? -1, path);
      }
      blobs.touch(
        order,
        path,
        oid,
        changes.some((c) => c.removed.length > 0),
      );
    }
    for (const { path, after } of step.taken) blobs.touch(order, path, after.oid, false);
    for (const [id, path] of births) if (!deaths.has(id)) passed(id, { order, born: true, path });
    for (const [id, path] of deaths) if (!births.has(id)) passed(id, { order, born: false, path });
  }

  function passed(id: number, passage: Passage): void {
    const list = passages.get(id);
    if (list === undefined) passages.set(id, [passage]);
    else list.push(passage);
  }

  return {
    settle(step) {
      takeEdits(step.commit.at + SECOND);
      const drafts = step.files.map((file) =>
        draftOf(registry, printer, { ...file, before: file.before?.lines ?? null }),
      );
      const needed = drafts.filter(concerns);
      const plain = drafts.filter((draft) => !needed.includes(draft));
      for (const draft of plain) makeAllNew(draft, registry);
      const gone = step.gone.flatMap(({ before }) => (before.lines === null ? [] : [before.lines]));
      if (needed.length > 0) placeAll(needed, gone, step.tree, step.commit.reverts.length > 0);
      follow(drafts, step.commit.at);
      pass(step);
    },
    loose(tree, head) {
      takeEdits(Infinity);
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
      takeEdits(Infinity);
      const turns = new Map<number, TurnLines>();
      for (const turn of new Set([...written.keys(), ...removed.keys()])) {
        const out = removed.get(turn) ?? new Set();
        const mine = written.get(turn) ?? [];
        const own = new Set(mine);
        turns.set(turn, {
          written: mine.filter((id) => !out.has(id)),
          removed: [...out].filter((id) => !own.has(id)),
          everWritten: mine,
          everRemoved: [...out],
        });
      }
      return {
        registry,
        edits,
        turns,
        pathOf: (id) => pathOf.get(id) ?? "",
        replaced,
        moved: memory.moved,
        passages: (id) => passages.get(id) ?? [],
        blobs,
      };
    },
  };
}

function contentOf(lines: Int32Array, registry: Registry): number {
  return contentKey(Float64Array.from(lines, (id) => registry.text(id)));
}

function makeAllNew(draft: Draft, registry: Registry): void {
  draft.ids.forEach((known, i) => {
    if (known < 0)
      draft.ids[i] = registry.add(draft.text[i] ?? 0, draft.space[i] ?? 0, draft.significant[i] === 1, -1);
  });
}

type RecentVersion = { readonly lines: Int32Array; readonly at: number; readonly content: number };

/** The last few committed versions of every path: what an edit may be based on before its path is tracked. */
function createRecent(): {
  add(path: string, version: RecentVersion): void;
  of(path: string): readonly RecentVersion[];
  withContent(content: number): readonly string[];
} {
  const byPath = new Map<string, RecentVersion[]>();
  const byContent = new Map<number, Set<string>>();
  return {
    add(path, version) {
      const list = byPath.get(path) ?? [];
      byPath.set(path, list);
      list.push(version);
      const paths = byContent.get(version.content) ?? new Set();
      byContent.set(version.content, paths.add(path));
      if (list.length <= RECENT) return;
      const old = list.shift();
      if (old !== undefined && !list.some((v) => v.content === old.content))
        byContent.get(old.content)?.delete(path);
    },
    of: (path) => byPath.get(path) ?? [],
    withContent: (content) => [...(byContent.get(content) ?? [])],
  };
}

function createBlobs(): Blobs & {
  touch(order: number, path: string, oid: string | null, took: boolean): void;
} {
  const first = new Map<string, Map<string, number>>();
  const touched = new Map<string, { oid: string | null; took: boolean }>();
  return {
    touch(order, path, oid, took) {
      touched.set(`${order} ${path}`, { oid, took });
      if (oid === null) return;
      const known = first.get(path) ?? new Map<string, number>();
      first.set(path, known);
      if (!known.has(oid)) known.set(oid, order);
    },
    left: (order, path) => touched.get(`${order} ${path}`)?.oid ?? undefined,
    first: (path, oid) => first.get(path)?.get(oid),
    took: (order, path) => touched.get(`${order} ${path}`)?.took === true,
  };
}
