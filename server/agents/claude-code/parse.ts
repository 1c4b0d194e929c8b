import { isRecord, nameOf, parseJsonRow } from "../../lib/json.ts";
import type { AgentEvent, Parsed } from "../agent.ts";
import { readCalls } from "./calls.ts";
import { entryOf, type Entry } from "./entry.ts";
import { readPrompt, readQueue } from "./prompts.ts";
import { readRequests } from "./requests.ts";
import { readResults } from "./results.ts";
import { readSession } from "./sessions.ts";
import type { State } from "./state.ts";

/**
 * What a line must hold to be worth parsing: tokens, calls of tools, what a user's record holds, the queue of prompts.
 * Keys and types alone, so that a record written with spaces is found, too.
 */
export const needles: readonly string[] = [
  '"user"',
  '"tool_use"',
  '"usage"',
  '"queue-operation"',
  '"queued_command"',
];

/** A line to its events: one record as a rule, more where an append lost its line end. */
export function parse(line: string, state: State): Parsed<State> {
  const events: AgentEvent[] = [];
  const skipped: string[] = [];
  let next = state;
  for (const value of parseJsonRow(line)) {
    if (!isRecord(value)) {
      skipped.push(value === undefined ? "not-json" : "not-a-record");
      continue;
    }
    const read = readRecord(value, next);
    events.push(...read.events);
    skipped.push(...read.skipped);
    next = read.state;
  }
  return { events, skipped, state: next };
}

function readRecord(record: Readonly<Record<string, unknown>>, state: State): Parsed<State> {
  const entry = entryOf(record, state);
  const read = readEntry(entry, state);
  const tellsSession = read.skipped.length === 0 && nameOf(record["sessionId"]) !== null;
  if (read.events.length === 0 && !tellsSession) return read;
  const [sessions, told] = readSession(entry, record, read.state);
  return { events: [...sessions, ...read.events], skipped: read.skipped, state: told };
}

function readEntry(entry: Entry, state: State): Parsed<State> {
  switch (entry.type) {
    case "":
    case "assistant": {
      const { events, skipped } = readRequests(entry);
      const [calls, called] = readCalls(entry, state);
      return {
        events: [...events, ...calls],
        skipped: isEmpty(entry) ? ["unknown-type"] : skipped,
        state: called,
      };
    }
    case "user": {
      const [results, after] = readResults(entry, state);
      const [prompts, told] = readPrompt(entry, after);
      return { events: [...results, ...prompts], skipped: [], state: told };
    }
    case "attachment": {
      const [events, told] = readPrompt(entry, state);
      return { events, skipped: [], state: told };
    }
    case "queue-operation": {
      const [events, told] = readQueue(entry, state);
      return { events, skipped: [], state: told };
    }
    default:
      return { events: [], skipped: KNOWN.has(entry.type) ? [] : ["unknown-type"], state };
  }
}

/** A record without a type and without a message is none that we know. */
function isEmpty(entry: Entry): boolean {
  return entry.type === "" && !isRecord(entry.record["message"]);
}

/** Types that hold neither tokens, nor edits, nor prompts. */
const KNOWN: ReadonlySet<string> = new Set(
  (
    "system summary progress file-history-snapshot permission-mode mode last-prompt ai-title custom-title pr-link " +
    "agent-name worktree-state bridge-session frame-link relocated started result atis-latch tag agent-color"
  ).split(" "),
);
