// Files as they were before edits: each version once, by content, as what differs from an earlier one of the same path.
import type { DatabaseSync } from "node:sqlite";
import type { FilePrint } from "../lib/print.ts";
import { readBytes, writeBytes } from "./bytes.ts";
import type { Seal } from "./fingerprint.ts";

/** A version that would need so many others to be read is stored whole. */
const MAX_DEPTH = 64;
/** Lines of prints held in memory, at most: about 12 bytes each. */
const REMEMBERED_LINES = 500_000;

export type Versions = {
  /** The id of a version, stored if it is new. Only within a transaction. */
  put(path: number, print: FilePrint): number;
  /** Throws where there is no such version. */
  get(id: number): FilePrint;
  forget(): void;
  /** Removes all but these and those that they are told by. Only within a transaction. */
  keep(needed: ReadonlySet<number>): void;
  /** The same, and of the newest, which holds its place, nothing is left unless it is needed. Only within a transaction. */
  erase(needed: ReadonlySet<number>): void;
};

type Base = { readonly id: number; readonly depth: number };

/** The versions of files in a database. */
export function versionsOf(database: DatabaseSync, seal: Seal): Versions {
  const byDigest = database.prepare("SELECT id, depth FROM versions WHERE digest = ?");
  const byPath = database.prepare("SELECT id, depth FROM versions WHERE path = ? ORDER BY id DESC LIMIT 1");
  const byId = database.prepare("SELECT base, body FROM versions WHERE id = ?");
  const exists = database.prepare("SELECT 1 FROM versions WHERE id = ?");
  const bases = database.prepare("SELECT id, base FROM versions ORDER BY id");
  const drop = database.prepare("DELETE FROM versions WHERE id = ?");
  const newestId = database.prepare("SELECT max(id) AS id FROM versions");
  const blank = database.prepare(
    "UPDATE versions SET digest = randomblob(16), path = 0, base = NULL, depth = 0, body = x'000000' WHERE id = ?",
  );
  const insert = database.prepare(
    "INSERT INTO versions (digest, path, base, depth, body) VALUES (?, ?, ?, ?, ?)",
  );
  const prints = createCache();
  const latest = new Map<number, Base>();

  const get = (id: number): FilePrint => {
    const remembered = prints.get(id);
    if (remembered !== null) return remembered;
    const row = byId.get(id);
    if (!(row?.["body"] instanceof Uint8Array)) throw new Error(`the ledger lacks the file version ${id}`);
    const base = row["base"] === null ? null : get(Number(row["base"]));
    const print = decode(base, row["body"]);
    prints.set(id, print);
    return print;
  };

  const baseOf = (path: number): Base | null => {
    const known = latest.get(path);
    // Another process may have removed it by now.
    const row = known !== undefined && exists.get(known.id) !== undefined ? known : rowBase(byPath.get(path));
    return row !== null && row.depth < MAX_DEPTH ? row : null;
  };

  const keep = (needed: ReadonlySet<number>): void => {
    const rows = bases.all().map((row) => ({ id: Number(row["id"]), base: Number(row["base"]) }));
    const kept = new Set(needed);
    // The newest stays, so that no number is given twice: prints are remembered by it. A base is older than what it tells.
    for (const { id, base } of rows.toReversed()) {
      if (kept.has(id) || id === rows.at(-1)?.id) kept.add(base);
      else drop.run(id);
    }
  };

  return {
    get,
    put: (path, print) => {
      const digest = seal(bytesOf(print.text), bytesOf(print.flags));
      let version = rowBase(byDigest.get(digest));
      if (version === null) {
        const base = baseOf(path);
        const body = encode(base === null ? null : get(base.id), print);
        const depth = base === null ? 0 : base.depth + 1;
        const { lastInsertRowid } = insert.run(digest, path, base?.id ?? null, depth, body);
        version = { id: Number(lastInsertRowid), depth };
        prints.set(version.id, print);
      }
      latest.set(path, version);
      return version.id;
    },
    keep,
    erase: (needed) => {
      const newest = Number(newestId.get()?.["id"] ?? 0);
      if (!needed.has(newest)) blank.run(newest);
      keep(needed);
    },
    forget: () => {
      prints.clear();
      latest.clear();
    },
  };
}

function rowBase(row: Record<string, unknown> | undefined): Base | null {
  return row === undefined ? null : { id: Number(row["id"]), depth: Number(row["depth"]) };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array | Uint32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** How many lines of the base stand at the beginning and at the end, and the lines between. */
function encode(base: FilePrint | null, print: FilePrint): Uint8Array {
  const writer = writeBytes();
  const lines = print.text.length;
  const most = Math.min(base?.text.length ?? 0, lines);
  let head = 0;
  while (base !== null && head < most && same(base, head, print, head)) head++;
  let tail = 0;
  while (
    base !== null &&
    tail < most - head &&
    same(base, base.text.length - 1 - tail, print, lines - 1 - tail)
  )
    tail++;
  writer.number(head);
  writer.number(tail);
  writer.print(print, head, lines - tail);
  return writer.done();
}

function decode(base: FilePrint | null, body: Uint8Array): FilePrint {
  const reader = readBytes(body);
  const head = reader.number();
  const tail = reader.number();
  const middle = reader.print();
  if (base === null) return middle;
  const lines = head + middle.text.length + tail;
  const print = { text: new Float64Array(lines), flags: new Uint32Array(lines) };
  for (const part of ["text", "flags"] as const) {
    print[part].set(base[part].subarray(0, head));
    print[part].set(middle[part], head);
    print[part].set(base[part].subarray(base[part].length - tail), lines - tail);
  }
  return print;
}

const same = (a: FilePrint, i: number, b: FilePrint, j: number): boolean =>
  a.text[i] === b.text[j] && a.flags[i] === b.flags[j];

/** Prints by id, the ones used last: bounded by their lines. */
function createCache() {
  const prints = new Map<number, FilePrint>();
  let lines = 0;
  return {
    get: (id: number): FilePrint | null => {
      const print = prints.get(id);
      if (print === undefined) return null;
      prints.delete(id);
      prints.set(id, print);
      return print;
    },
    set: (id: number, print: FilePrint): void => {
      prints.set(id, print);
      lines += print.text.length;
      for (const [oldest, old] of prints) {
        if (lines <= REMEMBERED_LINES || oldest === id) break;
        prints.delete(oldest);
        lines -= old.text.length;
      }
    },
    clear: (): void => {
      prints.clear();
      lines = 0;
    },
  };
}
