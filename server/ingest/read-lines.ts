// Reads an append-only file of lines: from where it was left, in pieces, and no further than it reached when opened.
import { closeSync, openSync, readSync } from "node:fs";
import type { Checkpoint, Source, Withdrawal } from "../ledger/store.ts";
import { cleanLine, isWholeObject } from "./clean-line.ts";
import { continues, markOfOpen, probesOf } from "./file-mark.ts";
import { type AnyAgent, breathe, type Reading } from "./read-file.ts";
import { splitLines } from "./split-lines.ts";

const PIECE = 2 ** 21;
/** Facts are written, and reading can start again, after so many bytes. */
const SLICE = 2 ** 23;

export type LinesAgent = Extract<AnyAgent, { source: "lines" }>;

/**
 * Reads what is new of a file into the ledger. False: it was stopped, by the signal or because another process reads
 * the same file; all that was read before is kept. Throws where the file can't be read.
 */
export async function readLines(agent: LinesAgent, reading: Reading, mostBytes: number): Promise<boolean> {
  const file = openSync(reading.source.path, "r");
  try {
    return await readOpen(agent, reading, file, mostBytes);
  } finally {
    closeSync(file);
  }
}

async function readOpen(
  agent: LinesAgent,
  reading: Reading,
  file: number,
  mostBytes: number,
): Promise<boolean> {
  const { ledger, collector, signal, onBytes } = reading;
  const mark = markOfOpen(file);
  const begin = beginOf(agent, reading, file, mark.size);
  let { source, withdrawal, state } = begin;
  const needles = agent.needles.map((needle) => Buffer.from(needle));

  const parse = (line: string, offset: number): boolean => {
    const parsed = agent.parse(line, state);
    for (const event of parsed.events) collector.add(event, offset);
    for (const reason of parsed.skipped) collector.skip(reason);
    state = parsed.state;
    return signal?.aborted !== true;
  };
  const splitter = splitLines(begin.offset, mostBytes, {
    onLine: (line, offset) => {
      const { text, problem } = cleanLine(line, offset, needles);
      if (problem !== null) collector.unreadable(offset, problem);
      return text === null || parse(text, offset);
    },
    onTooLong: (offset) => collector.unreadable(offset, "line-too-long"),
  });

  /** Writes what was collected. The stamp tells that nothing is left to read, so only the last write bears it. */
  const commit = (stamp: string, tail: Buffer | null): boolean => {
    const { offset } = splitter;
    const saved = JSON.stringify(state);
    if (tail !== null) takeTail(agent, tail, { ...reading, needles, offset, state: saved });
    const probes = probesOf(file, offset, ledger.seal);
    const next: Checkpoint = {
      identity: mark.identity,
      stamp,
      offset,
      ...probes,
      state: saved,
      version: agent.version,
    };
    const written = ledger.store.write(source, withdrawal, collector.take(), next);
    if (written === null) return false;
    source = written;
    withdrawal = "nothing";
    return true;
  };

  const piece = Buffer.allocUnsafe(Math.min(PIECE, Math.max(1, mark.size - begin.offset)));
  let written = begin.offset;
  for (let at = begin.offset; at < mark.size;) {
    const length = readSync(file, piece, 0, Math.min(piece.length, mark.size - at), at);
    if (length === 0) break;
    const go = splitter.push(piece.subarray(0, length)) && signal?.aborted !== true;
    at += length;
    onBytes(length);
    if (!go) {
      commit("", null);
      return false;
    }
    if (splitter.offset - written >= SLICE) {
      if (!commit("", null)) return false;
      written = splitter.offset;
    }
    await breathe();
  }
  return commit(mark.stamp, splitter.rest());
}

type Begin = {
  readonly source: Source;
  readonly withdrawal: Withdrawal;
  readonly offset: number;
  readonly state: unknown;
};

/** Where to begin: at the offset while the file continues what was read, else at its start, and all of it anew. */
function beginOf(agent: LinesAgent, { source, mark, ledger }: Reading, file: number, size: number): Begin {
  const known = source.revision > 0;
  if (known && source.version === agent.version && continues(file, size, source, ledger.seal)) {
    return { source, withdrawal: "nothing", offset: source.offset, state: JSON.parse(source.state) };
  }
  const state = agent.start({ path: source.path, at: mark.changedAt });
  return { source, withdrawal: known ? "all" : "nothing", offset: 0, state };
}

type Tail = Reading & {
  readonly needles: readonly Buffer[];
  readonly offset: number;
  readonly state: string;
};

/**
 * A last line without its end is used if it is whole, but the offset stays before it: it is read again later, which
 * changes nothing.
 */
function takeTail(agent: LinesAgent, line: Buffer, { collector, needles, offset, state }: Tail): void {
  const { text } = cleanLine(line, offset, needles);
  if (text === null || !isWholeObject(text)) return;
  // The state from before this line goes on, so the line gets a copy of its own.
  for (const event of agent.parse(text, JSON.parse(state)).events) collector.add(event, offset);
}
