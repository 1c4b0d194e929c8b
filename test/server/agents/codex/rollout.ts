// Reads a whole rollout as ingest would, line by line, with the state stored between any two lines.
import type { AgentEvent, SessionEvent, SourceFile } from "../../../../server/agents/agent.ts";
import { needles, parse } from "../../../../server/agents/codex/parse.ts";
import { start } from "../../../../server/agents/codex/state.ts";
import { linesOf } from "../../../../server/lib/lines.ts";

export type Rollout = {
  readonly events: readonly AgentEvent[];
  readonly skipped: readonly string[];
  readonly session: string;
  readonly parent: SessionEvent["parent"];
  readonly startedAt: number;
};

/** The events of a rollout's text. Lines without a needle are passed over, as in ingest. */
export function read(
  text: string,
  file: SourceFile = { path: "/h/.codex/sessions/own.jsonl", at: 1 },
): Rollout {
  const events: AgentEvent[] = [];
  const skipped: string[] = [];
  let state = start(file);
  for (const line of linesOf(text)) {
    if (!needles.some((needle) => line.includes(needle))) continue;
    const parsed = parse(line, structuredClone(state));
    events.push(...parsed.events);
    skipped.push(...parsed.skipped);
    state = parsed.state;
  }
  const sessions = events.filter((event) => event.kind === "session");
  return {
    events,
    skipped,
    session: state.session,
    parent: sessions.at(-1)?.parent ?? null,
    startedAt: sessions[0]?.at ?? file.at,
  };
}

/** A rollout of records, each with a time one second after the one before, from 2026-01-01T00:00:00Z. */
export function rollout(...records: readonly (readonly [type: string, payload: unknown])[]): string {
  return records
    .map(([type, payload], i) => {
      const timestamp = new Date(Date.UTC(2026, 0, 1, 0, 0, i)).toISOString();
      return JSON.stringify({ timestamp, type, payload });
    })
    .join("\n");
}

/** The time of the record at `index` of a `rollout`. */
export function timeAt(index: number): number {
  return Date.UTC(2026, 0, 1, 0, 0, index);
}

export type LogRecord = readonly [type: string, payload: unknown];
export type Kind<K> = Extract<AgentEvent, { readonly kind: K }>;

export const meta: LogRecord = [
  "session_meta",
  { id: "own", cwd: "/r", model_provider: "openai", git: { branch: "main" } },
];
export const context: LogRecord = ["turn_context", { cwd: "/r", model: "gpt-5" }];

export function eventsOf<K extends AgentEvent["kind"]>(kind: K, ...records: readonly LogRecord[]): Kind<K>[] {
  return read(rollout(...records)).events.filter((event): event is Kind<K> => event.kind === kind);
}

export function usage(input: number, cached: number, output: number): object {
  return {
    input_tokens: input,
    cached_input_tokens: cached,
    output_tokens: output,
    reasoning_output_tokens: 0,
  };
}

export function count(total: object | null, last: object | null): LogRecord {
  return ["event_msg", { type: "token_count", info: { total_token_usage: total, last_token_usage: last } }];
}

export function item(payload: object): LogRecord {
  return ["response_item", payload];
}

export function message(role: string, text: string): LogRecord {
  return item({
    type: "message",
    role,
    content: [{ type: role === "user" ? "input_text" : "output_text", text }],
  });
}

export function event(type: string, fields: object = {}): LogRecord {
  return ["event_msg", { type, ...fields }];
}

export function exact(...records: readonly LogRecord[]): Kind<"request">[] {
  return eventsOf("request", ...records).filter((request) => request.quality === "exact");
}

export const sizes = (requests: readonly Kind<"request">[]): (number | undefined)[][] =>
  requests.map(({ tokens }) => [tokens?.input, tokens?.cacheRead, tokens?.cacheWrite5m, tokens?.output]);
