// Requests, from cumulative counts: what was added since the row before is one request, a row that repeats it is none.
import { countOf, isRecord, nameOf } from "../../lib/json.ts";
import type { RequestEvent, Tokens } from "../agent.ts";
import { silent, type CodexState, type Step, type Usage } from "./state.ts";

type Fields = Record<string, unknown>;

/** A `token_count` event. Without counts (a refresh of the rate limits) it says nothing. */
export function tokenCount(info: unknown, state: CodexState): Step {
  if (!isRecord(info)) return silent(state);
  const total = usageOf(info["total_token_usage"]);
  const last = usageOf(info["last_token_usage"]);
  if (total === null && last === null) return { events: [], skipped: ["unknown-usage"], state };
  return counted(total, last, nameOf(info["model"]) ?? state.model, state);
}

/** A row of counts: `total` since the session began, `last` of the newest request; each null where the row has none. */
export function counted(
  total: Usage | null,
  last: Usage | null,
  model: string | null,
  state: CodexState,
): Step {
  const next = { ...state, total: total ?? state.total, hasCounts: true };
  const spent = spentOf(total, last, state);
  if (spent === null || isZero(spent)) return silent(next);
  const event = requestEvent(state, {
    model,
    tokens: tokensOf(spent),
    quality: "exact",
    replay: JSON.stringify([total, last].map((usage) => (usage === null ? null : Object.values(usage)))),
  });
  return { events: [event], skipped: [], state: { ...next, counted: state.counted + 1, isOpen: false } };
}

/** What the row's request used; null where the row only carries over what was counted in another file. */
function spentOf(total: Usage | null, last: Usage | null, state: CodexState): Usage | null {
  if (total === null) return last;
  if (state.total === null) return firstSpent(total, last, state);
  const spent = minus(total, state.total);
  return Object.values(spent).some((count) => count < 0) ? (last ?? total) : spent;
}

/** A child's first total may hold its parent's; then only the last request is its own. */
function firstSpent(total: Usage, last: Usage | null, state: CodexState): Usage | null {
  if (last === null) return total;
  if (isZero(last)) return null;
  return state.subagent || state.parent !== null ? last : total;
}

/** The counts of a usage record, or null if it has none. */
export function usageOf(usage: unknown): Usage | null {
  if (!isRecord(usage)) return null;
  const input = countOf(usage["input_tokens"]);
  const output = countOf(usage["output_tokens"]);
  if (input === null && output === null) return null;
  return {
    input: input ?? 0,
    cached: firstCount(usage, ["cached_input_tokens", "cache_read_input_tokens"]),
    cacheWrite: firstCount(usage, ["cache_write_input_tokens"]),
    output: output ?? 0,
    reasoning: firstCount(usage, ["reasoning_output_tokens"]),
  };
}

function firstCount(usage: Fields, names: readonly string[]): number {
  return names.map((name) => countOf(usage[name])).find((count) => count !== null) ?? 0;
}

/** Cached and written tokens are inside the input, reasoning is inside the output. */
function tokensOf(usage: Usage): Tokens {
  const cacheRead = Math.min(usage.cached, usage.input);
  const cacheWrite5m = Math.min(usage.cacheWrite, usage.input - cacheRead);
  const input = usage.input - cacheRead - cacheWrite5m;
  return { input, output: usage.output, cacheRead, cacheWrite5m, cacheWrite1h: 0 };
}

function minus(one: Usage, other: Usage): Usage {
  return {
    input: one.input - other.input,
    cached: one.cached - other.cached,
    cacheWrite: one.cacheWrite - other.cacheWrite,
    output: one.output - other.output,
    reasoning: one.reasoning - other.reasoning,
  };
}

function isZero(usage: Usage): boolean {
  return Object.values(usage).every((count) => count === 0);
}

/**
 * What the model said, or was told, in a file that has shown no counts so far: a request of unknown size. All of one
 * turn shares one key, and the first count of that turn takes it over, so that nothing stays estimated beside counts.
 * Builds that fork and spawn always count.
 */
export function uncounted(visible: string, visibleInput: string, state: CodexState): Step {
  const isChild = state.subagent || state.parent !== null;
  if (state.hasCounts || isChild || (visible === "" && visibleInput === "")) return silent(state);
  const event = requestEvent(state, {
    model: state.model,
    tokens: null,
    quality: "none",
    visible,
    visibleInput,
  });
  return { events: [event], skipped: [], state: { ...state, isOpen: true } };
}

type Varying = Pick<RequestEvent, "model" | "tokens" | "quality"> &
  Partial<Pick<RequestEvent, "visible" | "visibleInput" | "replay">>;

function requestEvent(state: CodexState, varying: Varying): RequestEvent {
  return {
    kind: "request",
    key: `${state.session}:${state.counted}`,
    session: state.session,
    at: state.at,
    provider: state.provider,
    webSearches: 0,
    fast: state.fast,
    costUsd: null,
    visible: "",
    visibleInput: "",
    sidechain: false,
    sameAs: null,
    replay: null,
    ...varying,
  };
}
