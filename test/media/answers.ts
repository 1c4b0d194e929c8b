// What a host would answer the panel.
import type { Filter, LinesOfFile, Prompts } from "../../server/protocol/panel.ts";
import type { Params } from "../../server/protocol/requests.ts";
import { aDoctor } from "./a-doctor.ts";
import { anOverview } from "./an-overview.ts";
import type { Answers } from "./harness.ts";
import { promptWordsOf, sessionsPageOf, storyOf } from "./some-sessions.ts";

const promptsOf = ({ sessions, turns }: Params<"tokenworth/prompts">): Prompts => ({
  schema: "tokenworth/prompts@1",
  sessions: sessions.map((asked) => ({
    ...asked,
    words: Array.from({ length: turns }, (_, turn) => promptWordsOf(asked.session, turn)),
  })),
});

const linesOf = ({ path }: Params<"tokenworth/lines">): LinesOfFile => ({
  schema: "tokenworth/lines@1",
  path,
  runs: [
    { first: 12, last: 40, turn: 0, evidence: "exact" },
    { first: 58, last: 58, turn: 0, evidence: "edited" },
  ],
});

/** From the hand-written overview, and so many sessions. */
export const answersOf =
  (sessions = 420): Answers =>
  (method, params: never) => {
    switch (method) {
      case "tokenworth/overview":
        return anOverview((params as { filter: Filter }).filter);
      case "tokenworth/sessions":
        return sessionsPageOf(sessions, params);
      case "tokenworth/session":
        return storyOf((params as Params<"tokenworth/session">).session);
      case "tokenworth/prompts":
        return promptsOf(params);
      case "tokenworth/lines":
        return linesOf(params);
      case "tokenworth/knows":
        return aDoctor;
      default:
        throw new Error(`no answer to ${method}`);
    }
  };
