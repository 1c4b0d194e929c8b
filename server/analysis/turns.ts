// Sessions cut into turns, with the requests that each turn made.
import type { RequestFact, SessionFact } from "../ledger/facts.ts";

export type Turn = {
  readonly session: SessionFact;
  /** Within the session, from 0. */
  readonly index: number;
  /** Epoch ms. */
  readonly started: number;
  readonly requests: readonly RequestFact[];
  /** It ran commands that probably changed files in a way no record shows. */
  readonly unseen: boolean;
};

export type Turns = {
  readonly all: readonly Turn[];
  readonly sessions: readonly SessionFact[];
  /** The turn's place in `all` at a time of a session; undefined for an unknown session. */
  at(agent: string, session: string, time: number): number | undefined;
};

/** Which turn a time belongs to: the last prompt not after it; what comes before the first belongs to turn 0. */
export function turnIndex(prompts: readonly number[], time: number): number {
  let low = 0;
  let high = prompts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((prompts[middle] ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** All turns, session by session in order of their start. */
export function cutIntoTurns(sessions: readonly SessionFact[], requests: Iterable<RequestFact>): Turns {
  const ordered = sessions.toSorted(
    (a, b) => a.started - b.started || compare(a.agent, b.agent) || compare(a.session, b.session),
  );
  const first = new Map<string, { readonly base: number; readonly prompts: readonly number[] }>();
  const drafts: {
    session: SessionFact;
    index: number;
    started: number;
    requests: RequestFact[];
    unseen: boolean;
  }[] = [];
  for (const session of ordered) {
    first.set(keyOf(session.agent, session.session), { base: drafts.length, prompts: session.prompts });
    const starts = session.prompts.length > 0 ? session.prompts : [session.started];
    starts.forEach((started, index) => drafts.push({ session, index, started, requests: [], unseen: false }));
    for (const time of session.commands) {
      const draft =
        drafts[
          (first.get(keyOf(session.agent, session.session))?.base ?? 0) + turnIndex(session.prompts, time)
        ];
      if (draft !== undefined) draft.unseen = true;
    }
  }
  const at = (agent: string, session: string, time: number): number | undefined => {
    const entry = first.get(keyOf(agent, session));
    return entry === undefined ? undefined : entry.base + turnIndex(entry.prompts, time);
  };
  for (const request of requests) {
    const turn = at(request.agent, request.session, request.at);
    if (turn !== undefined) drafts[turn]?.requests.push(request);
  }
  return { all: drafts, sessions: ordered, at };
}

const keyOf = (agent: string, session: string): string => `${agent}\n${session}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
