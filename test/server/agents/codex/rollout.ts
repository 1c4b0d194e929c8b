// Reads a whole rollout as ingest would, line by line, with the state stored between any two lines.
import type { AgentEvent, SessionEvent, SourceFile } from "../../../../server/agents/agent.ts";
import { codex } from "../../../../server/agents/codex/index.ts";
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
  let state = codex.start(file);
  for (const line of linesOf(text)) {
    if (!codex.needles.some((needle) => line.includes(needle))) continue;
    const parsed = codex.parse(line, structuredClone(state));
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
