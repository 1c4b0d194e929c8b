// Lines of a file to facts: what a line tells is gathered, and where the file could go on from is noted.
import { readSync } from "node:fs";
import type { Checkpoint, Source, Withdrawal } from "../ledger/store.ts";
import { cleanLine, holdsAny, isBroken, isWholeObject } from "./clean-line.ts";
import { continues, headOf, probesOf, type Stretch } from "./file-mark.ts";
import type { Follower } from "./follow-transcript.ts";
import { lineText } from "./line-text.ts";
import type { LinesAgent, Pause, Reading } from "./read-file.ts";
import { splitLines } from "./split-lines.ts";
import { type Passage, recordTranscript, type Recorder, type Transcript } from "./transcript.ts";

export type LineReader = {
  /** Just after the last complete line that was parsed. */
  offset(): number;
  /** Takes the next bytes, those from `at` on. False: no more of them, since the reading was stopped or can follow another file's. */
  push(piece: Buffer, at: number): boolean;
  /** Records a transcript from now on, and follows that of another file where that is possible. */
  watch(stamp: string, follower: Follower | null): void;
  /** Whether the file goes on as the one that it follows. */
  agrees(): boolean;
  /** Takes over what that one told; the next bytes are those from the new offset. */
  follow(pause: Pause): Promise<void>;
  /** Hands over what was collected; at the end of the file a whole last line, too. */
  commit(atEnd: boolean): void;
  /** What was told since `watch`; null without it. */
  transcript(): Transcript | null;
};

/** A reader of an open file, from where its source was left. */
export function lineReader(agent: LinesAgent, reading: Reading, file: number, mostBytes: number): LineReader {
  const { sink, collector, signal, mark } = reading;
  const head = headOf(file);
  let last: Stretch | null = null;
  const begin = beginOf(agent, reading, file, mark.size);
  let { source, withdrawal, state } = begin;
  let recorder: Recorder | null = null;
  let follower: Follower | null = null;
  let agreed = false;
  const needles = agent.needles.map((needle) => Buffer.from(needle));

  const tell = (passage: Passage): void => {
    for (const reason of passage.skipped) collector.skip(reason);
    if (passage.problem !== null) collector.unreadable(passage.start, passage.problem);
    state = passage.after;
    recorder?.put(passage);
  };
  const takeLine = (line: Buffer, start: number): void => {
    const passage = { start, end: start + line.length + 1, skipped: [], problem: null, after: state };
    if (!holdsAny(line, needles)) {
      if (isBroken(line, start)) tell({ ...passage, told: [], skipped: ["not-json"] });
      return;
    }
    const { bytes, problem } = cleanLine(line, start);
    if (bytes === null) {
      if (problem !== null) tell({ ...passage, told: [], problem });
      return;
    }
    const text = lineText(bytes, agent.outline, state);
    const { events, skipped, state: after } = agent.parse(text, state);
    const told = events.map((event) => collector.add(event, start));
    const all = told.every((one) => one !== null);
    tell({ ...passage, told: all ? told : null, skipped, problem, after });
  };
  const repeat = (passage: Passage): void => {
    const { start, end, told } = passage;
    if (told !== null && collector.again(told, start)) return tell(passage);
    const line = Buffer.allocUnsafe(end - 1 - start);
    takeLine(line.subarray(0, readSync(file, line, 0, line.length, start)), start);
  };
  const split = (from: number) =>
    splitLines(from, mostBytes, {
      onLine: (line, start) => {
        takeLine(line, start);
        agreed = follower?.agrees(start + line.length + 1, state) ?? false;
        return !agreed && signal?.aborted !== true;
      },
      onTooLong: (start, end) =>
        tell({ start, end, told: [], skipped: [], problem: "line-too-long", after: state }),
    });
  let splitter = split(begin.offset);

  return {
    offset: () => splitter.offset,
    push: (piece, at) => {
      last = { at, bytes: piece };
      return splitter.push(piece);
    },
    watch: (stamp, other) => {
      recorder = recordTranscript(source.path, stamp);
      follower = other;
    },
    agrees: () => agreed,
    follow: async (pause) => {
      if (follower === null) return;
      let { end } = follower;
      for (const passage of follower.rest()) {
        if (signal?.aborted === true) {
          end = passage.start;
          break;
        }
        repeat(passage);
        await pause();
      }
      follower = null;
      agreed = false;
      splitter = split(end);
      last = null;
    },
    commit: (atEnd) => {
      const { offset } = splitter;
      const saved = JSON.stringify(state);
      const rest = atEnd ? splitter.rest() : null;
      if (atEnd && splitter.restIsTooLong) collector.unreadable(offset, "line-too-long");
      if (rest !== null) takeTail(agent, rest, { ...reading, needles, offset, state: saved });
      // The stamp tells that nothing is left to read, so only the last write bears it.
      const { identity } = mark;
      const stamp = atEnd ? mark.stamp : "";
      const probes = probesOf(file, offset, { head, last }, sink.seal);
      const { version } = agent;
      const checkpoint: Checkpoint = { identity, stamp, offset, ...probes, state: saved, version };
      source = sink.add({ source, withdrawal, slice: collector.take(), checkpoint });
      withdrawal = "nothing";
    },
    transcript: () => recorder?.done(splitter.offset) ?? null,
  };
}

type Begin = {
  readonly source: Source;
  readonly withdrawal: Withdrawal;
  readonly offset: number;
  readonly state: unknown;
};

/** Where to begin: at the offset while the file continues what was read, else at its start, and all of it anew. */
function beginOf(agent: LinesAgent, { source, mark, sink }: Reading, file: number, size: number): Begin {
  const known = source.revision > 0;
  if (known && source.version === agent.version && continues(file, size, source, sink.seal)) {
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
  const text = cleanLine(line, offset).bytes?.toString("utf8");
  if (text === undefined || !isWholeObject(text)) return;
  // The state from before this line goes on, so the line gets a copy of its own.
  for (const event of agent.parse(text, JSON.parse(state)).events) collector.add(event, offset);
}
