import { nameOf } from "../../lib/json.ts";
import type { SessionEvent } from "../agent.ts";
import { type Entry, folderOf } from "./entry.ts";
import type { State } from "./state.ts";

/** The session that a record names, where it differs from what the records before it told; and what they tell now. */
export function readSession(
  entry: Entry,
  outer: Readonly<Record<string, unknown>>,
  state: State,
): [SessionEvent[], State] {
  const same = entry.session === state.session;
  const cwd = folderOf(outer["cwd"]) ?? (same ? state.cwd : null);
  const branch = branchOf(outer["gitBranch"]) ?? (same ? state.branch : null);
  const fork = forkOf(outer) ?? (same ? state.fork : null);
  const at = entry.dated ? entry.at : state.at;
  // Equal in a copy under another name: once a session is known, the name tells nothing any more.
  const pathSession = state.isSubagent ? state.pathSession : entry.session;
  const told = { ...state, pathSession, at, session: entry.session, cwd, branch, fork };
  if (same && cwd === state.cwd && branch === state.branch && fork === state.fork) return [[], told];
  const event: SessionEvent = {
    kind: "session",
    session: entry.session,
    at: entry.dated ? entry.at : null,
    cwd,
    branch,
    parent: fork === null || fork === entry.session ? null : { session: fork, relation: "fork" },
  };
  return [[event], told];
}

/** No branch is checked out where git says `HEAD`. */
function branchOf(x: unknown): string | null {
  return x === "HEAD" ? null : nameOf(x);
}

function forkOf(record: Readonly<Record<string, unknown>>): string | null {
  return nameOf(record["forkSessionId"]) ?? nameOf(record["continuedFromSessionId"]);
}
