// Reads an append-only file of lines: from where it was left, in pieces, and no further than it reached when opened.
import { closeSync, readSync } from "node:fs";
import { markOfOpen } from "./file-mark.ts";
import { followTranscript, type Follower } from "./follow-transcript.ts";
import { lineReader } from "./line-reader.ts";
import { openFile } from "./open-file.ts";
import type { LinesAgent, Reading } from "./read-file.ts";

/** Facts are written, and reading can start again, after so many bytes. */
const SLICE = 2 ** 22;

/**
 * Reads what is new of a file into the ledger. Where the signal stops it, all that was read before is kept. Throws where
 * the file can't be read.
 */
export async function readLines(agent: LinesAgent, reading: Reading, mostBytes: number): Promise<void> {
  const file = openFile(reading.source.path);
  try {
    return await readOpen(agent, reading, file, mostBytes);
  } finally {
    closeSync(file);
  }
}

async function readOpen(agent: LinesAgent, reading: Reading, file: number, mostBytes: number): Promise<void> {
  const { signal, pause, onBytes, collector, alike, piece } = reading;
  const mark = markOfOpen(file);
  const reader = lineReader(agent, { ...reading, mark }, file, mostBytes);
  const whole = reader.offset() === 0;
  let follower: Follower | null = null;
  if (whole && alike !== null) {
    if (alike.last !== null) follower = followTranscript(file, mark.size, alike.last);
    reader.watch(mark.stamp, follower);
  }
  let written = reader.offset();
  for (let at = written; at < mark.size;) {
    const length = readSync(file, piece, 0, Math.min(piece.length, mark.size - at), at);
    if (length === 0) break;
    const from = at;
    at += length;
    if (!reader.push(piece.subarray(0, length), from) && reader.agrees()) {
      await reader.follow(pause);
      at = reader.offset();
    }
    onBytes(at - from);
    if (signal?.aborted === true) {
      await collector.count(pause);
      return reader.commit(false);
    }
    if (reader.offset() - written >= SLICE) {
      await collector.count(pause);
      reader.commit(false);
      written = reader.offset();
    }
    await pause();
  }
  await collector.count(pause);
  reader.commit(true);
  if (alike !== null) alike.last = reader.transcript();
}
