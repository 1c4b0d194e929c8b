// What edits did to files, by content: the copies of a record in other files share one row.
import type { DatabaseSync } from "node:sqlite";
import type { FilePrint, Sketch } from "../lib/print.ts";
import { type ByteReader, type ByteWriter, readBytes, writeBytes } from "./bytes.ts";
import type { PrintedFileEdit, PrintedHunk } from "./facts.ts";
import type { Names } from "./names.ts";
import type { NewChange } from "./records.ts";
import type { Versions } from "./versions.ts";

const KINDS = ["create", "update", "delete"] as const;
const SIGNS = [" ", "-", "+"] as const;

export type Changes = {
  has(digest: Uint8Array): boolean;
  /** The id of a change, stored if it is new. Only within a transaction. Throws where it is neither there nor told. */
  put(change: NewChange): number;
  /** Throws where there is no such change. */
  get(id: number, names: ReadonlyMap<number, string>): readonly PrintedFileEdit[];
  /** The paths that a change touches, where files were moved to among them. Throws where there is no such change. */
  paths(id: number, names: ReadonlyMap<number, string>): readonly string[];
  /** The change that tells more of the edit; between equals it is the same one whatever the order. */
  better(a: number, b: number): number;
  /** Removes the changes that no edit needs any more, and the versions of files that no change needs. */
  sweep(): void;
  /** The same, so that nothing of them is left. Only within a transaction. */
  erase(): void;
  /** The numbers of all names that changes tell of. */
  names(): ReadonlySet<number>;
};

/** The changes of a database. */
export function changesOf(database: DatabaseSync, names: Names, versions: Versions): Changes {
  const byDigest = database.prepare("SELECT id FROM changes WHERE digest = ?");
  const byId = database.prepare("SELECT digest, rank, body FROM changes WHERE id = ?");
  // The newest stays, so that no number is given twice: others may remember what a number stood for.
  const dropUnused = database.prepare(`DELETE FROM changes WHERE id < (SELECT max(id) FROM changes)
    AND id NOT IN (SELECT change FROM edits WHERE change IS NOT NULL)`);
  // It holds a place, but tells nothing: a change of no file.
  const blankUnused = database.prepare(`UPDATE changes SET digest = randomblob(16), rank = 0, body = x'00'
    WHERE id NOT IN (SELECT change FROM edits WHERE change IS NOT NULL)`);
  const bodies = database.prepare("SELECT body FROM changes");
  const insert = database.prepare("INSERT INTO changes (digest, rank, body) VALUES (?, ?, ?)");

  const rowOf = (id: number): { digest: Uint8Array; rank: number; body: Uint8Array } => {
    const row = byId.get(id);
    if (!(row?.["digest"] instanceof Uint8Array) || !(row["body"] instanceof Uint8Array)) {
      throw new Error(`the ledger lacks the change ${id}`);
    }
    return { digest: row["digest"], rank: Number(row["rank"]), body: row["body"] };
  };

  const collected = (numbersIn: (body: Uint8Array) => number[]): ReadonlySet<number> => {
    const all = new Set<number>();
    for (const { body } of bodies.iterate())
      if (body instanceof Uint8Array) for (const number of numbersIn(body)) all.add(number);
    return all;
  };
  const versionsNeeded = (): ReadonlySet<number> => collected(versionsIn);

  return {
    put: ({ digest, files }) => {
      const known = byDigest.get(digest);
      if (known !== undefined) return Number(known["id"]);
      if (files === null) throw new Error("the ledger lacks a change that was in it");
      return Number(insert.run(digest, rankOf(files), encode(files, names, versions)).lastInsertRowid);
    },
    has: (digest) => byDigest.get(digest) !== undefined,
    get: (id, all) => {
      const reader = readBytes(rowOf(id).body);
      return Array.from({ length: reader.number() }, () => {
        const path = all.get(reader.number()) ?? "";
        const movedTo = all.get(reader.number()) ?? null;
        const version = reader.number();
        const before = version === 0 ? null : versions.get(version);
        return { path, movedTo, before, ...decodeRest(readBytes(reader.bytes()), before) };
      });
    },
    paths: (id, all) => namesIn(rowOf(id).body).flatMap((name) => all.get(name) ?? []),
    better: (a, b) => {
      if (a === b) return a;
      const [first, second] = [rowOf(a), rowOf(b)];
      return (first.rank - second.rank || Buffer.compare(second.digest, first.digest)) > 0 ? a : b;
    },
    sweep: () => {
      if (dropUnused.run().changes > 0) versions.keep(versionsNeeded());
    },
    erase: () => {
      dropUnused.run();
      blankUnused.run();
      versions.erase(versionsNeeded());
    },
    names: () => collected(namesIn),
  };
}

