import { checksum } from "../../lib/checksum.ts";
import { isRecord } from "../../lib/json.ts";
import type { PromptEvent } from "../agent.ts";
import { blocksOf, type Entry } from "./entry.ts";
import { type Queued, type State, withLast } from "./state.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The prompt that a `user` record or a queued command holds, if a person sent one. A subagent's task is none. */
export function readPrompt(entry: Entry, state: State): [PromptEvent[], State] {
  if (entry.sidechain || isFromSubagent(entry.record)) return [[], state];
  const text = entry.type === "user" ? typedText(entry) : queuedText(entry.record["attachment"]);
  if (text === null) return [[], state];
  const sum = checksum(text);
  const current = state.queue.filter((item) => isCurrent(item, entry.at));
  const known = current.findIndex((item) => item.sum === sum);
  const next = { ...state, queue: known < 0 ? current : current.toSpliced(known, 1) };
  const wasTold = known >= 0 && current[known]?.sentAt !== null;
  return [wasTold ? [] : [promptEvent(entry, entry.at, sum, shownText(text))], next];
}

/** How long after it was handed over a prompt may still appear in a record of its own. */
const HAND_OVER_MS = 60_000;

function isCurrent({ sentAt }: Queued, at: number): boolean {
  return sentAt === null || Math.abs(at - sentAt) <= HAND_OVER_MS;
}

/**
 * What was typed while the agent worked waits in a queue. Most of it appears as a `user` record once the agent is done;
 * what was handed over in the middle of the work leaves no other trace in older logs than its removal from the queue.
 */
export function readQueue(entry: Entry, state: State): [PromptEvent[], State] {
  const waiting = state.queue.filter((item) => item.sentAt === null);
  const sent = state.queue.filter((item) => item.sentAt !== null && isCurrent(item, entry.at));
  switch (entry.record["operation"]) {
    case "enqueue": {
      const text = entry.record["content"];
      const typed = typeof text === "string" && isTyped(text) && !text.startsWith("/");
      const item: Queued = { at: entry.at, sum: typed ? checksum(promptOf(text)) : null, sentAt: null };
      return [[], { ...state, queue: withLast(state.queue, item) }];
    }
    case "dequeue":
      return [[], { ...state, queue: [...sent, ...waiting.slice(1)] }];
    case "remove": {
      const first = waiting[0];
      if (first === undefined || first.sum === null)
        return [[], { ...state, queue: [...sent, ...waiting.slice(1)] }];
      const queue = [...sent, { ...first, sentAt: entry.at }, ...waiting.slice(1)];
      return [[promptEvent(entry, first.at, first.sum, null)], { ...state, queue }];
    }
    case "popAll":
      return [[], { ...state, queue: sent }];
    default:
      return [[], state];
  }
}

/** Copies of a record get new ids, but keep their time and text. */
function promptEvent(entry: Entry, typedAt: number, sum: number, text: string | null): PromptEvent {
  return { kind: "prompt", key: `${typedAt}:${sum}`, session: entry.session, at: entry.at, text };
}

/** A command that sends a prompt is logged in elements of its own: what was typed is its name with its arguments. */
function shownText(text: string): string {
  if (!text.startsWith("<command-message>")) return text;
  const [name, given] = ["command-name", "command-args"].map(
    (element) => new RegExp(`<${element}>([^<]*)`).exec(text)?.[1]?.trim() ?? "",
  );
  return name ? `${name} ${given}`.trim() : text;
}

function typedText({ record, message }: Entry): string | null {
  if (MACHINE_MADE.some((flag) => record[flag] === true) || !isFromPerson(record["origin"])) return null;
  const blocks = blocksOf(message["content"]);
  const typed = blocks.filter((block) => block["type"] === "text" && isTyped(textOfBlock(block)));
  if (typed.length > 0) return promptOf(typed.map(textOfBlock).join("\n"));
  const pictureOnly = blocks.length > 0 && blocks.every((block) => PICTURES.has(block["type"]));
  return pictureOnly ? "" : null;
}

function queuedText(attachment: unknown): string | null {
  if (!isRecord(attachment) || attachment["type"] !== "queued_command") return null;
  const mode = attachment["commandMode"];
  if ((mode !== undefined && mode !== "prompt") || !isFromPerson(attachment["origin"])) return null;
  const typed = blocksOf(attachment["prompt"]).map(textOfBlock).filter(isTyped);
  return typed.length > 0 ? promptOf(typed.join("\n")) : null;
}

const MACHINE_MADE = [
  "isMeta",
  "isCompactSummary",
  "isVisibleInTranscriptOnly",
  "isApiErrorMessage",
] as const;
const PICTURES: ReadonlySet<unknown> = new Set(["image", "document"]);
const PEOPLE: ReadonlySet<unknown> = new Set(["human", "user", "channel"]);

function isFromPerson(origin: unknown): boolean {
  return !isRecord(origin) || origin["kind"] === undefined || PEOPLE.has(origin["kind"]);
}

function isFromSubagent(record: Fields): boolean {
  return typeof record["agentId"] === "string";
}

function textOfBlock(block: Fields): string {
  return typeof block["text"] === "string" ? block["text"] : "";
}

/** What the editor and the agent put before a person's words. */
const PREFIXES = [
  "system-reminder",
  "ide_opened_file",
  "ide_selection",
  "ide_diagnostics",
  "new-diagnostics",
];

/**
 * Texts that no person typed. A built-in command (`/clear`, `/model`) is logged with its name first and starts nothing; a
 * command that sends a prompt (`/review`, one's own) with its message first: that is a prompt.
 */
const MACHINE_TEXT =
  /^(<(command-name|local-command[\w-]*|bash-(input|stdout|stderr)|[\w-]+-hook|task-notification|agent-notification|teammate-message|background-[\w-]+|tick)\b|\[Request interrupted|This session is being continued from a previous conversation|Caveat: The messages below were generated|Operation stopped by hook|Stop hook feedback)/;

function isTyped(text: string): boolean {
  const prompt = promptOf(text);
  return prompt !== "" && !MACHINE_TEXT.test(prompt);
}

/** A text without what stands before a person's words. */
function promptOf(text: string): string {
  let rest = text.trim();
  for (;;) {
    const prefix = PREFIXES.find((name) => rest.startsWith(`<${name}>`));
    if (prefix === undefined) return rest;
    const close = rest.indexOf(`</${prefix}>`);
    if (close < 0) return "";
    rest = rest.slice(close + prefix.length + 3).trimStart();
  }
}
