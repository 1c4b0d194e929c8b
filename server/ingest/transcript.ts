// What a file told, line by line, so that a file that begins alike tells the same without being parsed again: a session
// often stands in several files.
import type { Told } from "./collect.ts";

/** A line that told something, or ought to have, and the agent's state after it. */
export type Passage = {
  readonly start: number;
  /** Just after the line's end. */
  readonly end: number;
  /** null where only the line itself can tell it. */
  readonly told: readonly Told[] | null;
  readonly skipped: readonly string[];
  /** Why bytes of it were lost; null where none were. */
  readonly problem: string | null;
  readonly after: unknown;
};

/** All passages of a file from its first byte to `end`, as the file was when it bore the stamp. */
export type Transcript = {
  readonly path: string;
  readonly stamp: string;
  readonly passages: readonly Passage[];
  readonly end: number;
};

/** Takes the place of the transcript of the last file; shared by files that begin alike. */
export type Alike = { last: Transcript | null };

const MOST_PASSAGES = 2 ** 16;

export type Recorder = {
  put(passage: Passage): void;
  /** `end`: how far the file was read, in whole lines. */
  done(end: number): Transcript;
};

/** Records a transcript, of a very long file only the beginning. */
export function recordTranscript(path: string, stamp: string): Recorder {
  const passages: Passage[] = [];
  let full: number | null = null;
  return {
    put: (passage) => {
      if (passages.length < MOST_PASSAGES) passages.push(passage);
      else full ??= passage.start;
    },
    done: (end) => ({ path, stamp, passages, end: full ?? end }),
  };
}
