// Gives each new line of a tree its identity: an older line that lives on, an agent's line that lands, or a new one.
// An identity lives once in a tree; nobody's claim comes before that of the version before.
import { align } from "./align.ts";
import { UNKNOWN, type Draft } from "./draft.ts";
import { similarity } from "./similarity.ts";
import { NOBODY, PERSON, type Registry } from "./registry.ts";
import { contentKey, type Version, type Versions } from "./versions.ts";
import type { Printer } from "../lib/print.ts";

export type Memory = {
  readonly registry: Registry;
  readonly versions: Versions;
  readonly printer: Printer;
  /** Lines that a person may have made from an agent's: id → the agent's lines that stood in their place. */
  readonly suspects: Map<number, readonly number[]>;
  /** Lines that were found again in another file than the one they came from. */
  readonly moved: Set<number>;
  /** Whether a commit ever brought the line. */
  committed(id: number): boolean;
};

/** What surrounds the drafts: the tree before, and what kind of step this is. */
export type Scene = {
  /** Whether an identity stands in the tree before, in a file or place that this step leaves alone. */
  alive(id: number): boolean;
  /** When the version before of each draft was made, epoch ms; older records are out of date. */
  since(draft: Draft): number;
  /** Whether the commit says that it reverts another: old versions then come before newer records. */
  readonly reverting: boolean;
};

const RARE = 3;
const MAX_TRIES = 12;

/** Fills in the identities of all drafts of one step. */
export function place(drafts: readonly Draft[], scene: Scene, memory: Memory): void {
  const inherited = drafts.map((draft) => inheritedClaims(draft, memory.registry));
  const taken = new Set<number>();
  const reserved = new Map<number, number>();
  inherited.forEach((claims, d) => claims.forEach((id) => id !== UNKNOWN && reserved.set(id, d)));
  const freeFor = (d: number) => (id: number) =>
    !taken.has(id) && !scene.alive(id) && (reserved.get(id) ?? d) === d;
  const open = drafts.map((draft, d) => ({
    draft,
    claims: inherited[d] ?? new Int32Array(0),
    changed: new Map<number, readonly number[]>(),
    free: freeFor(d),
  }));
  for (const { draft } of open) for (const id of draft.ids) if (id !== UNKNOWN) taken.add(id);
  for (const o of open) takeExact(o, scene, memory, taken);
  for (const o of open) takeFromVersions(o, scene, memory, taken);
  for (const o of open) takeInherited(o, memory.registry, taken);
  for (const o of open) makeNew(o, memory);
}

type Open = {
  readonly draft: Draft;
  /** What the version before claims, line by line. */
  readonly claims: Int32Array;
  /** Lines that a person may have made from one of these lines of an agent. */
  readonly changed: Map<number, readonly number[]>;
  free(id: number): boolean;
};

/** For each unknown line, the line of the same gap that it is but for white space; UNKNOWN for none. */
function inheritedClaims(draft: Draft, registry: Registry): Int32Array {
  const claims = new Int32Array(draft.ids.length).fill(UNKNOWN);
  for (const { at, count, removed } of draft.gaps) {
    if (count === 0 || removed.length === 0) continue;
    const left = { text: draft.text.subarray(at, at + count), space: draft.space.subarray(at, at + count) };
    const pairs = align(left, sideOf(removed, registry), weigher(registry));
    pairs.forEach((j, i) => {
      if (j >= 0 && draft.ids[at + i] === UNKNOWN) claims[at + i] = removed[j] ?? UNKNOWN;
    });
  }
  return claims;
}

/** The lines of identities, as they last stood. */
export function sideOf(ids: Int32Array, registry: Registry): { text: Float64Array; space: Float64Array } {
  return {
    text: Float64Array.from(ids, (id) => registry.text(id)),
    space: Float64Array.from(ids, (id) => registry.space(id)),
  };
}

/** Rare lines weigh most, lines without letters or digits least. */
export function weigher(registry: Registry): (text: number) => number {
  return (text) => {
    const births = registry.births(text);
    const some = registry.withText(text)[0];
    if (some !== undefined && !registry.significant(some)) return 1;
    return births <= RARE ? 6 : 3;
  };
}

/** A file that equals a version seen before takes that version's identities whole. */
function takeExact(
  { draft, free }: Open,
  scene: Scene,
  { registry, versions }: Memory,
  taken: Set<number>,
): void {
  if (!draft.ids.includes(UNKNOWN) || !draft.significant.includes(1)) return;
  const same = versions.withContent(contentKey(draft.text), draft.path);
  const ordered = scene.reverting
    ? [...same.filter((v) => !v.recorded), ...same.filter((v) => v.recorded)]
    : same;
  for (const version of ordered.slice(0, 3)) {
    draft.ids.forEach((known, i) => {
      const id = version.lines[i] ?? UNKNOWN;
      if (known === UNKNOWN && registry.text(id) === draft.text[i] && free(id))
        give(draft, i, id, registry, taken);
    });
  }
}

