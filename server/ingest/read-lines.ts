// Reads an append-only file of lines: from where it was left, in pieces, and no further than it reached when opened.
import { closeSync, openSync, readSync } from "node:fs";
import type { Checkpoint, Source, Withdrawal } from "../ledger/store.ts";
import { cleanLine, holdsAny, isBroken, isWholeObject } from "./clean-line.ts";
import { continues, markOfOpen, probesOf } from "./file-mark.ts";
import { type Known, knownState } from "./line-memo.ts";
import type { AnyAgent, Reading } from "./read-file.ts";
import { splitLines } from "./split-lines.ts";

/** Others have their turn after so many bytes. */
const PIECE = 2 ** 17;
/** Facts are written, and reading can start again, after so many bytes. */
const SLICE = 2 ** 22;

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
  const { signal, pause, onBytes, collector } = reading;
  const mark = markOfOpen(file);
  const reader = lineReader(agent, { ...reading, mark }, file, mostBytes);
  const piece = Buffer.allocUnsafe(Math.min(PIECE, Math.max(1, mark.size - reader.offset())));
  let written = reader.offset();
  for (let at = written; at < mark.size;) {
    const length = readSync(file, piece, 0, Math.min(piece.length, mark.size - at), at);
    if (length === 0) break;
    reader.push(piece.subarray(0, length));
    at += length;
    onBytes(length);
    if (signal?.aborted === true) {
      await collector.count(pause);
      reader.commit(false);
      return false;
    }
    if (reader.offset() - written >= SLICE) {
      await collector.count(pause);
      if (!reader.commit(false)) return false;
      written = reader.offset();
    }
    await pause();
  }
  await collector.count(pause);
  return reader.commit(true);
}

type LineReader = {
  /** Just after the last complete line that was parsed. */
  offset(): number;
  push(piece: Buffer): void;
  /** Writes what was collected; at the end of the file a whole last line, too. False: another process was there before. */
  commit(atEnd: boolean): boolean;
};

function lineReader(agent: LinesAgent, reading: Reading, file: number, mostBytes: number): LineReader {
  const { ledger, collector, memo, signal, mark } = reading;
  const begin = beginOf(agent, reading, file, mark.size);
  let { source, withdrawal } = begin;
  let now = stateOf(begin.state);
  // Only the memo asks for digests.
  function stateOf(state: unknown): Known {
    return memo === null ? { state, digest: "" } : knownState(state);
  }
  const needles = agent.needles.map((needle) => Buffer.from(needle));

  const parse = (text: string, offset: number, key: string | null): void => {
    const { events, skipped, state } = agent.parse(text, now.state);
    const told = events.map((event) => collector.add(event, offset));
    for (const reason of skipped) collector.skip(reason);
    if (state !== now.state) now = stateOf(state);
    if (key !== null && told.every((one) => one !== null)) memo?.put(key, { told, skipped, after: now });
  };
  const wasTold = (key: string, offset: number): boolean => {
    const known = memo?.find(key) ?? null;
    if (known === null || !collector.again(known.told, offset)) return false;
    for (const reason of known.skipped) collector.skip(reason);
    now = known.after;
    return true;
  };
  const splitter = splitLines(begin.offset, mostBytes, {
    onLine: (line, offset) => {
      if (!holdsAny(line, needles)) {
        if (isBroken(line, offset)) collector.skip("not-json");
        return true;
      }
      // Before a file's first line there may be a byte order mark, so its bytes alone don't tell what it says.
      const key = offset === 0 || memo === null ? null : memo.keyOf(now, line);
      if (key !== null && wasTold(key, offset)) return signal?.aborted !== true;
      const { text, problem } = cleanLine(line, offset);
      if (problem !== null) collector.unreadable(offset, problem);
      if (text !== null) parse(text, offset, problem === null ? key : null);
      return signal?.aborted !== true;
    },
    onTooLong: (offset) => collector.unreadable(offset, "line-too-long"),
  });

  return {
    offset: () => splitter.offset,
    push: (piece) => void splitter.push(piece),
    commit: (atEnd) => {
      const { offset } = splitter;
      const saved = JSON.stringify(now.state);
      const rest = atEnd ? splitter.rest() : null;
      if (rest !== null) takeTail(agent, rest, { ...reading, needles, offset, state: saved });
      // The stamp tells that nothing is left to read, so only the last write bears it.
      const { identity } = mark;
      const stamp = atEnd ? mark.stamp : "";
      const probes = probesOf(file, offset, ledger.seal);
      const next: Checkpoint = { identity, stamp, offset, ...probes, state: saved, version: agent.version };
      const written = ledger.store.write(source, withdrawal, collector.take(), next);
      if (written === null) return false;
      source = written;
      withdrawal = "nothing";
      return true;
    },
  };
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
  if (!holdsAny(line, needles)) return;
  const { text } = cleanLine(line, offset);
  if (text === null || !isWholeObject(text)) return;
  // The state from before this line goes on, so the line gets a copy of its own.
  for (const event of agent.parse(text, JSON.parse(state)).events) collector.add(event, offset);
}
