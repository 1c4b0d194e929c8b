// Edits: as a call asks for them, as its output judges them, as the patch's own event tells them.
import { isRecord, nameOf, textOf } from "../../lib/json.ts";
import { changesFiles } from "../../lib/shell.ts";
import type { AgentEvent, EditEvent, FileEdit } from "../agent.ts";
import { callsOf, commandCall, statusOf, type Call } from "./call.ts";
import { changesOf } from "./changes.ts";
import { editsOfPatch, parsePatch } from "./patch.ts";
import { patchesOf } from "./script.ts";
import { silent, type CodexState, type Step } from "./state.ts";

type Fields = Record<string, unknown>;

const LONGEST_ID = 200;
const MOST_WAITING = 32;
const MOST_EDITS = 64;
/** Call ids that models make up by counting are equal in many sessions. */
const IS_GLOBAL = /^[\w-]*[A-Za-z0-9]{16}|[0-9a-f]{8}-[0-9a-f]{4}-/;

/** A tool call: its patches are one edit, and a command that probably changed files otherwise is told, too. */
export function called(name: string, input: unknown, id: string | null, state: CodexState): Step {
  return asked(callsOf(name, input, state.cwd), id, state);
}

/** A `local_shell_call`: the program and its arguments stand in its action. */
export function shellCalled(action: unknown, id: string | null, state: CodexState): Step {
  return called("local_shell", action, id, state);
}

/** A command that was run, told by an event: calls from inside other programs are recorded nowhere else. */
export function commandRan(fields: Fields, id: string | null, state: CodexState): Step {
  const call = commandCall(fields["command"], textOf(fields["cwd"]) ?? state.cwd);
  const changes = call !== null && changesFiles(patchesOf(call.text, null).rest);
  return changes && id !== null ? { events: [commandEvent(id, state)], skipped: [], state } : silent(state);
}

function asked(calls: readonly Call[], id: string | null, state: CodexState): Step {
  if (calls.length === 0 || id === null) return silent(state);
  const files: FileEdit[] = [];
  const skipped: string[] = [];
  let isCommand = false;
  for (const call of calls) {
    const script = call.kind === "script" ? patchesOf(call.text, call.folder) : { patches: [call], rest: "" };
    for (const patch of script.patches) {
      const parsed = parsePatch(patch.text);
      const edits = editsOfPatch(parsed ?? [], patch.folder);
      if (edits.length === 0) skipped.push(parsed === null ? "unknown-patch" : "no-folder");
      files.push(...edits);
    }
    isCommand ||= script.rest !== "" && changesFiles(script.rest);
  }
  const events: AgentEvent[] = isCommand ? [commandEvent(id, state)] : [];
  if (files.length === 0) return { events, skipped, state };
  const edit = editEvent(id, state, { stage: "call", status: "unknown", model: state.model, files });
  const waiting = [...state.waiting.filter((other) => other !== id), id].slice(-MOST_WAITING);
  return { events: [...events, edit], skipped, state: remembered(id, { ...state, waiting }) };
}

/** The output of a call: it tells whether the patch of an earlier call was applied. */
export function answeredCall(output: unknown, id: string | null, state: CodexState): Step {
  if (id === null || !state.waiting.includes(id)) return silent(state);
  const next = { ...state, waiting: state.waiting.filter((other) => other !== id) };
  const status = statusOf(output);
  if (status === null) return silent(next);
  return {
    events: [editEvent(id, state, { stage: "result", status, model: null, files: [] })],
    skipped: [],
    state: next,
  };
}

/** A patch's own end: its status, and its files in full. */
export function patchEnded(fields: Fields, id: string | null, state: CodexState): Step {
  if (id === null) return { events: [], skipped: ["edit-without-id"], state };
  const status = statusOfPatch(fields);
  if (status === "unknown") return { events: [], skipped: ["unknown-status"], state };
  const isApplied = status === "applied";
  const { files, skipped } = isApplied ? changesOf(fields["changes"], state.cwd) : { files: [], skipped: [] };
  const edit = editEvent(id, state, { stage: "result", status, model: state.model, files });
  return { events: [edit], skipped, state: remembered(id, state) };
}

function statusOfPatch(fields: Fields): EditEvent["status"] {
  const status = textOf(fields["status"])?.toLowerCase() ?? "";
  if (/^(?:declined|rejected|denied)$/.test(status)) return "rejected";
  if (status === "failed" || fields["success"] === false) return "failed";
  return status === "completed" || fields["success"] === true ? "applied" : "unknown";
}

function remembered(id: string, state: CodexState): CodexState {
  if (state.edits.some((edit) => edit.id === id)) return state;
  return { ...state, edits: [...state.edits, { turn: state.turn, id }].slice(-MOST_EDITS) };
}

/** `/undo` puts the files back to where they were before the newest turn that is not undone yet. */
export function undone(fields: Fields, state: CodexState): Step {
  if (fields["success"] !== true) return silent(state);
  const edits = state.edits.filter((edit) => edit.turn >= state.turn).map((edit) => keyOf(edit.id, state));
  const next = rolledBack(1, state);
  if (edits.length === 0) return silent(next);
  const key = `${state.session}:undo:${state.turn}:${state.counted}`;
  return {
    events: [{ kind: "undo", key, session: state.session, at: state.at, edits }],
    skipped: [],
    state: next,
  };
}

/** The conversation goes on from before its last turns. Their files stay as they are: only an undo puts them back. */
export function rolledBack(turns: number, state: CodexState): CodexState {
  const turn = Math.max(0, state.turn - turns);
  return { ...state, turn, edits: state.edits.filter((edit) => edit.turn <= turn) };
}

function commandEvent(id: string, state: CodexState): AgentEvent {
  return { kind: "command", key: keyOf(id, state), session: state.session, at: state.at };
}

function editEvent(
  id: string,
  state: CodexState,
  told: Pick<EditEvent, "stage" | "status" | "model" | "files">,
): EditEvent {
  return { kind: "edit", key: keyOf(id, state), session: state.session, at: state.at, ...told };
}

function keyOf(id: string, state: CodexState): string {
  return IS_GLOBAL.test(id) ? id : `${state.session}:${id}`;
}

/** The id of a call, by which its output and its events are matched; a text that is too long for one is none. */
export function callId(fields: Fields): string | null {
  const id = nameOf(fields["call_id"]) ?? nameOf(fields["id"]);
  return id !== null && id.length <= LONGEST_ID ? id : null;
}

/** Whether an item of a turn is a change of files, in any of the spellings of its type. */
export function isFileChange(item: unknown): item is Fields {
  return isRecord(item) && /^file_?change$/i.test(textOf(item["type"]) ?? "");
}
