// What all ways of reading a file share.
import type { Agent } from "../agents/agent.ts";
import type { Seal } from "../ledger/fingerprint.ts";
import type { Checkpoint, Source, Withdrawal, Write } from "../ledger/store.ts";
import type { Collector } from "./collect.ts";
import type { Mark } from "./file-mark.ts";
import type { Alike } from "./transcript.ts";

/** An agent whose state is known only to itself: whatever it hands out it is handed back. */
export type AnyAgent = Agent<unknown>;
export type LinesAgent = Extract<AnyAgent, { source: "lines" }>;

/** Where what was read goes: it is written in this order, and soon. */
export type Sink = {
  readonly seal: Seal;
  /** Gives the source as it will be. */
  add(write: Write): Source;
};

/** One file to read. */
export type Reading = {
  readonly source: Source;
  readonly mark: Mark;
  readonly sink: Sink;
  readonly collector: Collector;
  /** Shared by files that begin alike; null for a file like no other. */
  readonly alike: Alike | null;
  readonly signal: AbortSignal | undefined;
  readonly pause: Pause;
  /** Where pieces of a file are read into: shared by all files, which are read one after the other. */
  readonly piece: Buffer;
  /** Told how many more bytes were read. */
  readonly onBytes: (bytes: number) => void;
};

/** A checkpoint at the very beginning of a file. */
export const atStart = (mark: Mark, state: string, version: number): Checkpoint => ({
  identity: mark.identity,
  stamp: mark.stamp,
  offset: 0,
  head: new Uint8Array(),
  tail: new Uint8Array(),
  state,
  version,
});

/** What a source that is read from its beginning again has to give back first. */
export function withdrawalOf(source: Source, version: number, kept: Withdrawal): Withdrawal {
  if (source.revision === 0) return "nothing";
  return source.version === version ? kept : "all";
}

/** Lets timers, signals and other work have their turn, if they have waited for some time. To be called often. */
export type Pause = () => Promise<void>;

const LONGEST_TURN_MS = 15;

/** A pause for one run. */
export function createPause(): Pause {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST_TURN_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  };
}
