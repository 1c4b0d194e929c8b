// The first words of the made-up prompts.
import { wordsOfTurn } from "../metrics/demo/tasks.ts";
import type { Picture } from "../metrics/picture.ts";
import { rowsByTurn } from "../metrics/portions.ts";
import type { Prompts } from "../protocol/panel.ts";

type Asked = { readonly agent: string; readonly session: string };

/** Of each session of the made-up picture the first so many turns'. */
export function demoPromptsOf(picture: Picture, asked: readonly Asked[], turns: number): Prompts {
  const turnsAt = rowsByTurn(picture.turns.session, picture.sessions.length);
  const piecesAt = rowsByTurn(picture.pieces.turn, picture.turns.session.length);
  const wordsOf = (session: number): string[] => {
    const [first, end] = [turnsAt[session] ?? 0, turnsAt[session + 1] ?? 0];
    return Array.from({ length: Math.min(turns, end - first) }, (_, index) => {
      const asks = piecesAt[first + index] === piecesAt[first + index + 1];
      return wordsOfTurn(session, picture.sessions[session]?.home ?? 0, index, asks);
    });
  };
  return {
    schema: "tokenworth/prompts@1",
    sessions: asked.map(({ agent, session }) => {
      const number = picture.sessions.findIndex((one) => one.agent === agent && one.session === session);
      return { agent, session, words: number === -1 ? [] : wordsOf(number) };
    }),
  };
}
