// What a verb has to do with: where it was called, whom it asks, and what it gives back.
import type { Answer, CreateEngine, Engine, Environment, Progress } from "../engine/engine.ts";
import type { Look } from "./text/look.ts";

/** A stream to write to; a terminal says so and how wide it is. */
export type Output = {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

/** The world around one call, handed in: tests bring their own. */
export type Surroundings = {
  readonly createEngine: CreateEngine;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly cwd: string;
  /** Epoch ms. */
  readonly now: number;
  /** Set off by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Puts a question to whoever sits at the terminal: yes or no; null where nobody does. */
  readonly confirm: (question: string) => Promise<boolean | null>;
};

/** What a verb comes to: what it prints (and whether that is a no), or one line that says why not and the exit status. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value; readonly status?: typeof NO }
  | { readonly ok: false; readonly status: number; readonly message: string };

export type Shell = Surroundings & {
  readonly look: Look;
  readonly engine: Engine;
  /** Waits for an answer with a progress bar on standard error; Ctrl-C ends the waiting at once. */
  ask<Value>(question: (asking: Asking) => Promise<Answer<Value>>): Promise<Result<Value>>;
};

/** What every question to the engine carries of the call itself. */
export type Asking = {
  readonly folder: string;
  readonly onProgress: (progress: Progress) => void;
  readonly onNotice: (notice: string) => void;
  readonly signal: AbortSignal;
};

/** Status 2: a wrong word, option or date. */
export const wrongUse = (
  message: string,
): { readonly ok: false; readonly status: 2; readonly message: string } => ({
  ok: false,
  status: 2,
  message,
});

/** The status of an answer that is a no. */
export const NO = 1;

export const INTERRUPTED = 130;
