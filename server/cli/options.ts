// The options that verbs share, and what they mean to a question.
import { Option } from "commander";
import { spanOf, TIME_WORDS } from "../lib/time.ts";
import { wrongUse } from "./shell.ts";
import type { Result } from "./shell.ts";

/** As commander hands them over. */
export type SharedOptions = {
  readonly format: "text" | "json";
  readonly since?: string;
  readonly until?: string;
  readonly now?: string;
  readonly branch?: string;
  readonly includeInferred?: boolean;
  readonly all?: boolean;
};

export const format = (): Option =>
  new Option("--format <format>", "how to print it").choices(["text", "json"]).default("text");
export const since = (): Option => new Option("--since <date>", "only turns that started then or later");
export const until = (): Option =>
  new Option("--until <date>", "only turns that started before (a day counts whole)");
export const now = (): Option => new Option("--now <time>", "the clock for ages and relative dates");
export const branch = (): Option =>
  new Option("--branch <ref>", "the main line that work lands on (default: the repository's own)");
export const includeInferred = (): Option =>
  new Option("--include-inferred", "count lines known by their shape or time alone, too");
export const all = (): Option => new Option("--all", "over all repositories, not just this one");

/** What the shared options say to the engine. */
export type Asked = {
  readonly now: number;
  readonly since: number | null;
  readonly until: number | null;
  readonly branch: string | null;
  readonly includeInferred: boolean;
};

/**
 * Reads dates in the local time zone. `--since` takes the beginning of what it names and `--until` the end of it:
 * `--since monday --until yesterday` holds both days whole.
 */
export function readShared(options: SharedOptions, clock: number): Result<Asked> {
  const time = spanAt("--now", options.now, clock);
  if (!time.ok) return time;
  const at = time.value?.start ?? clock;
  const from = spanAt("--since", options.since, at);
  if (!from.ok) return from;
  const to = spanAt("--until", options.until, at);
  if (!to.ok) return to;
  const [start, end] = [from.value?.start ?? null, to.value?.end ?? null];
  if (start !== null && end !== null && start >= end) return wrongUse("--since must lie before --until");
  const { branch: ref = null, includeInferred: inferred = false } = options;
  return { ok: true, value: { now: at, since: start, until: end, branch: ref, includeInferred: inferred } };
}

function spanAt(option: string, text: string | undefined, at: number): Result<ReturnType<typeof spanOf>> {
  if (text === undefined) return { ok: true, value: null };
  const span = spanOf(text, at);
  if (span !== null) return { ok: true, value: span };
  const near = TIME_WORDS.find((word) => isNear(word, text.trim().toLowerCase()));
  const hint =
    near === undefined
      ? "write 2026-11-22, 2026-11-22T14:30, today, monday, 7d or last week"
      : `did you mean ${near}?`;
  return wrongUse(`${option}: '${text}' is no date; ${hint}`);
}

/** Whether two words differ by a slip of the finger or two: letters lost, added, changed or swapped. */
export function isNear(word: string, typed: string): boolean {
  if (typed === "" || Math.abs(word.length - typed.length) > 2 || typed.length > 40) return false;
  return slips(word, typed) <= (word.length > 4 ? 2 : 1);
}

function slips(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
