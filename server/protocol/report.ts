// What a report says, as `docs/metrics.md` explains it. The JSON that `--format json` prints.

export type OutcomeOfLine = "kept" | "reworked" | "reverted" | "discarded" | "open" | "outside";
export type Outcome = OutcomeOfLine | "noCode";

export type TokenCounts = {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
};

/** Written lines by outcome; `removed` counts the removals that have weight. */
export type LineCounts = { readonly written: number; readonly removed: number } & Readonly<
  Record<OutcomeOfLine, number>
>;

/** Figures of a turn, a session or the whole report. USD; `costUsd` is null where nothing could be priced. */
export type Figures = {
  readonly costUsd: number | null;
  readonly estimatedCostUsd: number;
  readonly unpricedTokens: number;
  readonly tokens: TokenCounts;
  readonly estimatedTokens: number;
  readonly quality: "exact" | "floor" | "estimate" | "none";
  readonly requests: number;
  readonly lines: LineCounts;
  readonly spend: Readonly<Record<Outcome, number>>;
  readonly spendTokens: Readonly<Record<Outcome, number>>;
};

export type TurnReport = { readonly index: number; readonly started: string } & Figures;

export type SessionReport = {
  readonly id: string;
  readonly agent: string;
  readonly models: readonly string[];
  readonly repositories: readonly string[];
  readonly gitBranch: string | null;
  readonly started: string;
  readonly ended: string;
} & Figures & {
    readonly landedIn: readonly {
      readonly commit: string;
      readonly written: number;
      readonly removed: number;
    }[];
    readonly turns: readonly TurnReport[];
  };

export type Report = {
  readonly schema: "tokenworth/report@1";
  readonly now: string;
  readonly since: string | null;
  readonly until: string | null;
  /** Absolute path; null for a report over all repositories. */
  readonly repository: string | null;
  readonly branch: string | null;
  readonly prices: { readonly source: string; readonly asOf: string };
  readonly coverage: {
    readonly sessions: number;
    readonly requests: number;
    readonly unpriced: readonly { readonly model: string; readonly tokens: number }[];
    /** Models without a price of their own, counted at a near relative's. */
    readonly assumedPrices?: readonly { readonly model: string; readonly pricedAs: string }[];
    readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
    readonly skippedRecords: number;
    readonly floorRequests: number;
    readonly unseenChanges: number;
  };
  readonly totals: Figures;
  readonly sessions: readonly SessionReport[];
};

export type Evidence = "exact" | "matched" | "edited" | "live" | "inferred";

export type BlameLine =
  | { readonly line: number; readonly origin: "none" | "human" }
  | {
      readonly line: number;
      readonly origin: "ai" | "edited";
      readonly evidence: Evidence;
      readonly agent: string;
      readonly model: string | null;
      readonly session: string;
      readonly turn: number;
      readonly writtenAt: string;
      /** The commit that brought the line; null where it is in no commit yet. */
      readonly commit: string | null;
    };

export type Blame = {
  readonly schema: "tokenworth/blame@1";
  readonly path: string;
  readonly rev: string | null;
  readonly lines: readonly BlameLine[];
};

/** A session's files with the fate of its lines: what `sessions <id>` adds to the session's own figures. */
export type SessionDetail = {
  readonly schema: "tokenworth/session@1";
  readonly now: string;
  readonly session: SessionReport;
  readonly files: readonly {
    readonly path: string;
    readonly repository: string | null;
    readonly lines: LineCounts;
  }[];
};
