// The first words of prompts, as the agents' logs have them now.
import type { Agent, Surroundings } from "../agents/agent.ts";
import { promptText } from "../ingest/prompt-text.ts";
import type { TurnPrompts } from "../ledger/prompt-places.ts";
import { firstWords } from "../lib/first-words.ts";
import type { Prompts } from "../protocol/panel.ts";
import type { Answer, PromptsQuestion } from "./engine.ts";
import { agents, withLedgerAsItIs } from "./with-ledger.ts";

/** Reads them; a prompt that can't be found has none. */
export function prompts(surroundings: Surroundings, question: PromptsQuestion): Promise<Answer<Prompts>> {
  return withLedgerAsItIs(surroundings, question, async (ledger) => {
    const sessions = ledger.promptPlaces(question.sessions).map(({ agent: id, session, turns }) => {
      const agent = agents.find((one) => one.id === id);
      const words = turns.slice(0, question.turns).map((places) => {
        question.signal.throwIfAborted();
        return agent === undefined ? null : wordsAt(agent, places);
      });
      return { agent: id, session, words };
    });
    return { ok: true, value: { schema: "tokenworth/prompts@1", sessions } };
  });
}

/** Copies of a record say the same: the first that can be read does. */
function wordsAt(agent: Agent<unknown>, places: TurnPrompts["turns"][number]): string | null {
  for (const place of places) {
    const text = promptText(agent, place);
    if (text !== null) return firstWords(text) || null;
  }
  return null;
}
