// The text of a line, or as much of it as its agent needs.
import { isRecord, parseJson } from "../lib/json.ts";
import { outlineOf } from "../lib/json-outline.ts";
import type { LinesAgent } from "./read-file.ts";

/** Shorter lines are parsed as quickly as they are cut. */
const LONG_LINE = 4096;
const LONG_TEXT = 1024;
const BEGINNING = 2048;

/** The text of a line's bytes, without its long texts where the rest suffices. */
export function lineText(bytes: Buffer, outline: LinesAgent["outline"], state: unknown): string {
  if (outline === undefined || bytes.length < LONG_LINE) return bytes.toString("utf8");
  if (outline.isLikely(bytes.toString("latin1", 0, BEGINNING), state)) {
    const rest = outlineOfBytes(bytes);
    const record = rest === null ? null : parseJson(rest);
    if (rest !== null && isRecord(record) && outline.suffices(record, state)) return rest;
  }
  return bytes.toString("utf8");
}

/** Quotes and backslashes are the same bytes in both encodings; what is left is decoded as what it is. */
function outlineOfBytes(bytes: Buffer): string | null {
  const outline = outlineOf(bytes.toString("latin1"), LONG_TEXT);
  return outline === null ? null : Buffer.from(outline, "latin1").toString("utf8");
}
