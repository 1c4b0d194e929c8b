// What the stories' writers of agents' logs have in common: the clock, the words of an edit, and hunks of a diff.

/** The story's own time: nothing in a story happens at a real one. */
export type Clock = {
  /** ISO time, a few seconds later with each call. */
  stamp(): string;
  /** ISO time as it stands. */
  now(): string;
  wait(minutes: number): void;
};

/** `remove` lines at `at` (from 0, on the lines before) make way for `add`. */
export type Change = { readonly at: number; readonly remove: number; readonly add: readonly string[] };

/** An edit as it really was applied: `before` is null for a new file. `changes` stand in order, on the lines before. */
export type LoggedEdit = {
  readonly path: string;
  readonly before: readonly string[] | null;
  readonly changes: readonly Change[];
  readonly movedTo?: string;
  readonly deleted?: boolean;
};

/**
 * How the record holds the edit. Of Claude Code: `edit`, `multi`, `write` (the whole file), `bare` (no result's details).
 * Of Codex: `patch`, `quiet` (no event of its end), `shell` (a heredoc). A form that an agent lacks is its first.
 */
export type Form = "edit" | "multi" | "write" | "bare" | "patch" | "quiet" | "shell";

/** One session's record on disk, as the agent would have written it. Every request uses the same tokens. */
export type SessionLog = {
  readonly file: string;
  prompt(words: string): void;
  say(words: string): void;
  edit(edit: LoggedEdit, form: Form): void;
  /** An edit that the user refused, or that failed: tokens were used, nothing was changed. */
  refuse(path: string, lines: readonly string[]): void;
};

/** Where a log is to be, and for whom. */
export type LogPlace = {
  readonly home: string;
  readonly folder: string;
  readonly session: string;
  /** Set where the log is that of a subagent of the session, kept in a file beside the session's own. */
  readonly subagent?: string;
  readonly branch: () => string;
  readonly clock: Clock;
};

export const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

/** The lines after changes. */
export function applied(before: readonly string[], changes: readonly Change[]): string[] {
  return changes.reduceRight<string[]>(
    (lines, { at, remove, add }) => lines.toSpliced(at, remove, ...add),
    [...before],
  );
}

/** A change as one hunk of a unified diff with three lines of context; `shift` is what earlier hunks added. */
export function hunkOf(before: readonly string[], { at, remove, add }: Change, shift = 0) {
  const from = Math.max(0, at - 3);
  const to = Math.min(before.length, at + remove + 3);
  const lines = [
    ...before.slice(from, at).map((line) => ` ${line}`),
    ...before.slice(at, at + remove).map((line) => `-${line}`),
    ...add.map((line) => `+${line}`),
    ...before.slice(at + remove, to).map((line) => ` ${line}`),
  ];
  const oldLines = to - from;
  return {
    oldStart: from + 1,
    oldLines,
    newStart: from + 1 + shift,
    newLines: oldLines - remove + add.length,
    lines,
  };
}

/** All changes as hunks, in order. */
export function hunksOf(before: readonly string[], changes: readonly Change[]) {
  let shift = 0;
  return changes.map((change) => {
    const hunk = hunkOf(before, change, shift);
    shift += change.add.length - change.remove;
    return hunk;
  });
}
