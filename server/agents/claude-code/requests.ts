import { countOf, isRecord, jsonText, nameOf, textOf } from "../../lib/json.ts";
import type { RequestEvent, Tokens } from "../agent.ts";
import { blocksOf, type Entry } from "./entry.ts";

type Usage = Readonly<Record<string, unknown>>;

/** The model name of messages that Claude Code made up itself. */
const SYNTHETIC = "<synthetic>";

/**
 * The calls of a model that a record tells of: its own, and its advisor's. Roll-ups of a subagent's tokens in the result
 * of its task are no calls and are never added.
 */
export function readRequests(entry: Entry): { events: RequestEvent[]; skipped: string[] } {
  const { message, record } = entry;
  const usage = message["usage"];
  const model = nameOf(message["model"]);
  if (!isRecord(usage) || model === SYNTHETIC) return { events: [], skipped: [] };
  const id = nameOf(message["id"]);
  if (!entry.dated && (id === null || model === null)) return { events: [], skipped: ["undated"] };
  if (entry.type === "" && (id === null || model === null)) return { events: [], skipped: ["no-identity"] };
  const key = id === null ? nameOf(record["uuid"]) : `${id}:${nameOf(record["requestId"]) ?? ""}`;
  if (key === null) return { events: [], skipped: ["no-identity"] };
  const tokens = tokensOf(usage);
  if (tokens === null) return { events: [], skipped: ["unreadable-usage"] };
  const floor = isFloor(message, usage);
  const own: RequestEvent = {
    ...base(entry, usage, tokens),
    key,
    model,
    quality: floor ? "floor" : "exact",
    costUsd: costOf(record["costUSD"]),
    visible: floor ? visibleOf(message["content"]) : "",
    sameAs: id,
  };
  return { events: [own, ...advisors(entry, usage, own)], skipped: [] };
}

function base(entry: Entry, usage: Usage, tokens: Tokens) {
  const servers = usage["server_tool_use"];
  return {
    kind: "request",
    session: entry.session,
    at: entry.at,
    provider: "anthropic",
    tokens,
    webSearches: isRecord(servers) ? (countOf(servers["web_search_requests"]) ?? 0) : 0,
    fast: usage["speed"] === "fast",
    visibleInput: "",
    sidechain: entry.sidechain,
    replay: null,
  } as const;
}

/** An advisor is a second model that is asked within a call: not in the call's own counts. */
function advisors(entry: Entry, usage: Usage, own: RequestEvent): RequestEvent[] {
  const iterations: unknown[] = Array.isArray(usage["iterations"]) ? usage["iterations"] : [];
  return iterations.flatMap((iteration, index) => {
    if (!isRecord(iteration) || iteration["type"] !== "advisor_message") return [];
    const tokens = tokensOf(iteration);
    if (tokens === null) return [];
    return {
      ...base(entry, iteration, tokens),
      key: `${own.key}:advisor:${index}`,
      model: nameOf(iteration["model"]),
      quality: countOf(iteration["output_tokens"]) === null ? ("floor" as const) : ("exact" as const),
      costUsd: null,
      visible: "",
      sameAs: own.sameAs === null ? null : `${own.sameAs}:advisor:${index}`,
    };
  });
}

/** Null where not one count can be read. Writes that the split leaves out count as five-minute ones. */
function tokensOf(usage: Usage): Tokens | null {
  const input = countOf(usage["input_tokens"]);
  const output = countOf(usage["output_tokens"]);
  const cacheRead = countOf(usage["cache_read_input_tokens"]);
  const written = countOf(usage["cache_creation_input_tokens"]);
  const split = isRecord(usage["cache_creation"]) ? usage["cache_creation"] : {};
  const fiveMinutes = countOf(split["ephemeral_5m_input_tokens"]);
  const hour = countOf(split["ephemeral_1h_input_tokens"]);
  if ([input, output, cacheRead, written, fiveMinutes, hour].every((count) => count === null)) return null;
  const rest = Math.max(0, (written ?? 0) - (fiveMinutes ?? 0) - (hour ?? 0));
  return {
    input: input ?? 0,
    output: output ?? 0,
    cacheRead: cacheRead ?? 0,
    cacheWrite5m: (fiveMinutes ?? 0) + rest,
    cacheWrite1h: hour ?? 0,
  };
}

/** While a response streams, its output count is a placeholder; the last line knows why it stopped, and the true count. */
function isFloor(message: Readonly<Record<string, unknown>>, usage: Usage): boolean {
  const stopped = textOf(message["stop_reason"]) !== null || isRecord(message["stop_details"]);
  return !stopped || countOf(usage["output_tokens"]) === null;
}

function costOf(x: unknown): number | null {
  return typeof x === "number" && Number.isFinite(x) && x >= 0 ? x : null;
}

function visibleOf(content: unknown): string {
  return blocksOf(content).map(visibleOfBlock).join("");
}

function visibleOfBlock(block: Readonly<Record<string, unknown>>): string {
  const shown = textOf(block["text"]) ?? textOf(block["thinking"]) ?? "";
  return block["type"] === "tool_use" ? (textOf(block["name"]) ?? "") + jsonText(block["input"]) : shown;
}
