// What a version seen before explains of a draft, and how far that is to be trusted.
import { align } from "./align.ts";
import { UNKNOWN } from "./draft.ts";
import type { Memory, Open, Scene } from "./memory.ts";
import type { Version } from "./versions.ts";
import { isRare, sideOf, weigher } from "./weigh.ts";

/** Line `i` of the draft is line `j` of the version, of identity `id`; `known`: it was so before. */
export type Pair = { readonly i: number; readonly j: number; readonly id: number; readonly known: boolean };

export type Explained = {
  readonly version: Version;
  /** Pairs in order. */
  readonly matched: readonly Pair[];
  /** The version is one of this very file, be it under another name. */
  readonly isHome: boolean;
  /** Most of what it has and the tree lacks is in the draft: it is what the draft was made from. */
  readonly leads: boolean;
  /** It is the last record of the file. */
  readonly isNewest: boolean;
  /** It is the last record of the file, and made after the version before: what the file was like when it was last seen. */
  readonly isCurrent: boolean;
};

/** Which lines of a draft a version may explain. */
export function explain(
  version: Version,
  open: Open,
  scene: Scene,
  { registry, versions }: Memory,
): Explained {
  const { draft, claims, free } = open;
  const place = new Map<number, number>();
  version.lines.forEach((id, j) => place.set(id, j));
  const fixed = Int32Array.from(draft.ids, (id) => (id === UNKNOWN ? -1 : (place.get(id) ?? -1)));
  const pairs = align(draft, sideOf(version.lines, registry), weigher(registry), fixed);
  const isNewest = versions.ofPath(version.path).find((v) => v.recorded) === version;
  const isCurrent = isNewest && version.at >= scene.since(draft);
  const matched: Pair[] = [];
  let heavy = 0;
  pairs.forEach((j, i) => {
    const id = j < 0 ? UNKNOWN : (version.lines[j] ?? UNKNOWN);
    const own = draft.ids[i] ?? UNKNOWN;
    const claimed = claims[i] ?? UNKNOWN;
    if (id === UNKNOWN) return;
    if (draft.significant[i] === 1) heavy++;
    if (own === id) matched.push({ i, j, id, known: true });
    else if (own === UNKNOWN && free(id) && (claimed === UNKNOWN || claimed === id || isCurrent))
      matched.push({ i, j, id, known: false });
  });
  const isNamed = version.path === draft.path || version.path === draft.oldPath;
  // A new file that is for the most part another one's text is that file under a new name.
  const renamed = draft.before === null && heavy * 2 >= draft.significant.reduce((a, b) => a + b, 0);
  // Where a file was deleted and another one has its name now, the old one is a stranger.
  const named = isNamed && (draft.before !== null || isCurrent);
  const pending = count(version.lines, (id) => registry.significant(id) && free(id));
  const gained = count(matched, (p) => !p.known && registry.significant(p.id));
  const leads = scene.reverting || gained * 2 >= pending;
  return { version, matched, isHome: named || renamed, leads, isNewest, isCurrent };
}

function count<T>(items: Iterable<T>, wanted: (item: T) => boolean): number {
  let found = 0;
  for (const item of items) if (wanted(item)) found++;
  return found;
}

