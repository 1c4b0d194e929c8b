// Prompts of the user, told apart from what the program itself says to the model in the user's name.
import { isRecord, textOf } from "../../lib/json.ts";
import type { CodexState, Step } from "./state.ts";
import { uncounted } from "./usage.ts";

/** Where a prompt is recorded: in the conversation itself, as an event, or as an item of the turn. */
export type PromptForm = "message" | "event" | "item";

/** Elements that stand for context, never for the user's words; whatever is wrapped in a compound name is one, too. */
const CONTEXT = /^<(skill|instructions|context|hook|warning|[a-z]+(?:[_-][a-z]+)+)[ >]/i;
const NOTICES = [
  /^# AGENTS\.md instructions\b/,
  /^Another language model started to solve this problem\b/,
  /^You were asked to summarize the conversation\b/,
  /^Warning: (?:The maximum number of|apply_patch was requested via|Your account was)/,
];

/** Whether a text of the user's role was put there by the program: environment, instructions, notices, summaries. */
export function isContext(text: string): boolean {
  const start = text.slice(0, 400).trimStart();
  const element = CONTEXT.exec(start)?.[1];
  const isWrapped = element !== undefined && text.slice(-200).trimEnd().endsWith(`</${element}>`);
  return isWrapped || NOTICES.some((notice) => notice.test(start));
}

/** What the user said in a message's content: its texts without context, and whether there is more than text. */
export function saidIn(content: unknown): {
  readonly text: string;
  readonly context: string;
  readonly isPrompt: boolean;
} {
  const parts: readonly unknown[] =
    typeof content === "string" ? [{ text: content }] : Array.isArray(content) ? content : [];
  const texts = parts.flatMap((part) => (isRecord(part) ? (textOf(part["text"]) ?? []) : []));
  const words = texts.filter((text) => text.trim() !== "" && !isContext(text));
  const hasImage = texts.length < parts.length && parts.some(isImage);
  return {
    text: words.join("\n"),
    context: texts.filter(isContext).join("\n"),
    isPrompt: words.length > 0 || (hasImage && texts.every((text) => !isContext(text))),
  };
}

function isImage(part: unknown): boolean {
  return isRecord(part) && typeof part["type"] === "string" && /image|audio/i.test(part["type"]);
}

/**
 * A record of a prompt. Several forms of one prompt stand between two answers of the model, in any order: there were as
 * many prompts as the most frequent form has records. Once the file has shown events, bare messages are no evidence:
 * events are what the user sent, messages may also be what a program said in the user's name.
 */
export function prompted(form: PromptForm, text: string, state: CodexState): Step {
  if (state.subagent) return uncounted("", text, state);
  const before = state.prompts;
  const announced = before.announced || form !== "message";
  const seen = { ...before, announced, [form]: before[form] + 1 };
  const recent = Math.max(seen.event, seen.item, announced ? 0 : seen.message);
  if (recent <= before.recent) return { events: [], skipped: [], state: { ...state, prompts: seen } };
  const key = `${state.session}:prompt:${before.total}`;
  const opened = {
    ...state,
    prompts: { ...seen, recent, total: before.total + 1 },
    turn: state.turn + 1,
    counted: state.counted + (state.isOpen ? 1 : 0),
    isOpen: false,
  };
  const request = uncounted("", text, opened);
  return {
    ...request,
    events: [{ kind: "prompt", key, session: state.session, at: state.at, text }, ...request.events],
  };
}

/** The model has answered: what is recorded from here on belongs to other prompts. */
export function answered(state: CodexState): CodexState {
  if (state.prompts.message + state.prompts.event + state.prompts.item === 0) return state;
  return { ...state, prompts: { ...state.prompts, recent: 0, message: 0, event: 0, item: 0 } };
}