function give(draft: Draft, line: number, id: number, registry: Registry, taken: Set<number>): void {
  draft.ids[line] = id;
  taken.add(id);
  registry.respace(id, draft.space[line] ?? 0);
}

/** Versions that hold rare lines of the draft explain it, those that explain most first; then the newest records of the path. */
function takeFromVersions(open: Open, scene: Scene, memory: Memory, taken: Set<number>): void {
  const tried = new Set<Version>();
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (!open.draft.ids.includes(UNKNOWN)) return;
    const version = bestVersion(open, scene, memory, tried);
    if (version === undefined) return;
    tried.add(version);
    takeFrom(version, open, scene, memory, taken);
  }
}

function bestVersion(
  { draft, claims, free }: Open,
  scene: Scene,
  memory: Memory,
  tried: ReadonlySet<Version>,
): Version | undefined {
  const { registry, versions } = memory;
  const votes = new Map<Version, number>();
  draft.ids.forEach((known, i) => {
    if (known !== UNKNOWN || claims[i] !== UNKNOWN || draft.significant[i] === 0) return;
    const text = draft.text[i] ?? -1;
    const births = registry.births(text);
    if (births === 0 || births > RARE * 2) return;
    const seen = new Set<Version>();
    for (const id of registry.withText(text)) {
      const version = versions.last(id);
      if (version === undefined || tried.has(version) || seen.has(version) || !free(id)) continue;
      seen.add(version);
      votes.set(version, (votes.get(version) ?? 0) + (births <= RARE ? 2 : 1));
    }
  });
  const names =
    draft.oldPath === null || draft.oldPath === draft.path ? [draft.path] : [draft.path, draft.oldPath];
  for (const name of names) {
    const newest = versions.ofPath(name).find((v) => v.recorded);
    if (newest !== undefined && !tried.has(newest) && newest.at >= scene.since(draft))
      votes.set(newest, (votes.get(newest) ?? 0) + 0.5);
  }
  const home = (v: Version): number => (names.includes(v.path) ? 1 : 0);
  let best: Version | undefined;
  for (const [version, count] of votes) {
    if (best === undefined) best = version;
    else {
      const most = votes.get(best) ?? 0;
      if (
        count !== most
          ? count > most
          : home(version) !== home(best)
            ? home(version) > home(best)
            : version.at > best.at
      )
        best = version;
    }
  }
  return best;
}

type Pair = { readonly i: number; readonly j: number; readonly id: number; readonly known: boolean };

/** Takes from a version the runs of lines that it explains well enough. */
function takeFrom(version: Version, open: Open, scene: Scene, memory: Memory, taken: Set<number>): void {
  const explained = explain(version, open, scene, memory);
  const accepted = acceptedOf(explained, open, memory);
  const take = (pairs: readonly Pair[]): void => {
    for (const { i, id } of pairs) {
      give(open.draft, i, id, memory.registry, taken);
      if (!explained.isHome) memory.moved.add(id);
    }
  };
  take(accepted);
  take(movedRuns(version, open, memory));
  if (version.recorded)
    suspectChanged(
      version,
      explained.matched.filter((p) => p.known || accepted.includes(p)),
      open,
      memory,
    );
}

