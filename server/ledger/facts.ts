// What the ledger hands out: facts from the logs, joined over all files, each counted once. No text of any source.
import type { FilePrint, Sketch } from "../lib/print.ts";
import type { Tokens } from "../agents/agent.ts";

export type SessionFact = {
  readonly agent: string;
  readonly session: string;
  readonly started: number;
  readonly ended: number;
  /** Folders the session worked in, in the order of their first appearance. */
  readonly folders: readonly string[];
  readonly branch: string | null;
  /** Times of the user's prompts, ascending: turn i runs from prompts[i] to prompts[i + 1]. What comes before the first belongs to turn 0. */
  readonly prompts: readonly number[];
  /** Times of commands that probably changed files unseen. */
  readonly commands: readonly number[];
};

export type RequestFact = {
  readonly agent: string;
  readonly session: string;
  readonly key: string;
  readonly at: number;
  readonly model: string | null;
  readonly provider: string | null;
  readonly tokens: Tokens | null;
  readonly webSearches: number;
  readonly fast: boolean;
  readonly quality: "exact" | "floor" | "none";
  readonly costUsd: number | null;
  /** Estimated tokens beyond the recorded ones: output missing from a floor; where nothing is recorded, all. */
  readonly estimatedInput: number;
  readonly estimatedOutput: number;
};

/** Consecutive lines; `sign` is " ", "-" or "+" for each. `sketches`: one entry a line, null but for "+" lines that are significant. */
export type PrintedHunk = {
  readonly oldStart: number | null;
  readonly signs: string;
  readonly lines: FilePrint;
  readonly sketches: readonly (Sketch | null)[];
};

export type PrintedFileEdit = {
  readonly path: string;
  readonly movedTo: string | null;
  readonly change: "create" | "update" | "delete";
  /** The whole file before the edit, where the record holds it. */
  readonly before: FilePrint | null;
  /** In the order of the file. Where `before` is known each hunk has its `oldStart`. */
  readonly hunks: readonly PrintedHunk[];
};

/** An edit that really was applied. Ordered by time, then key. */
export type EditFact = {
  readonly agent: string;
  readonly session: string;
  readonly key: string;
  readonly at: number;
  readonly model: string | null;
  /** The user took it back later by the agent's own means (a rewind, an undo). */
  readonly undone: boolean;
  readonly files: readonly PrintedFileEdit[];
};
