import type { AgentEvent, FileEdit, RequestEvent } from "../../server/agents/agent.ts";

/** What is wrong with an event, in a few words; null if nothing is. Types can't say all of it, and parsers may lie. */
export function eventFault(event: AgentEvent): string | null {
  if (!isText(event.session)) return "session";
  if (event.at !== null && !isTime(event.at)) return `at: ${event.at}`;
  switch (event.kind) {
    case "session":
      return sessionFault(event.cwd, event.branch, event.parent?.session ?? "none");
    case "prompt":
      if (event.text !== null && typeof event.text !== "string") return "text";
      return isText(event.key) ? null : "key";
    case "command":
      return isText(event.key) ? null : "key";
    case "request":
      return requestFault(event);
    case "edit":
      if (!isText(event.key)) return "key";
      if (event.stage === "call" && event.status !== "unknown") return "a call knows no status";
      if (event.status !== "applied" && event.stage === "result" && event.files.length > 0)
        return "files of nothing";
      return event.files.map(fileFault).find((fault) => fault !== null) ?? null;
    case "undo":
      return isText(event.key) && event.edits.every(isText) ? null : "key";
    default:
      event satisfies never;
      return "kind";
  }
}

function sessionFault(...names: readonly (string | null)[]): string | null {
  return names.every((name) => name === null || isText(name)) ? null : "name";
}

function requestFault(event: RequestEvent): string | null {
  if (!isText(event.key)) return "key";
  if (event.model !== null && !isText(event.model)) return "model";
  const counts = [event.webSearches, ...Object.values(event.tokens ?? {})];
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0)) return "count";
  if (event.tokens === null && event.quality !== "none") return "quality";
  if (event.costUsd !== null && !(Number.isFinite(event.costUsd) && event.costUsd >= 0)) return "cost";
  return typeof event.visible === "string" && typeof event.visibleInput === "string" ? null : "visible";
}

function fileFault(file: FileEdit): string | null {
  const isAbsolute = (path: string): boolean => /^(\/|[A-Z]:\/)/.test(path);
  if (!isAbsolute(file.path) || (file.movedTo !== null && !isAbsolute(file.movedTo)))
    return `path: ${file.path}`;
  if ([file.before, file.after].some((text) => text !== null && typeof text !== "string")) return "text";
  if (file.change === "create" && file.before !== "") return "a created file was empty";
  const says = file.before !== null || file.after !== null || file.hunks !== null;
  if (!says && file.change === "update" && file.movedTo === null) return "nothing is said";
  const lines = (file.hunks ?? []).flatMap((hunk) => hunk.lines);
  if (!lines.every((line) => typeof line === "string" && /^[ +-]/.test(line) && !line.includes("\n")))
    return "line";
  const starts = (file.hunks ?? []).map((hunk) => hunk.oldStart);
  return starts.every((start) => start === null || (Number.isSafeInteger(start) && start > 0))
    ? null
    : "oldStart";
}

function isText(x: unknown): boolean {
  return typeof x === "string" && x !== "";
}

function isTime(x: unknown): boolean {
  return typeof x === "number" && Number.isSafeInteger(x) && x >= 0 && x <= 8.64e15;
}
