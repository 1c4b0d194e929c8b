// What the panel and the status bar show, as `docs/metrics.md` explains it.
import type { Figures, LineCounts, Outcome } from "./report.ts";

/** Whole local days that end with today, this day included. */
export type Period = "today" | "7d" | "30d" | "90d" | "365d" | "all";

/** What the cards show; null: all. */
export type Filter = {
  readonly period: Period;
  /** Absolute path of its root. */
  readonly repository: string | null;
  readonly agent: string | null;
  readonly model: string | null;
  /** Made-up data instead of the user's own. */
  readonly demo: boolean;
};

/** How fresh the answers are. */
export type Freshness = {
  /**
   * `reading`: logs; `following`: lines through git; `resting`: so much was done lately that what has changed since waits
   * for a while; `ready`: all that was seen to change is in; `stopped`: the user cancelled, and what is shown may be old;
   * `problem`: it cannot go on.
   */
  readonly activity: "starting" | "reading" | "following" | "resting" | "ready" | "stopped" | "problem";
  readonly progress: { readonly doing: string; readonly done: number; readonly total: number } | null;
  /** Up to when costs and outcomes are known; null: not yet. */
  readonly costsAsOf: string | null;
  readonly outcomesAsOf: string | null;
  /** A sentence; null where there is none. */
  readonly problem: string | null;
  /** The workspace is not trusted: no repository is looked at. */
  readonly restricted: boolean;
};

export type Coverage = {
  readonly sessions: number;
  readonly requests: number;
  readonly unpriced: readonly { readonly model: string; readonly tokens: number }[];
  readonly assumedPrices: readonly { readonly model: string; readonly pricedAs: string }[];
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  readonly skippedRecords: number;
  readonly floorRequests: number;
  readonly unseenChanges: number;
};

/** The two figures, for a time and as they stood at a moment. A share is 0 to 1; null where nothing was spent. */
export type Value = {
  /** The turns that started in [since, until), as they stood at `asOf`. */
  readonly since: string | null;
  readonly until: string;
  readonly asOf: string;
  readonly sessions: number;
  readonly costUsd: number | null;
  /** The part of the money, and of the tokens, that is in work that lasted. */
  readonly lastedUsd: number | null;
  readonly lastedTokens: number | null;
  /** Kept lines of usual length, without comments and copies. */
  readonly keptLines: number;
  /** All that was spent for each of them; null where there is none. */
  readonly usdPerKeptLine: number | null;
  /** So few sessions that the figures say little: they are shown with that remark, or not at all. */
  readonly confidence: "enough" | "few" | "none";
};

export type Week = {
  /** Its Monday, local. */
  readonly start: string;
  /** null: something was done, and nothing of it could be priced. */
  readonly costUsd: number | null;
  readonly sessions: number;
  readonly spend: Readonly<Record<Outcome, number>>;
  /** null where nothing was spent. */
  readonly keptShare: number | null;
  /** Agents (labels) whose logs of this week may have been deleted before they were read. */
  readonly missing: readonly string[];
};

/** Share of lines still alive by age. Steps: each share holds from its age until the next. */
export type Lasting = {
  readonly lines: number;
  readonly sessions: number;
  /** The oldest age that at least five sessions have reached: beyond it the curve says little. 0: there are not so many. */
  readonly sureDays: number;
  readonly steps: readonly { readonly ageDays: number; readonly alive: number }[];
  /** How many sessions and lines are that old or older at each of these ages. */
  readonly atRisk: readonly { readonly ageDays: number; readonly sessions: number; readonly lines: number }[];
};

/** A row of a table whose columns are the same everywhere. */
export type Row = {
  /** What a filter or a link would name; the label where there is nothing else. */
  readonly key: string;
  readonly label: string;
  readonly sessions: number;
  readonly costUsd: number | null;
  /** More than none: the cost is at least so much. */
  readonly unpricedTokens: number;
  readonly tokens: number;
  readonly spend: Readonly<Record<Outcome, number>>;
  readonly keptShare: number | null;
  readonly keptLines: number;
  readonly usdPerKeptLine: number | null;
  readonly confidence: Value["confidence"];
};

export type Breakdown = {
  readonly by: "agent" | "model" | "kind" | "context";
  readonly rows: readonly Row[];
};

export type Overview = {
  readonly schema: "tokenworth/overview@1";
  readonly now: string;
  readonly filter: Filter;
  readonly freshness: Freshness;
  /** What can be chosen in the filters. */
  readonly choices: {
    readonly repositories: readonly {
      readonly root: string;
      readonly name: string;
      readonly sessions: number;
    }[];
    readonly agents: readonly { readonly id: string; readonly label: string; readonly sessions: number }[];
    readonly models: readonly { readonly model: string; readonly sessions: number }[];
  };
  readonly coverage: Coverage;
  readonly prices: { readonly source: string; readonly asOf: string };
  /** As the report's totals. */
  readonly totals: Figures;
  readonly value: Value;
  /** As long a time before, as it stood at the same age; null for a period without a beginning. */
  readonly before: Value | null;
  readonly weeks: readonly Week[];
  readonly lasting: Lasting;
  readonly breakdowns: readonly Breakdown[];
};

