// What a file's records come down to before they are joined, and how two records of the same thing become one.
// Each merge is commutative, associative and idempotent: the order in which files are read can't matter.
import type { Tokens } from "../agents/agent.ts";
import type { PrintedFileEdit } from "./facts.ts";

/** Where and when a record stands. `position` grows through its file. */
export type Standing = {
  readonly session: string;
  readonly key: string;
  readonly at: number;
  readonly position: number;
};

export type SessionRecord = {
  readonly session: string;
  readonly folder: string | null;
  readonly branch: string | null;
  readonly parent: string | null;
  readonly relation: "subagent" | "fork" | null;
  /** The first time at which this was so; null where no record says. */
  readonly at: number | null;
};

/** A piece of what can be seen of a request, known by its print alone, and the estimate of its tokens. */
export type Part = { readonly print: number; readonly input: boolean; readonly tokens: number };

export type RequestRecord = Standing & {
  readonly model: string | null;
  readonly provider: string | null;
  readonly tokens: Tokens | null;
  readonly webSearches: number;
  readonly fast: boolean;
  readonly quality: "exact" | "floor" | "none";
  readonly costUsd: number | null;
  readonly sidechain: boolean;
  /** Prints: only whether two are equal matters. */
  readonly sameAs: number | null;
  readonly replay: number | null;
  /** Distinct, by print; none where the quality is exact. */
  readonly parts: readonly Part[];
};

/** What an edit did, before it is stored. */
export type NewChange = {
  /** Equal for equal texts, and under the user's key. */
  readonly digest: Uint8Array;
  /** null where the change is in the ledger already. */
  readonly files: readonly PrintedFileEdit[] | null;
};

/** `Change` is a `NewChange` while reading, its id once stored; null where the record has none. */
export type EditRecord<Change> = Standing & {
  readonly stage: "call" | "result";
  readonly model: string | null;
  readonly status: "applied" | "failed" | "rejected" | "unknown";
  readonly change: Change | null;
};

export type UndoRecord = Standing & { readonly edit: string };

/** All that was read of a file since its last checkpoint. Each list holds a thing once, but for the edits. */
export type Slice = {
  readonly sessions: readonly SessionRecord[];
  readonly prompts: readonly Standing[];
  readonly commands: readonly Standing[];
  readonly requests: readonly RequestRecord[];
  readonly edits: readonly EditRecord<NewChange>[];
  readonly undos: readonly UndoRecord[];
  readonly skipped: ReadonlyMap<string, number>;
  readonly unreadable: readonly { readonly offset: number; readonly reason: string }[];
};

/** In the order in which one wins over another. */
export const QUALITIES = ["none", "floor", "exact"] as const;
export const STATUSES = ["unknown", "applied", "failed", "rejected"] as const;

/** One request out of two records of it: the larger count, the earlier time, exact if either is. */
export function mergeRequests(a: RequestRecord, b: RequestRecord): RequestRecord {
  const best = compareCounts(a, b) >= 0 ? a : b;
  const quality = QUALITIES.indexOf(a.quality) > QUALITIES.indexOf(b.quality) ? a.quality : b.quality;
  return {
    ...best,
    ...earlier(a, b),
    quality,
    sidechain: a.sidechain && b.sidechain,
    sameAs: least(a.sameAs, b.sameAs),
    replay: least(a.replay, b.replay),
    parts: quality === "exact" ? [] : mergeParts(a.parts, b.parts),
  };
}

/** One stage of an edit out of two records of it: a refusal wins over success, what is known over what is not. */
export function mergeEdits<Change>(
  a: EditRecord<Change>,
  b: EditRecord<Change>,
  better: (a: Change, b: Change) => Change,
): EditRecord<Change> {
  const change = a.change !== null && b.change !== null ? better(a.change, b.change) : (a.change ?? b.change);
  const status = STATUSES.indexOf(a.status) > STATUSES.indexOf(b.status) ? a.status : b.status;
  return { ...a, ...earlier(a, b), status, model: least(a.model, b.model), change };
}

/** The session, time and place of the earlier of two records. */
export function earlier(a: Standing, b: Standing): Pick<Standing, "session" | "at" | "position"> {
  return {
    session: a.at < b.at || (a.at === b.at && a.session <= b.session) ? a.session : b.session,
    at: Math.min(a.at, b.at),
    position: Math.min(a.position, b.position),
  };
}

/** All tokens of a request. */
export function totalOf(tokens: Tokens | null): number {
  if (tokens === null) return -1;
  return tokens.input + tokens.output + tokens.cacheRead + tokens.cacheWrite5m + tokens.cacheWrite1h;
}

function compareCounts(a: RequestRecord, b: RequestRecord): number {
  return totalOf(a.tokens) - totalOf(b.tokens) || compareTexts(weight(a), weight(b));
}

/** Decides between records of the same total, so that their order does not. */
function weight(record: RequestRecord): string {
  const { costUsd, webSearches, fast, model, provider } = record;
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = record.tokens ?? {};
  const counts = [input, output, cacheRead, cacheWrite5m, cacheWrite1h];
  return JSON.stringify([model !== null, costUsd, webSearches, fast, model, provider, counts]);
}

function mergeParts(a: readonly Part[], b: readonly Part[]): readonly Part[] {
  if (a.length === 0) return b;
  const parts = new Map(a.map((part) => [part.print, part]));
  for (const part of b) if (!parts.has(part.print)) parts.set(part.print, part);
  return [...parts.values()].toSorted((x, y) => x.print - y.print);
}

function least<T extends number | string>(a: T | null, b: T | null): T | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