/** The lines that a version explains well enough to be taken from it. */
export function linesExplained(
  { version, matched, isHome, leads, isNewest, isCurrent }: Explained,
  { draft }: Open,
  { registry, committed }: Memory,
): Pair[] {
  const accepted: Pair[] = [];
  const doubtful: Pair[] = [];
  const alike = (i: number, j: number): boolean =>
    draft.text[i] === (j < 0 ? undefined : registry.text(version.lines[j] ?? -1));
  for (const run of runsOf(matched)) {
    const gained = run.filter((p) => !p.known && draft.significant[p.i] === 1);
    const rare = count(gained, (p) => isRare(draft.text[p.i] ?? -1, registry));
    const first = run[0];
    const last = run.at(-1);
    if (first === undefined || last === undefined) continue;
    const anchored = run.some((p) => p.known);
    const atStart = first.known || (first.i === 0 && first.j === 0);
    const atEnd = last.known || (last.i === draft.ids.length - 1 && last.j === version.lines.length - 1);
    const within = (atStart || alike(first.i - 1, first.j - 1)) && (atEnd || alike(last.i + 1, last.j + 1));
    // What once landed elsewhere and is gone needs more to be called back here.
    const fresh = !gained.some((p) => committed(p.id));
    const isWhole = isCurrent && draft.before === null;
    const good = isHome
      ? isStrong(rare, gained.length) ||
        ((leads || anchored || isWhole) && (rare > 0 || gained.length >= 3)) ||
        (isCurrent && leads && (atStart || atEnd)) ||
        (isNewest && anchored && within)
      : isStrongAbroad(rare, gained.length) ||
        (leads && rare > 0 && fresh && (gained.length >= 2 || anchored));
    (good ? accepted : doubtful).push(...run.filter((p) => !p.known));
  }
  // A template line between lines of its own edit goes with them.
  const near = (p: Pair): boolean => {
    const writer = registry.writer(p.id);
    if (writer < 0) return false;
    const beside = accepted.filter(
      (q) => registry.writer(q.id) === writer && Math.abs(q.i - p.i) <= 6 && Math.abs(q.j - p.j) <= 6,
    );
    return beside.some((q) => q.i < p.i && q.j < p.j) && beside.some((q) => q.i > p.i && q.j > p.j);
  };
  return isHome ? [...accepted, ...doubtful.filter(near)] : accepted;
}

/** Whether a run of lines tells by itself where it comes from: templates alone stand in many places. */
function isStrong(rare: number, heavy: number): boolean {
  return rare >= 2 || (rare >= 1 && heavy >= 3);
}

/** The same in another file: a rare line among many of every day's is no sign of a move. */
function isStrongAbroad(rare: number, heavy: number): boolean {
  return rare >= 2 && heavy >= 3 && rare * 3 >= heavy;
}

/** Runs of lines that stand in another order than in the version, if they tell by themselves that they come from there. */
export function runsMoved(
  { version, isHome }: Explained,
  { draft, claims, free }: Open,
  { registry }: Memory,
): Pair[] {
  const rarePlaces = new Map<number, number>();
  version.lines.forEach((id, j) => {
    const text = registry.text(id);
    if (registry.significant(id) && isRare(text, registry) && free(id))
      rarePlaces.set(text, rarePlaces.has(text) ? -1 : j);
  });
  const used = new Set<number>();
  const found: Pair[] = [];
  let next = 0;
  const fits = (i: number, j: number): boolean => {
    const id = version.lines[j];
    if (id === undefined || draft.ids[i] !== UNKNOWN || (claims[i] ?? UNKNOWN) !== UNKNOWN) return false;
    return registry.text(id) === draft.text[i] && !used.has(j) && free(id);
  };
  for (let i = 0; i < draft.ids.length; i++) {
    const j = draft.significant[i] === 1 ? (rarePlaces.get(draft.text[i] ?? -1) ?? -1) : -1;
    if (j < 0 || i < next || !fits(i, j)) continue;
    let back = 0;
    while (i - back > next && fits(i - back - 1, j - back - 1)) back++;
    const run: Pair[] = [];
    for (let k = -back; fits(i + k, j + k); k++)
      run.push({ i: i + k, j: j + k, id: version.lines[j + k] ?? UNKNOWN, known: false });
    const heavy = run.filter((p) => draft.significant[p.i] === 1);
    const rare = count(heavy, (p) => isRare(draft.text[p.i] ?? -1, registry));
    if (!(isHome ? isStrong : isStrongAbroad)(rare, heavy.length)) continue;
    for (const p of run) used.add(p.j);
    found.push(...run);
    next = i - back + run.length;
  }
  return found;
}

function runsOf(matched: readonly Pair[]): Pair[][] {
  const runs: Pair[][] = [];
  let last: Pair | undefined;
  for (const pair of matched) {
    if (last !== undefined && pair.i === last.i + 1 && pair.j === last.j + 1) runs.at(-1)?.push(pair);
    else runs.push([pair]);
    last = pair;
  }
  return runs;
}
