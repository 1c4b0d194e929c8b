// Which lines the file before an edit had: the record's own text of it, held against every version known.
import { draftOfPrint } from "./loose.ts";
import { locate } from "./locate.ts";
import type { Memory } from "./memory.ts";
import { place } from "./place.ts";
import { contentKey, type Version } from "./versions.ts";
import { RARE } from "./weigh.ts";
import type { PrintedFileEdit, PrintedHunk } from "../ledger/facts.ts";
import type { FilePrint } from "../lib/print.ts";

type At = { readonly path: string; readonly at: number };

/**
 * The identities of a whole file that a record shows. A version with the same content, of this path or another, is taken
 * whole; else the nearest version of the path, and for the lines it lacks any version that explains them.
 */
export function resolve(print: FilePrint, { path, at }: At, memory: Memory): Int32Array {
  const { registry, versions } = memory;
  const content = contentKey(print.text);
  const same = versions.withContent(content, path).find((v) => hasTexts(v, print, memory));
  if (same !== undefined) return same.lines;
  const base =
    kin(nearest(versions.ofPath(path), print, memory), 3, print, memory) ?? formerName(print, memory);
  const draft = { ...draftOfPrint(path, base?.lines ?? null, print, registry), gaps: [] };
  const names = [path, base?.path];
  place(
    [draft],
    { alive: (id) => livesElsewhere(id, names, memory), since: () => base?.at ?? 0, reverting: false },
    memory,
  );
  for (let i = 0; i < draft.ids.length; i++) registry.respace(draft.ids[i] ?? 0, draft.space[i] ?? 0);
  versions.add({ path, lines: draft.ids, at, recorded: true }, content);
  return draft.ids;
}

/** The version that a record without a whole text was made on: the newest of the path in which all its hunks fit, else most of them. */
export function baseOf({ path, file }: At & { readonly file: PrintedFileEdit }, memory: Memory): Int32Array {
  const { registry, versions } = memory;
  if (file.change === "create") return new Int32Array(0);
  const candidates = versions.ofPath(path);
  if (candidates.length === 0) return formerNameByHunks(file.hunks, memory)?.lines ?? new Int32Array(0);
  let best = candidates[0];
  let fewest = Infinity;
  for (const candidate of candidates) {
    const lost = locate(candidate.lines, file.hunks, false, registry).lost.length;
    if (lost === 0) return candidate.lines;
    if (lost < fewest) {
      fewest = lost;
      best = candidate;
    }
  }
  return best?.lines ?? new Int32Array(0);
}

function hasTexts(version: Version, print: FilePrint, { registry }: Memory): boolean {
  return (
    version.lines.length === print.text.length &&
    version.lines.every((id, i) => registry.text(id) === print.text[i])
  );
}

/** Whether the newest version of another path holds the line: it did not come from there. */
function livesElsewhere(id: number, names: readonly (string | undefined)[], { versions }: Memory): boolean {
  return versions
    .homes(id)
    .some((home) => !names.includes(home) && versions.ofPath(home)[0]?.lines.includes(id) === true);
}

/** For a path never seen: the version of another that is for the most part the same text. The file was renamed. */
function formerName(print: FilePrint, memory: Memory): Version | undefined {
  const { registry, versions } = memory;
  const candidates = new Set<Version>();
  for (let i = 0; i < print.text.length; i++) {
    if (((print.flags[i] ?? 0) & 1) === 0) continue;
    const same = registry.withText(print.text[i] ?? -1);
    const version = same.length === 1 ? versions.last(same[0] ?? -1) : undefined;
    if (version !== undefined) candidates.add(version);
  }
  return kin(nearest([...candidates].reverse(), print, memory), 2, print, memory);
}

/** The version, if at least one in `part` of the text's lines that count is in it; else it is another file's. */
function kin(
  version: Version | undefined,
  part: number,
  print: FilePrint,
  { registry }: Memory,
): Version | undefined {
  if (version === undefined) return undefined;
  const texts = new Set(Array.from(version.lines, (id) => registry.text(id)));
  let heavy = 0;
  let shared = 0;
  print.text.forEach((text, i) => {
    if (((print.flags[i] ?? 0) & 1) === 0) return;
    heavy++;
    if (texts.has(text)) shared++;
  });
  return shared * part >= heavy ? version : undefined;
}

/** Of fewer lines nobody can tell which file they are from. */
const FEWEST_LINES = 2;
const MOST_CANDIDATES = 16;

/** The same where only hunks are known: the newest version of another path in which all that they expect stands. */
function formerNameByHunks(
  hunks: readonly PrintedHunk[],
  { registry, versions }: Memory,
): Version | undefined {
  const candidates = new Set<Version>();
  let heavy = 0;
  for (const { signs, lines } of hunks) {
    for (let k = 0; k < signs.length; k++) {
      if (signs[k] === "+" || ((lines.flags[k] ?? 0) & 1) === 0) continue;
      heavy++;
      const text = lines.text[k] ?? -1;
      if (registry.births(text) > RARE || candidates.size >= MOST_CANDIDATES) continue;
      for (const id of registry.withText(text)) {
        const version = versions.last(id);
        if (version !== undefined) candidates.add(version);
      }
    }
  }
  if (heavy < FEWEST_LINES) return undefined;
  const fitting = [...candidates].filter((v) => locate(v.lines, hunks, false, registry).lost.length === 0);
  return fitting.sort((a, b) => b.at - a.at)[0];
}

/** The version that shares most lines with a text; of equals the newest. Versions come newest first. */
export function nearest(
  candidates: readonly Version[],
  print: Pick<FilePrint, "text">,
  { registry }: Memory,
): Version | undefined {
  const counts = new Map<number, number>();
  for (const text of print.text) counts.set(text, (counts.get(text) ?? 0) + 1);
  let best: Version | undefined;
  let most = -1;
  for (const candidate of candidates) {
    const left = new Map(counts);
    let shared = 0;
    for (const id of candidate.lines) {
      const text = registry.text(id);
      const count = left.get(text) ?? 0;
      if (count > 0) {
        left.set(text, count - 1);
        shared++;
      }
    }
    const score = 2 * shared - candidate.lines.length;
    if (best === undefined || score > most) {
      best = candidate;
      most = score;
    }
  }
  return best;
}
