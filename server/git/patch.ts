// `git log --raw -z -p -U0` as facts, byte by byte: no line of a file can be taken for a header, no path needs unquoting.
import { LF, NUL, peeked, taken, type Cursor } from "./cursor.ts";
import type { FileChange, Hunk } from "./facts.ts";
import { gitFailure } from "./failure.ts";

/** Asks for what `parsePatches` reads: after each commit's raw entries (with -z) comes its patch. */
export const PATCH_FORMAT = "--format=%x00%H %P%x00%ct%x00%B%x00";

/** A commit as its log entry tells it. `at` in epoch ms. */
export type LoggedCommit = {
  readonly id: string;
  readonly parents: readonly string[];
  readonly at: number;
  readonly message: string;
  readonly files: readonly LoggedFile[];
};

/** A file's change, and whether git called it binary: what that means, only the blobs can tell. */
export type LoggedFile = FileChange & { readonly binary: boolean };

type Entry = {
  readonly oldMode: string;
  readonly mode: string;
  readonly oldOid: string;
  readonly oid: string;
  readonly status: string;
  readonly oldPath: string;
  readonly path: string;
  readonly hunks: Hunk[];
  binary: boolean;
};

const COLON = 0x3a;
const PLUS = 0x2b;
const MINUS = 0x2d;
const BACKSLASH = 0x5c;
const AT = 0x40;
const CR = 0x0d;

/** Yields each commit of the stream, and undefined where more bytes are needed. Throws where the output is not git's. */
export function* parsePatches(cursor: Cursor): Generator<LoggedCommit | undefined, void> {
  yield* parseLog(cursor, parsePatch);
}

/** The same for output without patches: files have no hunks. */
export function* parseEntriesOnly(cursor: Cursor): Generator<LoggedCommit | undefined, void> {
  yield* parseLog(cursor, null);
}

function* parseLog(
  cursor: Cursor,
  patch: typeof parsePatch | null,
): Generator<LoggedCommit | undefined, void> {
  while (yield* skipTo(cursor)) {
    const [id = "", ...parents] = (yield* field(cursor)).split(" ").filter((word) => word !== "");
    const at = Number(yield* field(cursor)) * 1000;
    const message = yield* field(cursor);
    const entries = yield* parseEntries(cursor);
    if (patch && entries.length > 0) yield* patch(cursor, entries);
    yield { id, parents, at, message, files: entries.map(toFile) };
  }
}

/** Skips what parts commits and fields. False at the end of the stream. */
export function* skipTo(cursor: Cursor): Generator<undefined, boolean> {
  for (;;) {
    const byte = yield* peeked(cursor);
    if (byte === -1) return false;
    if (byte !== NUL && byte !== LF) return true;
    yield* taken(cursor, byte);
  }
}

/** A text that ends with NUL. */
export function* field(cursor: Cursor): Generator<undefined, string> {
  if (!(yield* taken(cursor, NUL))) throw gitFailure("git's output ended within a commit");
  return cursor.text();
}

/** A path, whose bytes need not be UTF-8: then each byte stands for itself, so that two paths stay two. */
export function* pathField(cursor: Cursor): Generator<undefined, string> {
  yield* field(cursor);
  return pathOf(cursor.bytes.subarray(cursor.start, cursor.end));
}

/** The path that bytes are: see `pathField`. */
export function pathOf(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") ? bytes.toString("latin1") : text;
}

/** The raw entries: `:oldMode mode oldOid oid status NUL path NUL [path NUL]`, before them NUL and line feeds. */
function* parseEntries(cursor: Cursor): Generator<undefined, Entry[]> {
  const entries: Entry[] = [];
  // The message is ended by two NULs; a commit's own NUL comes only after its entries, or at once if it has none.
  for (let byte = yield* peeked(cursor); byte === NUL || byte === LF; byte = yield* peeked(cursor)) {
    yield* taken(cursor, byte);
  }
  for (let byte = yield* peeked(cursor); byte === COLON; byte = yield* peeked(cursor)) {
    const [oldMode = "", mode = "", oldOid = "", oid = "", status = ""] = (yield* field(cursor))
      .slice(1)
      .split(" ");
    const oldPath = yield* pathField(cursor);
    const path = status.startsWith("R") ? yield* pathField(cursor) : oldPath;
    entries.push({ oldMode, mode, oldOid, oid, status, oldPath, path, hunks: [], binary: false });
  }
  return entries;
}

/** Sections come in the order of the entries; a change of type has two, one that takes away and one that puts in. */
function* parsePatch(cursor: Cursor, entries: readonly Entry[]): Generator<undefined, void> {
  const sections = entries.flatMap((entry) => (entry.status === "T" ? [null, entry] : [entry]));
  let next = 0;
  let section: Entry | null = null;
  if ((yield* peeked(cursor)) === NUL) yield* taken(cursor, NUL);
  for (let byte = yield* peeked(cursor); byte !== NUL && byte !== -1; byte = yield* peeked(cursor)) {
    yield* taken(cursor, LF);
    if (byte === AT) yield* parseHunk(cursor, section);
    else if (startsWith(cursor, "diff --git ")) section = sections[next++] ?? null;
    else if (section && startsWith(cursor, "Binary files ")) section.binary = true;
  }
  if (next > 0 && next !== sections.length) throw gitFailure("git's patch does not have the files it listed");
}

function* parseHunk(cursor: Cursor, section: Entry | null): Generator<undefined, void> {
  const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(
    cursor.bytes.toString("latin1", cursor.start, Math.min(cursor.end, cursor.start + 80)),
  );
  if (!header) throw gitFailure("git's patch has a hunk without numbers");
  const oldStart = Number(header[1]);
  const newStart = Number(header[3]);
  const oldLines = Number(header[2] ?? 1);
  const newLines = Number(header[4] ?? 1);
  const added: string[] = [];
  let removed = 0;
  while (removed < oldLines || added.length < newLines) {
    if (!cursor.take(LF) && !(yield* taken(cursor, LF))) throw gitFailure("git's output ended within a hunk");
    const sign = cursor.bytes[cursor.start];
    if (sign === PLUS) added.push(lineAt(cursor, 1, newStart + added.length === 1));
    else if (sign === MINUS) removed++;
    else if (sign !== BACKSLASH) throw gitFailure("git's patch has a line that is neither old nor new");
  }
  section?.hunks.push({ oldStart, oldLines, newStart, added });
}

/** The taken line's text after its first `skip` bytes, as `linesOf` would give it. */
export function lineAt(cursor: Cursor, skip: number, first: boolean): string {
  const { bytes, start, end } = cursor;
  const from = start + skip;
  const text = bytes.toString("utf8", from, end > from && bytes[end - 1] === CR ? end - 1 : end);
  return first && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Whether the taken token begins with an ASCII text. */
export function startsWith({ bytes, start, end }: Cursor, text: string): boolean {
  if (end - start < text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** Whether a mode is a regular file's: links and submodules have no lines. */
export function isFile(mode: string): boolean {
  return mode.startsWith("100");
}

function toFile({ oldMode, mode, oldOid, oid, status, oldPath, path, hunks, binary }: Entry): LoggedFile {
  const isNew = status === "A";
  const isGone = status === "D";
  const opaque = binary || !isFile(isGone ? oldMode : mode);
  return {
    path,
    oldPath: isNew ? null : oldPath,
    oid: isGone ? null : oid,
    oldOid: isNew ? null : oldOid,
    opaque,
    binary: binary && status !== "A" && status !== "D",
    ...(status === "T" && !opaque ? { whole: true } : {}),
    hunks: opaque || isGone ? [] : hunks,
  };
}
