// What a host would answer the panel.
import type { Filter } from "../../server/protocol/panel.ts";
import { anOverview } from "./an-overview.ts";
import type { Answers } from "./harness.ts";

/** From the hand-written overview. */
export const answersOf = (): Answers => (method, params: { readonly filter: Filter }) => {
  if (method === "tokenworth/overview") return anOverview(params.filter);
  throw new Error(`no answer to ${method}`);
};
