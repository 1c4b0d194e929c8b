// Words that stand nowhere else, and ways to find them again in bytes, however they are written down.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from "node:zlib";

/** Every word begins with it, so that a few searches find any of ten thousand words. */
const MARK = "zyxqwvju";

/** Word number `n`: letters only, and like no other. */
export function inventWord(n: number): string {
  return MARK + [...String(n).padStart(4, "0")].map((digit) => "abcdefghij"[Number(digit)]).join("");
}

/** What is searched for: the words' common part as letters, in both UTF-16s, in hex, backwards, and in base64 wherever it begins. */
const FORMS: ReadonlyMap<string, Buffer> = new Map([
  ["utf-8", Buffer.from(MARK)],
  ["capitals", Buffer.from(MARK.toUpperCase())],
  ["utf-16le", Buffer.from(MARK, "utf16le")],
  ["utf-16be", Buffer.from(MARK, "utf16le").swap16()],
  ["hex", Buffer.from(Buffer.from(MARK).toString("hex"))],
  ["HEX", Buffer.from(Buffer.from(MARK).toString("hex").toUpperCase())],
  ["backwards", Buffer.from(MARK.split("").toReversed().join(""))],
  ...[0, 1, 2].map((before): [string, Buffer] => {
    const whole = Buffer.from("\0".repeat(before) + MARK).toString("base64");
    // The letters that depend on the mark alone.
    return [
      `base64 from ${before}`,
      Buffer.from(whole.slice(Math.ceil((before * 8) / 6), Math.floor(((before + MARK.length) * 8) / 6))),
    ];
  }),
]);

/** The forms in which words stand in bytes; none as it should be. */
export const wordsIn = (bytes: Uint8Array): string[] =>
  [...FORMS].filter(([, form]) => Buffer.from(bytes).includes(form)).map(([name]) => name);

/** Everything under a folder as bytes: files as they lie there, and values of databases with any compression undone. */
export function* bytesUnder(
  folder: string,
): Generator<{ readonly name: string; readonly bytes: Uint8Array }> {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    const bytes = readFileSync(path);
    yield { name, bytes };
    if (bytes.subarray(0, 15).toString("latin1") === "SQLite format 3") yield* valuesIn(path, name);
  }
}

function* valuesIn(path: string, name: string) {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    for (const { name: table } of database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all())
      for (const row of database.prepare(`SELECT * FROM "${String(table)}"`).iterate())
        for (const value of Object.values(row))
          if (value instanceof Uint8Array)
            for (const bytes of decompressed(value)) yield { name: `${name}: ${String(table)}`, bytes };
  } finally {
    database.close();
  }
}

const WAYS = [inflateSync, inflateRawSync, gunzipSync, brotliDecompressSync, zstdDecompressSync];

/** What a value can be decompressed to, from its beginning or from behind a short head. */
function* decompressed(value: Uint8Array): Generator<Uint8Array> {
  for (const skip of [0, 1, 4, 8])
    for (const undo of WAYS) {
      const bytes = tried(() => undo(value.subarray(skip)));
      if (bytes !== null && bytes.length > 0) yield bytes;
    }
}

function tried<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
