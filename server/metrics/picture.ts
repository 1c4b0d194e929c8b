// All that the panel's figures are made from: every turn with what it cost, and every piece of its work with what became of
// it. Plain columns, so that a year of heavy use fits into little memory and crosses a process border as it is.

/** The outcomes in the order of `Pieces.outcome`; a turn without a piece is `noCode`. */
export const OUTCOMES = ["kept", "reworked", "reverted", "discarded", "open", "outside"] as const;

/** Stands for none in a column of numbers of other things. */
export const NONE = -1;

export type PicturedSession = {
  readonly agent: string;
  readonly session: string;
  /** Epoch ms. */
  readonly started: number;
  readonly ended: number;
  readonly branch: string | null;
  /** Folders it worked in, the first one first. */
  readonly folders: readonly string[];
  /** Number of the repository that its folder is in; NONE. */
  readonly home: number;
};

/** Column i of each is turn i. Turns stand session by session, in order of the sessions and of time. */
export type PicturedTurns = {
  /** Number of its session. */
  readonly session: Int32Array;
  /** Within the session, from 0. */
  readonly index: Int32Array;
  /** Epoch ms. */
  readonly started: Float64Array;
  /** 1: it ran commands that probably changed files in a way no record shows. */
  readonly unseen: Uint8Array;
  /** Tokens of the largest input (cached or not) of its requests: how much the model was given to read. */
  readonly context: Float64Array;
};

/** What one model's requests in one turn came to. Rows stand in order of turns. Money in 10⁻¹² USD. */
export type Spends = {
  readonly turn: Int32Array;
  /** Number of the model; NONE. */
  readonly model: Int32Array;
  readonly requests: Int32Array;
  /** Of them: with an output count that is only a floor; with estimated tokens; with recorded tokens. */
  readonly floors: Int32Array;
  readonly estimated: Int32Array;
  readonly recorded: Int32Array;
  /** 1: at least one request could be priced; 0: `cost` is 0 and means unknown. */
  readonly priced: Uint8Array;
  readonly cost: BigInt64Array;
  readonly estimatedCost: BigInt64Array;
  readonly unpricedTokens: Float64Array;
  readonly estimatedTokens: Float64Array;
  readonly input: Float64Array;
  readonly output: Float64Array;
  readonly cacheRead: Float64Array;
  readonly cacheWrite: Float64Array;
};

/**
 * Lines of one turn that share a fate: of one file, all written or all removed, with one outcome, brought by one commit and
 * taken by one. Rows stand in order of turns. The `cost` and `tokens` of a turn's rows add up to the turn's own.
 */
export type Pieces = {
  readonly turn: Int32Array;
  /** Number of the file's path. */
  readonly path: Int32Array;
  /** Number of the repository; NONE. */
  readonly repository: Int32Array;
  /** Number of the model whose edit it was; NONE. */
  readonly model: Int32Array;
  /** 1: the lines were written; 0: they were removed. */
  readonly written: Uint8Array;
  /** Place in OUTCOMES. */
  readonly outcome: Uint8Array;
  readonly lines: Int32Array;
  /** Words of code in those of them that are written and kept: none of comments, nor of copies of a block. */
  readonly words: Int32Array;
  /** 10⁻¹² USD. */
  readonly cost: BigInt64Array;
  readonly tokens: Float64Array;
  /** Since when the work is or was on the main line (lines there, or gone from it), epoch ms; NaN: never. */
  readonly from: Float64Array;
  /** When it ceased to be so; NaN: it still is, or never was. */
  readonly until: Float64Array;
  /** Numbers of the commits at `from` and `until`; NONE. */
  readonly landed: Int32Array;
  readonly gone: Int32Array;
};

export type Picture = {
  /** When it was made, epoch ms. */
  readonly at: number;
  /** false: only what was spent is known; there are no pieces yet. */
  readonly followed: boolean;
  readonly agents: readonly {
    readonly id: string;
    readonly label: string;
    /** After how many days it deletes its logs; null: never. */
    readonly deletesAfterDays: number | null;
  }[];
  readonly repositories: readonly { readonly root: string; readonly branch: string | null }[];
  readonly models: readonly string[];
  /** Absolute. */
  readonly paths: readonly string[];
  /** `at`: when it came onto the main line, epoch ms. */
  readonly commits: readonly {
    readonly id: string;
    readonly repository: number;
    readonly at: number;
    readonly reverting: boolean;
  }[];
  /** In order of their start. */
  readonly sessions: readonly PicturedSession[];
  readonly turns: PicturedTurns;
  readonly spends: Spends;
  readonly pieces: Pieces;
  readonly coverage: {
    /** Models that were counted at a near relative's price. */
    readonly assumed: readonly { readonly model: string; readonly pricedAs: string }[];
    readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
    readonly skippedRecords: number;
  };
  readonly prices: { readonly source: string; readonly asOf: string };
  /** When logs were read for the first time, epoch ms; what agents had deleted by then is not known. */
  readonly begun: number;
};
