import { isRecord, nameOf } from "../../lib/json.ts";
import { linesOf, sharedLines } from "../../lib/lines.ts";
import { notebookLines } from "../../lib/notebook.ts";
import type { EditEvent, FileEdit } from "../agent.ts";
import { hunkOf, pathOf } from "./calls.ts";
import { blocksOf, type Entry } from "./entry.ts";
import { agrees, hunksOf, restored } from "./patch.ts";
import type { State } from "./state.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What became of the edits that a `user` record has the results of. */
export function readResults(entry: Entry, state: State): [EditEvent[], State] {
  const results = blocksOf(entry.message["content"]).filter((block) => block["type"] === "tool_result");
  if (results.length === 0) return [[], state];
  // The detail belongs to the one result of its record.
  const detail = results.length === 1 ? entry.record["toolUseResult"] : undefined;
  const events: EditEvent[] = [];
  let { open } = state;
  for (const block of results) {
    const key = nameOf(block["tool_use_id"]);
    if (key === null || !(open.includes(key) || isEditDetail(detail))) continue;
    const status = statusOf(entry.record, block, detail);
    const file = status === "applied" && isRecord(detail) ? fileOf(detail, entry.cwd) : null;
    const files = file === null ? [] : [file];
    events.push({
      kind: "edit",
      stage: "result",
      key,
      session: entry.session,
      at: entry.at,
      model: null,
      status,
      files,
    });
    open = open.filter((id) => id !== key);
  }
  return [events, open.length === state.open.length ? state : { ...state, open }];
}

/** Whether the detail of a result is that of an edit. */
export function isEditDetail(detail: unknown): boolean {
  if (!isRecord(detail)) return false;
  const isFile =
    typeof detail["filePath"] === "string" &&
    (Array.isArray(detail["structuredPatch"]) || "oldString" in detail);
  return isFile || typeof detail["notebook_path"] === "string";
}

