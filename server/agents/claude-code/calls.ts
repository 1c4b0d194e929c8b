import { signedLines } from "../../lib/diff.ts";
import { linesOf } from "../../lib/lines.ts";
import { absolutePath } from "../../lib/paths.ts";
import { changesFiles } from "../../lib/shell.ts";
import { isRecord, nameOf } from "../../lib/json.ts";
import type { CommandEvent, EditEvent, FileEdit, TextHunk } from "../agent.ts";
import { blocksOf, type Entry } from "./entry.ts";
import { type State, withLast } from "./state.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The edits and commands that an `assistant` record calls for. Whether they were done, their results tell. */
export function readCalls(entry: Entry, state: State): [(EditEvent | CommandEvent)[], State] {
  const events: (EditEvent | CommandEvent)[] = [];
  let { open } = state;
  for (const block of blocksOf(entry.message["content"])) {
    if (block["type"] !== "tool_use") continue;
    const key = nameOf(block["id"]);
    const input = block["input"];
    if (key === null || !isRecord(input)) continue;
    const common = { key, session: entry.session, at: entry.at } as const;
    const file = EDIT_TOOLS.get(block["name"])?.(input, entry.cwd);
    if (file != null) {
      const model = nameOf(entry.message["model"]);
      events.push({ kind: "edit", stage: "call", ...common, model, status: "unknown", files: [file] });
      open = withLast(open, key);
    } else if (
      block["name"] === "Bash" &&
      typeof input["command"] === "string" &&
      changesFiles(input["command"])
    )
      events.push({ kind: "command", ...common });
  }
  return [events, open === state.open ? state : { ...state, open }];
}

type ToFile = (input: Fields, cwd: string | null) => FileEdit | null;

/** By what each tool is asked: fragments of a file, a whole file, a cell. */
const EDIT_TOOLS: ReadonlyMap<unknown, ToFile> = new Map<unknown, ToFile>([
  ["Edit", (input, cwd) => replaced(input["file_path"], cwd, [input])],
  ["MultiEdit", (input, cwd) => replaced(input["file_path"], cwd, listOf(input["edits"]))],
  ["Write", (input, cwd) => written(input["file_path"], cwd, input["content"])],
  ["NotebookEdit", (input, cwd) => cell(input["notebook_path"], cwd, input)],
]);

function listOf(x: unknown): Fields[] {
  return Array.isArray(x) ? x.filter(isRecord) : [];
}

/**
 * Fragments replaced by others. They need not begin or end with a line, and `replace_all` may have hit several places:
 * the call shows the text once, without its place. An empty old text makes a file.
 */
function replaced(path: unknown, cwd: string | null, edits: readonly Fields[]): FileEdit | null {
  const file = pathOf(path, cwd);
  const fragments = edits.flatMap(({ old_string: old, new_string: put }) =>
    typeof old === "string" && typeof put === "string" ? [{ old, put }] : [],
  );
  const [first] = fragments;
  if (file === null || first === undefined) return null;
  if (first.old === "" && fragments.length === 1)
    return { path: file, movedTo: null, change: "create", before: "", after: first.put, hunks: null };
  return {
    path: file,
    movedTo: null,
    change: "update",
    before: null,
    after: null,
    // Compared only when asked for: mostly the result tells more and the call's hunks are not needed.
    get hunks() {
      return fragments.map(({ old, put }) => hunkOf(old, put));
    },
  };
}

/** A whole file. The call does not know whether there was one before. */
function written(path: unknown, cwd: string | null, content: unknown): FileEdit | null {
  const file = pathOf(path, cwd);
  if (file === null || typeof content !== "string") return null;
  return { path: file, movedTo: null, change: "update", before: null, after: content, hunks: null };
}

/** One cell of a notebook, whose lines are its cells' sources. What the cell held before isn't in the call. */
function cell(path: unknown, cwd: string | null, input: Fields): FileEdit | null {
  const file = pathOf(path, cwd);
  if (file === null) return null;
  const source = input["new_source"];
  const deleted = input["edit_mode"] === "delete";
  if (!deleted && typeof source !== "string") return null;
  const hunks = deleted || typeof source !== "string" ? [] : [hunkOf("", source)];
  return { path: file, movedTo: null, change: "update", before: null, after: null, hunks };
}

/** Two fragments as a hunk without a place. */
export function hunkOf(old: string, put: string): TextHunk {
  return { oldStart: null, lines: signedLines(linesOf(old), linesOf(put)) };
}

/** A path of a record, absolute; null if it isn't one. */
export function pathOf(path: unknown, cwd: string | null): string | null {
  return typeof path === "string" ? absolutePath(path, cwd) : null;
}
