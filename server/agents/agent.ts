// What a coding agent's record is turned into, and what an adapter must offer. Read this first.

/** Tokens of one request. `input` leaves cached tokens out; reasoning is inside `output`. Whole numbers, >= 0. */
export type Tokens = {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
};

/** One conversation, as far as one record of it tells. Several may come for one session: they are joined. */
export type SessionEvent = {
  readonly kind: "session";
  readonly session: string;
  readonly at: number | null;
  /** Absolute folder the agent worked in at that time. */
  readonly cwd: string | null;
  readonly branch: string | null;
  /** A subagent's record belongs to `parent.session`; a fork is a session of its own that repeats its parent's beginning. */
  readonly parent: { readonly session: string; readonly relation: "subagent" | "fork" } | null;
};

/** A prompt that the user sent: it opens a turn. `key` is equal in every copy of the same record. */
export type PromptEvent = {
  readonly kind: "prompt";
  readonly key: string;
  readonly session: string;
  readonly at: number;
  /** What the user typed, as it is to be shown; null where this record does not hold it. Never stored. */
  readonly text: string | null;
};

/**
 * One call of a model. Several events may share a `key` (streamed parts, copies in other files): the one with the
 * largest total of tokens counts, once, for the session that has it first.
 */
export type RequestEvent = {
  readonly kind: "request";
  readonly key: string;
  readonly session: string;
  readonly at: number;
  /** The model's name as logged; null where the log has none. */
  readonly model: string | null;
  /** Of @pydantic/genai-prices: `anthropic`, `openai`, `google` ...; null lets the model's name decide. */
  readonly provider: string | null;
  /** null: the log knows that a request was made, but not its tokens. */
  readonly tokens: Tokens | null;
  readonly webSearches: number;
  readonly fast: boolean;
  /** `floor`: the output count is a streaming placeholder, a lower bound. */
  readonly quality: "exact" | "floor" | "none";
  /** Money that the log itself states, USD; null where it states none. */
  readonly costUsd: number | null;
  /** What can be seen of the output in this record: counted by the tokenizer where `quality` is not `exact`. Never stored. */
  readonly visible: string;
  /** What can be seen of the input, where the log has no counts at all. Never stored. */
  readonly visibleInput: string;
  /** A side conversation that replays its parent under another key: `sameAs` names what both share, the main one wins. */
  readonly sidechain: boolean;
  readonly sameAs: string | null;
  /** Equal in a parent's record and in the beginning of a fork's that repeats it; null where copies share their key. */
  readonly replay: string | null;
};

/** Consecutive lines of a file, each with its sign: " " stands in both, "-" was taken out, "+" was put in. Without line ends. */
export type TextHunk = {
  /** 1-based line of the file before at which the hunk's old side begins; null where the record does not say. */
  readonly oldStart: number | null;
  readonly lines: readonly string[];
};

/** What an edit did to one file. At least one of `before`, `after` and `hunks` says how, or it is a bare move or deletion. */
export type FileEdit = {
  /** Absolute. */
  readonly path: string;
  /** Absolute; where the file was moved to. */
  readonly movedTo: string | null;
  readonly change: "create" | "update" | "delete";
  /** The whole text before the edit; null where the record does not hold it. A created file has "". */
  readonly before: string | null;
  /** The whole text after the edit; null where the record does not hold it. */
  readonly after: string | null;
  /** What changed, in the order of the file; null where it follows from `before` and `after` alone. */
  readonly hunks: readonly TextHunk[] | null;
};

/**
 * An edit as the call asked for it (`stage: "call"`) or as its result tells it (`"result"`). Both share `key`, global and
 * equal in every copy. The result's status and, where it has any, its files win over the call's.
 */
export type EditEvent = {
  readonly kind: "edit";
  readonly stage: "call" | "result";
  readonly key: string;
  readonly session: string;
  readonly at: number;
  /** Known on the call; null on a result that does not repeat it. */
  readonly model: string | null;
  readonly status: "applied" | "failed" | "rejected" | "unknown";
  readonly files: readonly FileEdit[];
};

/** A command that probably changed files in a way the record does not show (`sed -i`, `git checkout`, a generator). */
export type CommandEvent = {
  readonly kind: "command";
  readonly key: string;
  readonly session: string;
  readonly at: number;
};

/** The user took these edits back (a rewind, an undo): by their keys. */
export type UndoEvent = {
  readonly kind: "undo";
  readonly key: string;
  readonly session: string;
  readonly at: number;
  readonly edits: readonly string[];
};

export type AgentEvent = SessionEvent | PromptEvent | RequestEvent | EditEvent | CommandEvent | UndoEvent;

/** What was understood of one input, and why the rest was not. `state` goes into the next call for the same source. */
export type Parsed<State> = {
  readonly events: readonly AgentEvent[];
  /** One short reason per record that was skipped (`unknown-type`, `not-json` ...); no text of the record. */
  readonly skipped: readonly string[];
  readonly state: State;
};

/** Where the machine keeps things; tests hand in their own. */
export type Surroundings = {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: "linux" | "darwin" | "win32";
};

/** A folder to look in, and which of the files under it (by their path relative to it, with `/`) are this agent's. */
export type Place = { readonly folder: string; readonly matches: (relativePath: string) => boolean };

/** The file an input stems from. `at`: its time of change, epoch ms, for records without a time. */
export type SourceFile = { readonly path: string; readonly at: number };

/** Where a long line tells the same without its texts of more than 1,024 bytes: then `parse` is given it without them. */
type Outline<State> = {
  /** Whether that is worth a try, by the first 2,048 bytes of the line, each a character. */
  isLikely(beginning: string, state: State): boolean;
  /** Whether a record tells the same as it would whole. Each text that was left out is `LEFT_OUT` in it. */
  suffices(record: Readonly<Record<string, unknown>>, state: State): boolean;
};

/**
 * How an agent's source is read. A state is plain JSON and small, and holds no text of the record: it is stored between
 * runs. `parse` never throws.
 */
type Reading<State> =
  | {
      readonly source: "lines";
      /** Byte strings of which a line must hold at least one to be parsed at all; keys with their quotes, no colon. */
      readonly needles: readonly string[];
      /** For agents whose lines are long and mostly not needed. */
      readonly outline?: Outline<State>;
      start(file: SourceFile): State;
      parse(line: string, state: State): Parsed<State>;
    }
  | {
      readonly source: "documents";
      start(file: SourceFile): State;
      /** The whole document each time it changed: what it contributed before is replaced. */
      parse(document: string, state: State): Parsed<State>;
    }
  | {
      readonly source: "rows";
      /** SQL of the rows to read, in order. */
      readonly query: string;
      start(file: SourceFile): State;
      parse(row: Readonly<Record<string, unknown>>, state: State): Parsed<State>;
    };

/** After how long an agent deletes its own records, by its settings. */
export type Retention = {
  /** The settings files that decide, the one that counts most last. */
  files(surroundings: Surroundings): readonly string[];
  /** From their texts, null for one that is not there: the days that records are kept; null where for good. */
  days(texts: readonly (string | null)[]): number | null;
};

export type Agent<State = never> = Reading<State> & {
  readonly id: string;
  readonly label: string;
  /** Raised when `parse` understands more or otherwise: what is still on disk is then read again. */
  readonly version: number;
  where(surroundings: Surroundings): readonly Place[];
  /** Left out by an agent that deletes nothing. */
  readonly retention?: Retention;
};
