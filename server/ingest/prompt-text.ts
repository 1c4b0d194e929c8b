// Reads a prompt's text from where it stands in an agent's log. It is handed on and kept nowhere.
import { closeSync, readSync } from "node:fs";
import { cleanLine } from "./clean-line.ts";
import { markOfOpen } from "./file-mark.ts";
import { openFile } from "./open-file.ts";
import type { AnyAgent } from "./read-file.ts";

/** Where the record of a prompt begins in its file, and its time, epoch ms. */
export type PromptRecord = { readonly path: string; readonly position: number; readonly at: number };

const PIECE = 2 ** 16;
/** Prompts with pictures are long. Longer ones are not looked at. */
const MOST_BYTES = 2 ** 25;

/** The text of the prompt of that time in the record; null where the file is gone, is another by now, or holds no text. */
export function promptText(agent: AnyAgent, { path, position, at }: PromptRecord): string | null {
  if (agent.source !== "lines") return null;
  try {
    const file = openFile(path);
    try {
      const line = lineAt(file, position);
      const { bytes } = line === null ? { bytes: null } : cleanLine(line, position);
      if (bytes === null) return null;
      const state = agent.start({ path, at: markOfOpen(file).changedAt });
      for (const event of agent.parse(bytes.toString("utf8"), state).events)
        if (event.kind === "prompt" && event.at === at && event.text !== null) return event.text;
      return null;
    } finally {
      closeSync(file);
    }
  } catch {
    // Whatever keeps it from being read: it can't be shown.
    return null;
  }
}

/** The bytes from a position up to the next line end, or the end of the file; null where they are too many. */
function lineAt(file: number, position: number): Buffer | null {
  const pieces: Buffer[] = [];
  for (let at = position; at - position < MOST_BYTES;) {
    const piece = Buffer.allocUnsafe(PIECE);
    const read = piece.subarray(0, readSync(file, piece, 0, PIECE, at));
    const end = read.indexOf(0x0a);
    pieces.push(end < 0 ? read : read.subarray(0, end));
    if (end >= 0 || read.length === 0) return Buffer.concat(pieces);
    at += read.length;
  }
  return null;
}
