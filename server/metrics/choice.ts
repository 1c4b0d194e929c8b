// What is to be left of a picture.
import { NONE, type Picture } from "./picture.ts";

/** Some repositories: of each, by number, 1 if it is one; of each session, whether it falls there as a whole. */
export type Scope = { readonly repositories: Uint8Array; readonly sessions: Uint8Array };

/** null: all. Times in epoch ms, from `since` until before `until`. */
export type Choice = {
  readonly since: number | null;
  readonly until: number | null;
  readonly scope: Scope | null;
  readonly agent: string | null;
  readonly model: string | null;
  /** By number. */
  readonly session: number | null;
};

export const EVERYTHING: Choice = {
  since: null,
  until: null,
  scope: null,
  agent: null,
  model: null,
  session: null,
};

/** Whether a piece falls into a scope: by its repository; what lies in none goes where its session does. */
export function pieceFalls({ pieces }: Picture, scope: Scope, piece: number, session: number): boolean {
  const repository = pieces.repository[piece] ?? NONE;
  return (repository === NONE ? scope.sessions[session] : scope.repositories[repository]) === 1;
}
