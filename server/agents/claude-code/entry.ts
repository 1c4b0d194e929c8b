import { isRecord, nameOf, timeOf } from "../../lib/json.ts";
import { absolutePath } from "../../lib/paths.ts";
import type { State } from "./state.ts";

/**
 * One record, as far as all kinds of records agree. `sidechain`: not the main conversation's, as a
 * subagent's that is shown as progress in its parent's file.
 */
export type Entry = {
  readonly type: string;
  readonly session: string;
  readonly at: number;
  /** Whether the record itself says when it was written. */
  readonly dated: boolean;
  readonly cwd: string | null;
  readonly sidechain: boolean;
  readonly record: Readonly<Record<string, unknown>>;
  readonly message: Readonly<Record<string, unknown>>;
};

const NOTHING: Readonly<Record<string, unknown>> = {};

/** An absolute folder, else null. Record after record names the same one: the last is remembered. */
export const folderOf: (x: unknown) => string | null = rememberedFolder();

function rememberedFolder(): (x: unknown) => string | null {
  let last: string | null = null;
  let folder: string | null = null;
  return (x) => {
    if (typeof x !== "string") return null;
    if (x !== last) [last, folder] = [x, absolutePath(x, null)];
    return folder;
  };
}

/** Reads a record; a subagent's progress is read as the record that it carries. */
export function entryOf(record: Readonly<Record<string, unknown>>, state: State): Entry {
  const carried = carriedBy(record);
  const own = carried ?? record;
  const time = timeOf(own["timestamp"]) ?? timeOf(record["timestamp"]);
  return {
    type: typeof own["type"] === "string" ? own["type"] : "",
    session: sessionOf(record, state),
    at: time ?? state.at,
    dated: time !== null,
    cwd: folderOf(record["cwd"]) ?? state.cwd,
    sidechain: record["isSidechain"] === true || carried !== null,
    record: own,
    message: isRecord(own["message"]) ? own["message"] : NOTHING,
  };
}

/** The record that a subagent's progress carries; null where there is none. */
export function carriedBy(
  record: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | null {
  const data = record["data"];
  if (record["type"] !== "progress" || !isRecord(data) || data["type"] !== "agent_progress") return null;
  return isRecord(data["message"]) ? data["message"] : null;
}

function sessionOf(record: Readonly<Record<string, unknown>>, state: State): string {
  if (state.isSubagent) return state.pathSession;
  return nameOf(record["sessionId"]) ?? state.session ?? state.pathSession;
}

/** The blocks of a message's content; a bare text is one block of type `text`. */
export function blocksOf(content: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return Array.isArray(content) ? content.filter(isRecord) : [];
}
