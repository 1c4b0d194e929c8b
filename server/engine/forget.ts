// Erasing, after it was said what.
import type { Surroundings } from "../agents/agent.ts";
import {
  footprintOfAgent,
  footprintOfAll,
  footprintOfRepository,
  footprintOfSession,
  type Footprint,
} from "../analysis/footprint.ts";
import { forgetSetAside } from "../ledger/set-aside.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { ForgetWhat, Forgetting } from "../protocol/forget.ts";
import type { Answer, ForgetQuestion } from "./engine.ts";
import { agents, withLedger, withLedgerAsItIs } from "./with-ledger.ts";

/** Says what the ledger holds of `asked`, and erases it where `erase` is set. Status 2 where there is no such thing. */
export function forget(surroundings: Surroundings, question: ForgetQuestion): Promise<Answer<Forgetting>> {
  // What is to be erased whole need not be read first; of the rest it has to be known what the logs hold by now.
  return question.asked.what === "everything"
    ? withLedgerAsItIs(surroundings, question, erase)
    : withLedger(surroundings, question, erase, question.resume ? null : erase);

  async function erase(ledger: Ledger): Promise<Answer<Forgetting>> {
    const asked = wholeId(ledger, question.asked);
    if (!asked.ok) return asked;
    const { signal, erase: forGood } = question;
    const done = await ledger.lease.hold(
      async () => {
        const found = await footprintOf(ledger, asked.value);
        const answer = answerOf(ledger, asked.value, found, forGood);
        if (forGood) eraseFrom(ledger, asked.value, found);
        return answer;
      },
      { signal },
    );
    signal.throwIfAborted();
    return done === null
      ? { ok: false, status: 3, message: "nothing was erased" }
      : { ok: true, value: done };
  }
}

function footprintOf(ledger: Ledger, asked: ForgetWhat): Promise<Footprint> | Footprint {
  switch (asked.what) {
    case "everything":
      return footprintOfAll(ledger);
    case "repository":
      return footprintOfRepository(ledger, asked.name);
    case "agent":
      return footprintOfAgent(ledger, asked.name);
    case "session":
      return footprintOfSession(ledger, asked.name);
    default:
      return asked satisfies never;
  }
}

function eraseFrom(ledger: Ledger, { what }: ForgetWhat, { parts }: Footprint): void {
  ledger.forget(what === "everything" ? "everything" : parts);
  if (what === "everything") forgetSetAside(ledger.folder);
}

function answerOf(ledger: Ledger, asked: ForgetWhat, found: Footprint, erased: boolean): Forgetting {
  const { sessions, requests, edits, first, last } = found;
  const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  return {
    schema: "tokenworth/forget@1",
    what: asked.what,
    name: asked.what === "everything" ? null : asked.name,
    erased,
    sessions,
    requests,
    edits,
    first: iso(first),
    last: iso(last),
    logsGone: ledger.store
      .sources()
      .filter(({ agent, gone }) => gone && (asked.what !== "agent" || agent === asked.name)).length,
  };
}

/** The same with a session's id whole: it may be asked for by its beginning. */
function wholeId(ledger: Ledger, asked: ForgetWhat): Answer<ForgetWhat> {
  if (asked.what === "agent" && !agents.some(({ id }) => id === asked.name))
    return wrong(`there is no agent '${asked.name}' (there are ${agents.map(({ id }) => id).join(", ")})`);
  if (asked.what !== "session") return { ok: true, value: asked };
  const ids = new Set(ledger.sessions().map(({ session }) => session));
  const found = ids.has(asked.name) ? [asked.name] : [...ids].filter((id) => id.startsWith(asked.name));
  const [first, second] = found;
  if (first === undefined) return wrong(`no session's id begins with '${asked.name}'`);
  if (second !== undefined)
    return wrong(`'${asked.name}' may be any of ${found.length} sessions; write more of the id`);
  return { ok: true, value: { what: "session", name: first } };
}

const wrong = (message: string): Extract<Answer<never>, { ok: false }> => ({ ok: false, status: 2, message });
