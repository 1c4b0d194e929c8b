// Gives each new line of a tree its identity: an older line that lives on, an agent's line that lands, or a new one.
// An identity lives once in a tree; nobody's claim comes before that of the version before.
import { align } from "./align.ts";
import { judgeChanged, suspectChanged } from "./changed.ts";
import { UNKNOWN, type Draft } from "./draft.ts";
import { explain, linesExplained, runsMoved, type Pair } from "./explain.ts";
import type { Memory, Open, Scene } from "./memory.ts";
import { NOBODY, type Registry } from "./registry.ts";
import { contentKey, type Version } from "./versions.ts";
import { RARE, sideOf, weigher } from "./weigh.ts";

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

/** Takes from a version the runs of lines that it explains well enough. */
function takeFrom(version: Version, open: Open, scene: Scene, memory: Memory, taken: Set<number>): void {
  const explained = explain(version, open, scene, memory);
  const accepted = linesExplained(explained, open, memory);
  const take = (pairs: readonly Pair[]): void => {
    for (const { i, id } of pairs) {
      give(open.draft, i, id, memory.registry, taken);
      if (!explained.isHome) memory.moved.add(id);
    }
  };
  take(accepted);
  take(runsMoved(explained, open, memory));
  if (version.recorded && explained.isHome)
    suspectChanged(
      version,
      explained.matched.filter((p) => p.known || accepted.includes(p)),
      open,
      memory,
    );
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
        judgeChanged(known, source, suspects.get(known), used, memory);
      return;
    }
    const id = registry.add(draft.text[i] ?? 0, draft.space[i] ?? 0, draft.significant[i] === 1, NOBODY);
    draft.ids[i] = id;
    const candidates = changed.get(i);
    if (candidates === undefined) return;
    if (source === undefined) suspects.set(id, candidates);
    else judgeChanged(id, source, candidates, used, memory);
  });
}
