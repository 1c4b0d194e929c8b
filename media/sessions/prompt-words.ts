// The first words of prompts, asked for when they are seen and kept no longer than the panel is open.
import type { OpenedSession } from "../panel/state.ts";
import type { Host } from "../panel/host.ts";

/** Sessions that one request may name. */
const AT_ONCE = 100;

export type PromptWords = {
  /** undefined: not known yet; null: they can't be found. */
  readonly of: (session: OpenedSession) => string | null | undefined;
  /** Sessions that are seen. What was wanted before and has not been asked for is forgotten: it is out of sight. */
  readonly want: (sessions: readonly OpenedSession[], demo: boolean) => void;
};

const keyOf = ({ agent, session }: OpenedSession): string => `${agent}\0${session}`;

/** `changed` is called when words have come. One request at a time: who scrolls fast asks for little. */
export function keepWords(ask: Host["ask"], changed: () => void): PromptWords {
  const known = new Map<string, string | null>();
  let wanted: readonly OpenedSession[] = [];
  let asDemo = false;
  let asking = false;

  const next = async (): Promise<void> => {
    const missing = wanted.filter((session) => !known.has(keyOf(session))).slice(0, AT_ONCE);
    if (asking || missing.length === 0) return;
    asking = true;
    try {
      const sessions = missing.map(({ agent, session }) => ({ agent, session }));
      const answer = await ask("tokenworth/prompts", { sessions, turns: 1, demo: asDemo });
      // Whatever is not answered can't be found.
      for (const session of missing) known.set(keyOf(session), null);
      for (const { words, ...session } of answer.sessions) known.set(keyOf(session), words[0] ?? null);
    } catch {
      // A server that is gone is told of elsewhere. They stay unknown until they are wanted again.
      return;
    } finally {
      asking = false;
    }
    changed();
    await next();
  };

  return {
    of: (session) => known.get(keyOf(session)),
    want: (sessions, demo) => {
      if (demo !== asDemo) known.clear();
      asDemo = demo;
      wanted = sessions;
      void next();
    },
  };
}
