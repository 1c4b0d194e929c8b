import type { AgentEvent, SourceFile } from "../agent.ts";

/** Counts of one usage record as logged: input with cached and written tokens inside, output with reasoning inside. */
export type Usage = {
  readonly input: number;
  readonly cached: number;
  readonly cacheWrite: number;
  readonly output: number;
  readonly reasoning: number;
};

/** What a rollout's earlier lines say about its later ones. Plain JSON, without any text of the conversation. */
export type CodexState = {
  /** The file's own session, and whether the record named it; else it is taken from the file's name. */
  readonly session: string;
  readonly named: boolean;
  readonly parent: { readonly session: string; readonly relation: "subagent" | "fork" } | null;
  /** A subagent, whether or not its parent is known: what it is told is no prompt of the user. */
  readonly subagent: boolean;
  readonly cwd: string | null;
  readonly branch: string | null;
  readonly model: string | null;
  readonly provider: string | null;
  readonly fast: boolean;
  /** The time of the newest record that had one; at first, of the file. Epoch ms. */
  readonly at: number;
  /** The last cumulative counts, and how many requests were counted so far. */
  readonly total: Usage | null;
  readonly counted: number;
  /** Whether any count was seen in the file: from then on nothing needs to be estimated. */
  readonly hasCounts: boolean;
  /** Whether a request without counts was opened under the number `counted`. */
  readonly isOpen: boolean;
  readonly prompts: PromptState;
  /** The calls of the newest edits and the turn of each, for an undo; turns are numbered by prompts. */
  readonly turn: number;
  readonly edits: readonly { readonly turn: number; readonly id: string }[];
  /** Calls with an edit that wait for their output. */
  readonly waiting: readonly string[];
};

/**
 * The prompts of the file so far (`total`) and since the model last answered (`recent`), and how many records of each
 * form stand for the recent ones. `announced`: the file has records that are made for prompts alone.
 */
export type PromptState = {
  readonly total: number;
  readonly announced: boolean;
  readonly recent: number;
  readonly message: number;
  readonly event: number;
  readonly item: number;
};

/** What one record means: its events, why it was skipped if it was, and the state after it. */
export type Step = {
  readonly events: readonly AgentEvent[];
  readonly skipped: readonly string[];
  readonly state: CodexState;
};

/** A step that says nothing but changes what is known. */
export function silent(state: CodexState): Step {
  return { events: [], skipped: [], state };
}

const ID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?=\.jsonl$)/i;

/** What is known of a rollout before its first line: its name holds its session's id. */
export function start(file: SourceFile): CodexState {
  const name = file.path.slice(Math.max(file.path.lastIndexOf("/"), file.path.lastIndexOf("\\")) + 1);
  return {
    session: ID.exec(name)?.[0] ?? name.replace(/\.jsonl$/i, ""),
    named: false,
    parent: null,
    subagent: false,
    cwd: null,
    branch: null,
    model: null,
    provider: "openai",
    fast: false,
    at: file.at,
    total: null,
    counted: 0,
    hasCounts: false,
    isOpen: false,
    prompts: { total: 0, announced: false, recent: 0, message: 0, event: 0, item: 0 },
    turn: 0,
    edits: [],
    waiting: [],
  };
}
