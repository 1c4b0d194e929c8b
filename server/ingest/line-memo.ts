// Remembers what lines told, so that a record's copies in other files need not be parsed again: a session often stands in
// several files that begin alike.
import { hash } from "node:crypto";
import type { Told } from "./collect.ts";

/** Entries are held for at least so many new ones: copies are mostly read soon after each other. */
const GENERATION = 8192;

/** An agent's state, and a digest of it: reading a line depends on both alone. */
export type Known = { readonly state: unknown; readonly digest: string };

/** What a line told in a state, and the state after it. */
export type Outcome = {
  readonly told: readonly Told[];
  readonly skipped: readonly string[];
  readonly after: Known;
};

export type LineMemo = {
  /** Names a line as it is read in a state. */
  keyOf(before: Known, line: Buffer): string;
  find(key: string): Outcome | null;
  put(key: string, outcome: Outcome): void;
};

/** A memo for some files of one agent. */
export function createLineMemo(): LineMemo {
  let recent = new Map<string, Outcome>();
  let older = new Map<string, Outcome>();
  const put = (key: string, outcome: Outcome): void => {
    if (recent.size >= GENERATION) [older, recent] = [recent, new Map()];
    recent.set(key, outcome);
  };
  return {
    keyOf: ({ digest }, line) => digest + hash("sha1", line, "binary"),
    find: (key) => {
      const found = recent.get(key) ?? older.get(key) ?? null;
      if (found !== null && !recent.has(key)) put(key, found);
      return found;
    },
    put,
  };
}

/** A state with its digest. */
export function knownState(state: unknown): Known {
  return { state, digest: hash("sha1", JSON.stringify(state), "binary") };
}
