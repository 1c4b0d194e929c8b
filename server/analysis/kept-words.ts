// The words of code in kept lines: read from the main line's newest tree, where they stand, and kept as numbers alone.
import { createBlobReader, isBinary } from "../git/blobs.ts";
import { linesOf } from "../lib/lines.ts";
import { printableLine } from "../lib/notebook.ts";
import { pack, unpack } from "../lib/pack.ts";
import { copiedLines, type CodeFile } from "../metrics/copies.ts";
import { saysGenerated } from "../metrics/generated.ts";
import { WORDS_PER_LINE } from "../metrics/kept-lines.ts";
import { languageOf } from "../metrics/marks.ts";
import { wordsOfLines } from "../metrics/words.ts";
import type { FileVersion } from "../replay/tree.ts";
import type { Followed } from "./follow.ts";
import type { TurnLine } from "./settle.ts";
import type { SnapshotStore } from "./snapshots.ts";

/** Of the texts that were read last: the words of each line, by blob and language. */
type Known = ReadonlyMap<string, Uint8Array>;

const NAME = "words";
const FORMAT = "words 1";

/** `isWhole`: no text was missing, of whose lines no more than their number is known. */
export type KeptWords = { readonly words: ReadonlyMap<number, number>; readonly isWhole: boolean };

/**
 * The words of the lines that a repository's turns wrote and that are kept, by identity. Lines of copies have none. Throws
 * when `signal` fires.
 */
export async function keptWords(
  followed: Followed,
  lines: Iterable<readonly TurnLine[]>,
  store: SnapshotStore | null,
  signal?: AbortSignal,
): Promise<KeptWords> {
  const kept = new Set<number>();
  for (const own of lines)
    for (const { place, written, outcome } of own) if (written && outcome === "kept") kept.add(place);
  const files = kept.size === 0 ? [] : filesOf(followed, kept);
  const wanted = files.filter(({ isWanted }) => isWanted);
  const { words: texts, isWhole } = await readWords(followed, wanted, store, signal);
  const words = new Map<number, number>();
  const copied = copiedLines(files.map((file) => codeOf(followed, file, texts.get(nameOf(file)))));
  files.forEach((file, place) => {
    const own = texts.get(nameOf(file));
    file.lines.forEach((id, line) => {
      if (!kept.has(id)) return;
      const isCopy = copied.get(place)?.[line] === 1;
      words.set(id, own === undefined ? WORDS_PER_LINE : isCopy ? 0 : (own[line] ?? 0));
    });
  });
  return { words, isWhole };
}

/** `isWanted`: an agent's line stands in it. */
type TreeFile = {
  readonly path: string;
  readonly oid: string;
  readonly lines: Int32Array;
  readonly isWanted: boolean;
};

const nameOf = ({ oid, path }: TreeFile): string => `${oid} ${languageOf(path)}`;

/** The files whose lines are known, by path. */
function filesOf({ mainTree }: Followed, kept: ReadonlySet<number>): TreeFile[] {
  const files: TreeFile[] = [];
  for (const path of mainTree?.paths() ?? []) {
    const { oid, lines }: FileVersion = mainTree?.get(path) ?? { oid: null, lines: null };
    if (oid !== null && lines !== null)
      files.push({ path, oid, lines, isWanted: lines.some((id) => kept.has(id)) });
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** The words of each line of the files, by their names. A text that can't be had has none. */
async function readWords(
  { repository }: Followed,
  files: readonly TreeFile[],
  store: SnapshotStore | null,
  signal: AbortSignal | undefined,
): Promise<{ readonly words: Known; readonly isWhole: boolean }> {
  const known = load(store);
  const words = new Map<string, Uint8Array>();
  let isWhole = true;
  const reader = createBlobReader(repository, signal);
  try {
    const read = files.map(async (file) => {
      const bytes = known.has(nameOf(file)) ? null : await reader.read(file.oid);
      const own = known.get(nameOf(file)) ?? wordsIn(file, bytes);
      if (bytes === null && own === null) isWhole = false;
      if (own !== null && own.length === file.lines.length) words.set(nameOf(file), own);
    });
    await Promise.all(read);
  } finally {
    reader.close();
  }
  // Of what was stopped all texts seem to be missing.
  signal?.throwIfAborted();
  const isNew = words.size !== known.size || [...words.keys()].some((name) => !known.has(name));
  if (isNew) store?.put(NAME, pack(words, `${FORMAT} ${store.build}`));
  return { words, isWhole };
}

function wordsIn({ path }: TreeFile, bytes: Buffer | null): Uint8Array | null {
  if (bytes === null || isBinary(bytes)) return null;
  const lines = linesOf(bytes.toString("utf8")).map((line) => printableLine(path, line));
  return saysGenerated(lines) ? new Uint8Array(lines.length) : wordsOfLines(lines, languageOf(path));
}

function load(store: SnapshotStore | null): Known {
  const value = store?.get(NAME) ?? null;
  const known = value && unpack(value, `${FORMAT} ${store?.build}`);
  return known instanceof Map ? known : new Map();
}

/** A file as copies are looked for in it. `words`: of a file that was read. */
function codeOf({ attribution }: Followed, { lines }: TreeFile, words: Uint8Array | undefined): CodeFile {
  const { registry, passages } = attribution;
  const ages = new Map<number, number>();
  return {
    prints: Float64Array.from(lines, registry.text),
    code: words === undefined ? null : words.map((count) => (count > 0 ? 1 : 0)),
    significant: Uint8Array.from(lines, (id) => (registry.significant(id) ? 1 : 0)),
    age(line) {
      const id = lines[line] ?? -1;
      const known = ages.get(id);
      if (known !== undefined) return known;
      const age = passages(id).find(({ born }) => born)?.order ?? 0;
      ages.set(id, age);
      return age;
    },
  };
}
