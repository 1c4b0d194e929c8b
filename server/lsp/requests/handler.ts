// What a request's handler is given and gives.
import type { Answer } from "../../engine/engine.ts";
import type { Method, Params, Results } from "../../protocol/requests.ts";
import type { Figures } from "../figures.ts";
import type { Keeper } from "../keeper.ts";
import type { Worker } from "../worker.ts";

/** What handlers work with: what is known, and whom they can ask. */
export type Desk = {
  readonly figures: Figures;
  /** The client is being told how things stand. */
  readonly onAnswered: () => void;
  readonly keeper: Keeper;
  /** The clock, epoch ms. */
  readonly now: () => number;
  /** An open folder, or the user's home: absolute. */
  readonly folder: () => string;
  /** Has questions answered beside the work that is under way. */
  readonly questions: Worker;
  readonly trusted: () => boolean;
};

/** A refused request: the client is told why. */
export type Refused = { readonly refused: string };

export type Handler<M extends Method> = (
  params: Params<M>,
  desk: Desk,
  signal: AbortSignal,
) => Results[M] | Refused | Promise<Results[M] | Refused>;

/** The value of an answer, or why there is none; null where the question was not answered at all. */
export function valueOf<Value>(done: { readonly answer: Answer<Value> } | null): Value | Refused {
  if (done === null) return { refused: "the question could not be answered" };
  return done.answer.ok ? done.answer.value : { refused: done.answer.message };
}