export type SessionColumn =
  | "started"
  | "agent"
  | "repository"
  | "model"
  | "costUsd"
  | "tokens"
  | "keptLines"
  | "turns";

export type SessionRow = {
  readonly agent: string;
  readonly agentLabel: string;
  readonly session: string;
  readonly started: string;
  readonly ended: string;
  /** Names as in the choices. */
  readonly repositories: readonly string[];
  readonly models: readonly string[];
  readonly turns: number;
  readonly tokens: number;
} & Pick<
  Figures,
  "costUsd" | "estimatedCostUsd" | "unpricedTokens" | "quality" | "requests" | "lines" | "spend"
>;

/** A part of the sessions that the filter leaves, sorted. */
export type SessionsPage = {
  readonly schema: "tokenworth/sessions@1";
  readonly total: number;
  readonly from: number;
  readonly rows: readonly SessionRow[];
};

export type TurnRow = {
  readonly index: number;
  readonly started: string;
  readonly models: readonly string[];
  readonly contextTokens: number;
  readonly unseen: boolean;
  readonly tokens: number;
} & Pick<
  Figures,
  "costUsd" | "estimatedCostUsd" | "unpricedTokens" | "quality" | "requests" | "lines" | "spend"
>;

/** Lines of one file and turn that share a fate. */
export type Fate = {
  readonly turn: number;
  readonly path: string;
  readonly written: boolean;
  readonly outcome: Exclude<Outcome, "noCode">;
  readonly lines: number;
  readonly model: string | null;
  readonly landed: { readonly commit: string; readonly at: string } | null;
  readonly gone: { readonly commit: string; readonly at: string; readonly reverting: boolean } | null;
};

/** What happened, oldest first. `lines`: how many of the session's own it concerns. */
export type Happening =
  | { readonly at: string; readonly what: "prompt"; readonly turn: number }
  | { readonly at: string; readonly what: "landed"; readonly commit: string; readonly lines: number }
  | {
      readonly at: string;
      readonly what: "reverted" | "reworked";
      readonly commit: string;
      readonly lines: number;
    };

/** One session, opened. Its figures are those of the whole session, over all repositories. */
export type SessionStory = {
  readonly schema: "tokenworth/story@1";
  readonly row: SessionRow;
  readonly branch: string | null;
  readonly folders: readonly string[];
  readonly turns: readonly TurnRow[];
  readonly files: readonly {
    readonly path: string;
    /** Within its repository, or as it is. */
    readonly name: string;
    readonly repository: string | null;
    readonly lines: LineCounts;
  }[];
  readonly fates: readonly Fate[];
  readonly timeline: readonly Happening[];
};

/** The first words of prompts, read from the agent's log just now; null where they can't be found. */
export type Prompts = {
  readonly schema: "tokenworth/prompts@1";
  readonly sessions: readonly {
    readonly agent: string;
    readonly session: string;
    /** By turn. */
    readonly words: readonly (string | null)[];
  }[];
};

/** Where the lines of a session stand in a file of the working tree now: 1-based, both ends included. */
export type LinesOfFile = {
  readonly schema: "tokenworth/lines@1";
  readonly path: string;
  readonly runs: readonly {
    readonly first: number;
    readonly last: number;
    readonly turn: number;
    readonly evidence: "exact" | "matched" | "edited" | "live" | "inferred";
  }[];
};

export type Cost = {
  readonly costUsd: number | null;
  readonly estimatedCostUsd: number;
  readonly unpricedTokens: number;
  readonly tokens: number;
  readonly sessions: number;
};

/** What the status bar shows, of this workspace's repositories or of all. */
export type Costs = {
  readonly today: Cost;
  /** From Monday. */
  readonly week: Cost;
  /** The session that last did something within the last half hour; null: none. */
  readonly session:
    | (Cost & { readonly agent: string; readonly agentLabel: string; readonly id: string })
    | null;
  /** Of the week, by outcome; `null`: not known yet. */
  readonly spend: Readonly<Record<Outcome, number>> | null;
  /** The week's dearest. */
  readonly top: readonly SessionRow[];
};

export type Status = {
  readonly schema: "tokenworth/status@1";
  readonly now: string;
  readonly freshness: Freshness;
  readonly workspace: Costs;
  readonly all: Costs;
  /** Sessions ever seen: none means that there is nothing to show yet. */
  readonly sessions: number;
};