const REJECTED =
  /^(Error: )?(The user doesn't want to (proceed with this tool use|take this action right now)|User rejected tool use|Claude requested permissions to |Permission to use \w+ has been denied)/;

function statusOf(record: Fields, block: Fields, detail: unknown): EditEvent["status"] {
  const text = blocksOf(block["content"])
    .map(({ text }) => (typeof text === "string" ? text : ""))
    .join("\n");
  const said = typeof detail === "string" ? detail : "";
  const failed =
    block["is_error"] === true || text.startsWith("<tool_use_error>") || said.startsWith("Error:");
  const denied = typeof record["toolDenialKind"] === "string";
  if (denied || (failed && (REJECTED.test(text) || REJECTED.test(said)))) return "rejected";
  return failed ? "failed" : "applied";
}

/** The file as the detail of a result shows it; null where that shows no more than the call. */
function fileOf(detail: Fields, cwd: string | null): FileEdit | null {
  if (typeof detail["notebook_path"] === "string") return notebook(detail, cwd);
  const path = pathOf(detail["filePath"], cwd);
  if (path === null) return null;
  return detail["type"] === "create" || detail["type"] === "update"
    ? written(path, detail)
    : replaced(path, detail);
}

/** Result of `Write`. */
function written(path: string, detail: Fields): FileEdit | null {
  const after = textOrNull(detail["content"]);
  const created = detail["type"] === "create";
  const before = created ? "" : beforeOf(detail);
  const change = created ? "create" : "update";
  const hunks = detail["userModified"] === true || after === null ? patched(detail, before) : null;
  if (hunks !== null) return { path, movedTo: null, change, before, after: null, hunks };
  return after === null ? null : { path, movedTo: null, change, before, after, hunks: patchOf(detail) };
}

/** Result of `Edit` and `MultiEdit`. */
function replaced(path: string, detail: Fields): FileEdit | null {
  const before = beforeOf(detail);
  const after = detail["userModified"] === true ? null : afterOf(detail, before);
  if (before === "" && after !== null)
    return { path, movedTo: null, change: "create", before, after, hunks: null };
  if (before !== null && after !== null && confirmed(detail, before, after))
    return { path, movedTo: null, change: "update", before, after, hunks: patchOf(detail) };
  const exact = patched(detail, before);
  if (exact !== null) return { path, movedTo: null, change: "update", before, after: null, hunks: exact };
  const loose = patched(detail, null);
  if (loose !== null)
    return { path, movedTo: null, change: "update", before: null, after: null, hunks: loose };
  const fragments = replacementsOf(detail).map(({ old, put }) => hunkOf(old, put));
  return fragments.length === 0
    ? null
    : { path, movedTo: null, change: "update", before: null, after: null, hunks: fragments };
}

/** The patch as logged; null for none. Where it doesn't fit the texts, those count. */
function patchOf(detail: Fields): FileEdit["hunks"] {
  const hunks = hunksOf(detail["structuredPatch"]);
  return hunks === null || hunks.length === 0 ? null : hunks;
}

/** Whether the hunks, if any, agree with the text that the replacements make. */
function confirmed(detail: Fields, before: string, after: string): boolean {
  const hunks = hunksOf(detail["structuredPatch"]);
  return hunks === null || agrees(hunks, sharedLines(before), sharedLines(after));
}

function patched(detail: Fields, before: string | null): FileEdit["hunks"] {
  const hunks = hunksOf(detail["structuredPatch"]);
  if (hunks === null) return null;
  const replacements = replacementsOf(detail);
  const old = replacements.flatMap((replacement) => linesOf(replacement.old));
  const put = replacements.flatMap((replacement) => linesOf(replacement.put));
  return restored(hunks, before === null ? null : sharedLines(before), {
    old,
    put: [...put, ...linesOf(contentOf(detail))],
  });
}

/** The whole new text that a `Write` gives. */
function contentOf(detail: Fields): string {
  return textOrNull(detail["content"]) ?? "";
}

function beforeOf(detail: Fields): string | null {
  return textOrNull(detail["originalFile"]) ?? textOrNull(detail["originalFileContents"]);
}

type Replacement = { readonly old: string; readonly put: string; readonly all: boolean };

function replacementsOf(detail: Fields): Replacement[] {
  const edits: unknown[] = Array.isArray(detail["edits"]) ? detail["edits"] : [detail];
  return edits.flatMap((edit) => {
    if (!isRecord(edit)) return [];
    const old = edit["oldString"] ?? edit["old_string"];
    const put = edit["newString"] ?? edit["new_string"];
    const all = (edit["replaceAll"] ?? edit["replace_all"]) === true;
    return typeof old === "string" && typeof put === "string" ? [{ old, put, all }] : [];
  });
}

/** The replacements done to `before`; null where one of them finds nothing to replace. */
function afterOf(detail: Fields, before: string | null): string | null {
  const replacements = replacementsOf(detail);
  if (before === null || replacements.length === 0) return null;
  let text = before;
  for (const { old, put, all } of replacements) {
    if (old === "" ? text !== "" : !text.includes(old)) return null;
    // Taking out whole lines takes out the line's end, too.
    const gone = put === "" && !old.endsWith("\n") && text.includes(`${old}\n`) ? `${old}\n` : old;
    text = all && gone !== "" ? text.replaceAll(gone, () => put) : text.replace(gone, () => put);
  }
  return text;
}

/** Result of `NotebookEdit`: the whole notebook where it is there, else the cell's text. */
function notebook(detail: Fields, cwd: string | null): FileEdit | null {
  const path = pathOf(detail["notebook_path"], cwd);
  if (path === null) return null;
  const before = sourcesOf(detail["original_file"]);
  const after = sourcesOf(detail["updated_file"]);
  if (before !== null && after !== null)
    return { path, movedTo: null, change: "update", before, after, hunks: null };
  const old = textOrNull(detail["old_source"]);
  const put = textOrNull(detail["new_source"]);
  if (old === null || put === null) return null;
  return { path, movedTo: null, change: "update", before: null, after: null, hunks: [hunkOf(old, put)] };
}

function sourcesOf(json: unknown): string | null {
  const lines = typeof json === "string" ? notebookLines(json) : null;
  return lines === null ? null : lines.map((line) => `${line}\n`).join("");
}

function textOrNull(x: unknown): string | null {
  return typeof x === "string" ? x : null;
}
