// `git log -c --raw -z -p -U1 --combined-all-paths`: of a merge's files that are no parent's own, which line of each
// parent each line is.
import { LF, NUL, peeked, taken, type Cursor } from "./cursor.ts";
import { field, isFile, lineAt, pathField, skipTo, startsWith } from "./patch.ts";
import { gitFailure } from "./failure.ts";

/** Asks for what `parseCombined` reads. */
export const COMBINED_FORMAT = "--format=%x00%H%x00";

/** One stretch that differs from some parent. `lines`: per line of the stretch, one sign per parent, then the text. */
type Stretch = {
  /** 0-based line of the result. */
  readonly at: number;
  readonly rows: readonly Row[];
};
/** `signs[i]`: "-" the line is parent i's and not the result's, "+" the result's and not parent i's, " " see `lost`. */
type Row = { readonly signs: string; readonly lost: boolean; readonly text: string };

export type CombinedFile = {
  readonly path: string;
  readonly oid: string;
  readonly opaque: boolean;
  /** The blobs in the parents, then `oid`. */
  readonly oids: readonly string[];
  readonly parentPaths: readonly (string | null)[];
  readonly stretches: readonly Stretch[];
};
export type CombinedCommit = { readonly id: string; readonly files: readonly CombinedFile[] };

type Entry = Omit<CombinedFile, "stretches" | "opaque"> & {
  readonly gone: boolean;
  readonly stretches: Stretch[];
  opaque: boolean;
};

const COLON = 0x3a;
const AT = 0x40;
const BACKSLASH = 0x5c;

/** Yields each merge of the stream, and undefined where more bytes are needed. Throws where the output is not git's. */
export function* parseCombined(cursor: Cursor): Generator<CombinedCommit | undefined, void> {
  while (yield* skipTo(cursor)) {
    const id = yield* field(cursor);
    const entries: Entry[] = [];
    for (let byte = yield* peeked(cursor); byte === NUL || byte === LF; byte = yield* peeked(cursor))
      yield* taken(cursor, byte);
    for (let byte = yield* peeked(cursor); byte === COLON; byte = yield* peeked(cursor))
      entries.push(yield* parseEntry(cursor));
    yield* parseSections(cursor, entries);
    yield { id, files: entries.filter(({ gone }) => !gone) };
  }
}

/** `::mode… oid… status NUL path-in-parent NUL … path NUL`: one mode, oid and path per parent and one for the result. */
function* parseEntry(cursor: Cursor): Generator<undefined, Entry> {
  const words = (yield* field(cursor)).replace(/^:+/, "").split(" ");
  const statuses = words.at(-1) ?? "";
  const parents = statuses.length;
  const modes = words.slice(0, parents + 1);
  const oids = words.slice(parents + 1, 2 * parents + 2);
  const parentPaths: (string | null)[] = [];
  for (const status of statuses) {
    const path = yield* pathField(cursor);
    parentPaths.push(status === "A" ? null : path);
  }
  const path = yield* pathField(cursor);
  const oid = oids.at(-1) ?? "";
  return {
    path,
    oid,
    opaque: !isFile(modes.at(-1) ?? ""),
    parentPaths,
    oids,
    gone: statuses.includes("D"),
    stretches: [],
  };
}

/** Sections come in the order of the entries; an entry without any difference has none. */
function* parseSections(cursor: Cursor, entries: readonly Entry[]): Generator<undefined, void> {
  if (entries.length === 0) return;
  let next = 0;
  let section: Entry | undefined;
  if ((yield* peeked(cursor)) === NUL) yield* taken(cursor, NUL);
  for (let byte = yield* peeked(cursor); byte !== NUL && byte !== -1; byte = yield* peeked(cursor)) {
    yield* taken(cursor, LF);
    if (byte === AT) yield* parseStretch(cursor, section);
    else if (startsWith(cursor, "diff --c")) section = undefined;
    else if (!section && startsWith(cursor, "index ")) {
      const line = cursor.text();
      while (next < entries.length && indexLine(entries[next]) !== line) next++;
      section = entries[next++];
    } else if (section && startsWith(cursor, "Binary files ")) section.opaque = true;
  }
}

function indexLine(entry: Entry | undefined): string {
  return entry ? `index ${entry.oids.slice(0, -1).join(",")}..${entry.oid}` : "";
}

function* parseStretch(cursor: Cursor, section: Entry | undefined): Generator<undefined, void> {
  const numbers = /^(@+) (.*?) @+/.exec(cursor.text());
  const ranges = (numbers?.[2] ?? "").split(" ").map(readRange);
  const result = ranges.pop();
  if (!numbers || !result || ranges.length === 0) throw gitFailure("git's patch has a hunk without numbers");
  const parents = ranges.length;
  const left = ranges.map(({ count }) => count);
  let resultLeft = result.count;
  const rows: Row[] = [];
  while (resultLeft > 0 || left.some((count) => count > 0)) {
    if (!(yield* taken(cursor, LF))) throw gitFailure("git's output ended within a hunk");
    if (cursor.bytes[cursor.start] === BACKSLASH) continue;
    const signs = cursor.bytes.toString("latin1", cursor.start, cursor.start + parents);
    const lost = signs.includes("-");
    if (!lost) resultLeft--;
    for (let i = 0; i < parents; i++) if (signs[i] === (lost ? "-" : " ")) left[i]!--;
    const first = result.start === 1 && resultLeft === result.count - 1;
    const added = !lost && !signs.includes(" ");
    rows.push({ signs, lost, text: added ? lineAt(cursor, parents, first) : "" });
  }
  if (resultLeft < 0 || left.some((count) => count < 0))
    throw gitFailure("git's hunk has more lines than it says");
  section?.stretches.push({ at: result.start - 1, rows });
}

function readRange(text: string): { start: number; count: number } {
  const [start = "", count = "1"] = text.slice(1).split(",");
  return { start: Number(start), count: Number(count) };
}

/**
 * Where each line of the result comes from, for a result of `length` lines: per parent its line (1-based) or 0, and the
 * texts that no parent has. null where the stretches do not fit.
 */
export function trace(
  file: CombinedFile,
  length: number,
): { readonly from: readonly Int32Array[]; readonly added: ReadonlyMap<number, string> } | null {
  const from = file.parentPaths.map(() => new Int32Array(length));
  const added = new Map<number, string>();
  const next = from.map(() => 1);
  let line = 0;
  const keepUntil = (end: number): void => {
    for (; line < end; line++) from.forEach((lines, i) => (lines[line] = next[i]!++));
  };
  for (const { at, rows } of file.stretches) {
    if (at < line || at > length) return null;
    keepUntil(at);
    for (const { signs, lost, text } of rows) {
      from.forEach((lines, i) => {
        if (signs[i] !== (lost ? "-" : " ")) return;
        if (!lost) lines[line] = next[i]!;
        next[i]!++;
      });
      if (lost) continue;
      if (!signs.includes(" ")) added.set(line + 1, text);
      line++;
    }
  }
  if (line > length) return null;
  keepUntil(length);
  // What a parent does not have cannot come from it, whatever lies outside the stretches.
  file.parentPaths.forEach((path, i) => path === null && from[i]?.fill(0));
  return { from, added };
}