type Explained = {
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
function explain(version: Version, open: Open, scene: Scene, { registry, versions }: Memory): Explained {
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
  const named = version.path === draft.path || version.path === draft.oldPath;
  // A new file that is for the most part another one's text is that file under a new name.
  const renamed = draft.before === null && heavy * 2 >= draft.significant.reduce((a, b) => a + b, 0);
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

function isRare(text: number, registry: Registry): boolean {
  return registry.births(text) <= RARE;
}

function acceptedOf(
  { version, matched, isHome, leads, isNewest, isCurrent }: Explained,
  { draft }: Open,
  { registry }: Memory,
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
    const strong = isStrong(rare, gained.length);
    const good = isHome
      ? strong ||
        ((leads || anchored) && (rare > 0 || gained.length >= 3)) ||
        (isCurrent && leads && (atStart || atEnd)) ||
        (isNewest && anchored && within)
      : strong || (leads && rare > 0 && (gained.length >= 2 || anchored));
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

/** Runs of lines that stand in another order than in the version, if they tell by themselves that they come from there. */
function movedRuns(version: Version, { draft, claims, free }: Open, { registry }: Memory): Pair[] {
  const rarePlaces = new Map<number, number>();
  version.lines.forEach((id, j) => {
    const text = registry.text(id);
    if (registry.significant(id) && isRare(text, registry) && free(id))
      rarePlaces.set(text, rarePlaces.has(text) ? -1 : j);
  });
  const used = new Set<number>();
  const found: Pair[] = [];
  const fits = (i: number, j: number): boolean => {
    const id = version.lines[j];
    if (id === undefined || draft.ids[i] !== UNKNOWN || (claims[i] ?? UNKNOWN) !== UNKNOWN) return false;
    return registry.text(id) === draft.text[i] && !used.has(j) && free(id);
  };
  for (let i = 0; i < draft.ids.length; i++) {
    const j = draft.significant[i] === 1 ? (rarePlaces.get(draft.text[i] ?? -1) ?? -1) : -1;
    if (j < 0 || found.some((p) => p.i === i) || !fits(i, j)) continue;
    let back = 0;
    while (fits(i - back - 1, j - back - 1)) back++;
    const run: Pair[] = [];
    for (let k = -back; fits(i + k, j + k); k++)
      run.push({ i: i + k, j: j + k, id: version.lines[j + k] ?? UNKNOWN, known: false });
    const heavy = run.filter((p) => draft.significant[p.i] === 1);
    if (
      !isStrong(
        count(heavy, (p) => isRare(draft.text[p.i] ?? -1, registry)),
        heavy.length,
      )
    )
      continue;
    for (const p of run) used.add(p.j);
    found.push(...run);
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

/** Lines that stand where the record has an agent's lines that did not come may have been made from them. */
function suspectChanged(
  version: Version,
  matched: readonly Pair[],
  open: Open,
  { registry, committed }: Memory,
): void {
  const { draft, claims, changed, free } = open;
  // Similar lines are many; only an edit of which another line lands in this very step may have been changed.
  const landing = matched.filter((p) => !p.known || !committed(p.id));
  const kin = new Set(landing.map((p) => registry.writer(p.id)).filter((w) => w >= 0));
  if (kin.size === 0) return;
  let i = 0;
  let j = 0;
  for (const { i: iEnd, j: jEnd } of [...matched, { i: draft.ids.length, j: version.lines.length }]) {
    const gone = Array.from(version.lines.subarray(j, jEnd)).filter(
      (id) => kin.has(registry.writer(id)) && registry.significant(id) && free(id) && !committed(id),
    );
    if (gone.length > 0) {
      for (let k = i; k < iEnd; k++) {
        if (draft.ids[k] === UNKNOWN && claims[k] === UNKNOWN && draft.significant[k] === 1)
          changed.set(k, gone);
      }
    }
    i = iEnd + 1;
    j = jEnd + 1;
  }
}

function takeInherited({ draft, claims, free }: Open, registry: Registry, taken: Set<number>): void {
  claims.forEach((id, i) => {
    if (id !== UNKNOWN && draft.ids[i] === UNKNOWN && free(id)) give(draft, i, id, registry, taken);
  });
}

/** What nobody claims is new: a person's version of an agent's line where it is similar to one, else of no known origin. */
function makeNew({ draft, changed }: Open, memory: Memory): void {
  const { registry, suspects } = memory;
  const used = new Set<number>();
  draft.ids.forEach((known, i) => {
    const source = draft.source(i);
    if (known !== UNKNOWN) {
      if (source !== undefined && registry.writer(known) === NOBODY)
        judge(known, source, suspects.get(known), used, memory);
      return;
    }
    const id = registry.add(draft.text[i] ?? 0, draft.space[i] ?? 0, draft.significant[i] === 1, NOBODY);
    draft.ids[i] = id;
    const candidates = changed.get(i);
    if (candidates === undefined) return;
    if (source === undefined) suspects.set(id, candidates);
    else judge(id, source, candidates, used, memory);
  });
}

/** Marks a line as made from the most similar of the candidates, if one is similar enough. */
function judge(
  id: number,
  source: string,
  candidates: readonly number[] | undefined,
  used: Set<number>,
  memory: Memory,
): void {
  if (candidates === undefined) return;
  const { registry, printer } = memory;
  const sketch = printer.sketch(source);
  let best: number | undefined;
  let most = 0;
  for (const candidate of candidates) {
    const other = registry.sketch(candidate);
    if (other === undefined || used.has(candidate)) continue;
    const alike = similarity(sketch, other);
    if (alike > most) {
      most = alike;
      best = candidate;
    }
  }
  if (best === undefined) return;
  used.add(best);
  registry.setEditedFrom(id, best);
  registry.setWriter(id, PERSON);
}