/** How much is known: each file's text before the edit counts most, then where its hunks begin. */
export function rankOf(files: readonly PrintedFileEdit[]): number {
  const placed = files.every(({ hunks }) => hunks.every(({ oldStart }) => oldStart !== null));
  const whole = files.every(({ before }) => before !== null);
  return (whole ? 2 : 0) + (placed ? 1 : 0);
}

function encode(files: readonly PrintedFileEdit[], names: Names, versions: Versions): Uint8Array {
  const writer = writeBytes();
  writer.number(files.length);
  for (const file of files) {
    const path = names.put(file.path);
    writer.number(path);
    writer.number(names.put(file.movedTo));
    writer.number(file.before === null ? 0 : versions.put(path, file.before));
    writer.bytes(encodeRest(file));
  }
  return writer.done();
}

const versionsIn = (body: Uint8Array): number[] => headsIn(body).map(({ version }) => version);

const namesIn = (body: Uint8Array): number[] => headsIn(body).flatMap(({ path, movedTo }) => [path, movedTo]);

/** The numbers that each file of a change begins with. */
function headsIn(body: Uint8Array): { path: number; movedTo: number; version: number }[] {
  const reader = readBytes(body);
  return Array.from({ length: reader.number() }, () => {
    const head = { path: reader.number(), movedTo: reader.number(), version: reader.number() };
    reader.bytes();
    return head;
  });
}

function encodeRest({ change, hunks, before }: PrintedFileEdit): Uint8Array {
  const writer = writeBytes();
  writer.number(KINDS.indexOf(change));
  writer.number(hunks.length);
  for (const hunk of hunks) encodeHunk(writer, hunk, before);
  return writer.done();
}

function decodeRest(reader: ByteReader, before: FilePrint | null): Pick<PrintedFileEdit, "change" | "hunks"> {
  const change = KINDS[reader.number()] ?? "update";
  return { change, hunks: Array.from({ length: reader.number() }, () => decodeHunk(reader, before)) };
}

/** The lines that stand in the file before the edit are not stored again. */
function encodeHunk(writer: ByteWriter, hunk: PrintedHunk, before: FilePrint | null): void {
  const { signs, lines } = hunk;
  const fits = before !== null && standsIn(before, hunk);
  writer.number(hunk.oldStart === null ? 0 : hunk.oldStart + 1);
  writer.number(fits ? 1 : 0);
  writer.number(signs.length);
  for (let line = 0; line < signs.length;) {
    let end = line + 1;
    while (end < signs.length && signs[end] === signs[line]) end++;
    writer.number((end - line) * 3 + SIGNS.findIndex((sign) => sign === signs[line]));
    if (!fits || signs[line] === "+") writer.print(lines, line, end);
    line = end;
  }
  hunk.sketches.forEach((sketch) => sketch !== null && writer.bytes(sketch));
}

function decodeHunk(reader: ByteReader, before: FilePrint | null): PrintedHunk {
  const oldStart = reader.number();
  const fits = reader.number() === 1;
  const length = reader.number();
  const lines = { text: new Float64Array(length), flags: new Uint32Array(length) };
  let signs = "";
  let old = oldStart - 2;
  while (signs.length < length) {
    const run = reader.number();
    const sign = SIGNS[run % 3] ?? " ";
    const count = Math.floor(run / 3);
    const part = !fits || sign === "+" || before === null ? reader.print() : slice(before, old, old + count);
    lines.text.set(part.text, signs.length);
    lines.flags.set(part.flags, signs.length);
    if (sign !== "+") old += count;
    signs += sign.repeat(count);
  }
  return {
    oldStart: oldStart === 0 ? null : oldStart - 1,
    signs,
    lines,
    sketches: decodeSketches(reader, signs, lines),
  };
}

function decodeSketches(reader: ByteReader, signs: string, lines: FilePrint): (Sketch | null)[] {
  return Array.from(lines.flags, (flags, line) =>
    signs[line] === "+" && (flags & 1) === 1 ? Uint8Array.from(reader.bytes()) : null,
  );
}

const slice = (print: FilePrint, from: number, to: number): FilePrint => ({
  text: print.text.subarray(from, to),
  flags: print.flags.subarray(from, to),
});

function standsIn(before: FilePrint, { oldStart, signs, lines }: PrintedHunk): boolean {
  if (oldStart === null || oldStart < 1) return false;
  let old = oldStart - 1;
  for (let line = 0; line < signs.length; line++) {
    if (signs[line] === "+") continue;
    if (before.text[old] !== lines.text[line] || before.flags[old] !== lines.flags[line]) return false;
    old++;
  }
  return true;
}
