// Where the prompts of sessions stand in their agents' logs: their words are read there, and are not in the ledger.
import type { DatabaseSync } from "node:sqlite";
import type { SessionFact } from "./facts.ts";
import type { Names } from "./names.ts";
import { type Row, rowQuery } from "./rows.ts";

/** A record of a prompt. `position`: where in its file it stands; `at`: epoch ms, as that record has it. */
export type PromptPlace = { readonly path: string; readonly position: number; readonly at: number };

export type AskedSession = { readonly agent: string; readonly session: string };

/** For each turn of a session the places of its prompt in files that were there when last looked for. */
export type TurnPrompts = AskedSession & { readonly turns: readonly (readonly PromptPlace[])[] };

/** The places of the prompts of those of `sessions` that are asked for. */
export function promptPlacesOf(
  database: DatabaseSync,
  names: Names,
  sessions: readonly SessionFact[],
  asked: readonly AskedSession[],
): TurnPrompts[] {
  const facts = new Map(sessions.map((fact) => [nameOf(fact), fact]));
  const records = rowQuery(
    database,
    `SELECT key, prompts.at, position, path, gone FROM prompts JOIN sources ON id = source
      WHERE agent = ?1 AND key IN (SELECT key FROM prompts WHERE session IN (SELECT value FROM json_each(?2)))`,
  );
  const byAgent = new Map<string, ReadonlyMap<number, PromptPlace[]>>();
  for (const [agent, own] of Map.groupBy(asked, (one) => one.agent)) {
    const numbers = own.flatMap(({ session }) => names.find(session) ?? []);
    byAgent.set(agent, placesByTime(records.iterate(agent, JSON.stringify(numbers))));
  }
  return asked.map(({ agent, session }) => {
    const starts = facts.get(nameOf({ agent, session }))?.prompts ?? [];
    return { agent, session, turns: starts.map((at) => byAgent.get(agent)?.get(at) ?? []) };
  });
}

/** By the time that a prompt has for the session that it counts for: the first of all its records'. */
function placesByTime(rows: Iterable<Row>): ReadonlyMap<number, PromptPlace[]> {
  const byTime = new Map<number, PromptPlace[]>();
  for (const records of Map.groupBy(rows, ([key]) => key).values()) {
    const first = records.reduce((least, [, at]) => Math.min(least, Number(at)), Infinity);
    const places = records.filter(([, , , , gone]) => Number(gone) === 0).map(placeOf);
    byTime.set(first, [...(byTime.get(first) ?? []), ...places]);
  }
  return byTime;
}

const nameOf = ({ agent, session }: AskedSession): string => `${agent}\n${session}`;

const placeOf = ([, at, position, path]: Row): PromptPlace => ({
  path: String(path),
  position: Number(position),
  at: Number(at),
});
