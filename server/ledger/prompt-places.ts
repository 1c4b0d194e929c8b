// Where the prompts of sessions stand in their agents' logs: their words are read there, and are not in the ledger.
import type { DatabaseSync } from "node:sqlite";
import type { SessionFact } from "./facts.ts";
import type { Names } from "./names.ts";
import { RELATIONS, type Row, rowQuery } from "./rows.ts";

/** A record of a prompt. `position`: where in its file it stands; `at`: epoch ms, as that record has it. */
export type PromptPlace = { readonly path: string; readonly position: number; readonly at: number };

export type AskedSession = { readonly agent: string; readonly session: string };

/** For each turn of a session the places of its prompt in files that were there when last looked for. */
export type TurnPrompts = AskedSession & { readonly turns: readonly (readonly PromptPlace[])[] };

/**
 * The places of the prompts of the sessions that are asked for. `facts`: what all records come down to; it takes long, and
 * is asked for only where a prompt may count for another session than its record says.
 */
export function promptPlacesOf(
  database: DatabaseSync,
  names: Names,
  facts: () => readonly SessionFact[],
  asked: readonly AskedSession[],
): TurnPrompts[] {
  const records = recordsIn(database);
  return [...Map.groupBy(asked, ({ agent }) => agent)].flatMap(([agent, own]) => {
    const numbers = own.map(({ session }) => names.find(session) ?? UNKNOWN);
    const { prompts, forked } = records(agent, numbers);
    const places = placesByTime(prompts);
    return own.map(({ session }, i): TurnPrompts => {
      const mine = Map.groupBy(
        prompts.filter((one) => one.session === numbers[i]),
        ({ key }) => key,
      );
      const isAlone =
        !forked.has(numbers[i] ?? UNKNOWN) &&
        prompts.every((one) => one.session === numbers[i] || !mine.has(one.key));
      const starts = isAlone
        ? Array.from(mine.values(), firstOf).toSorted((x, y) => x - y)
        : (facts().find((one) => one.agent === agent && one.session === session)?.prompts ?? []);
      return { agent, session, turns: starts.map((at) => places.get(at) ?? []) };
    });
  });
}

const UNKNOWN = -1;

/** A record of a prompt; `session` and `key` by their numbers. */
type Prompt = PromptPlace & { readonly session: number; readonly key: number; readonly gone: boolean };

/** All records of the prompts of some sessions, wherever copies of them stand; and which of the sessions were forked. */
function recordsIn(database: DatabaseSync) {
  const prompts = rowQuery(
    database,
    `SELECT session, key, prompts.at, position, path, gone FROM prompts JOIN sources ON id = source
      WHERE agent = ?1 AND key IN (SELECT key FROM prompts WHERE session IN (SELECT value FROM json_each(?2)))`,
  );
  const forks = rowQuery(
    database,
    `SELECT DISTINCT session FROM sessions WHERE relation = ${RELATIONS.indexOf("fork")}
      AND session IN (SELECT value FROM json_each(?))`,
  );
  return (agent: string, sessions: readonly number[]) => {
    const wanted = JSON.stringify(sessions);
    return {
      prompts: Array.from(prompts.iterate(agent, wanted), promptOf),
      forked: new Set(Array.from(forks.iterate(wanted), ([session]) => Number(session))),
    };
  };
}

function promptOf([session, key, at, position, path, gone]: Row): Prompt {
  return {
    session: Number(session),
    key: Number(key),
    at: Number(at),
    position: Number(position),
    path: String(path),
    gone: Number(gone) !== 0,
  };
}

/** By the time that a prompt has for the session that it counts for: the first of all its records'. */
function placesByTime(prompts: readonly Prompt[]): ReadonlyMap<number, PromptPlace[]> {
  const byTime = new Map<number, PromptPlace[]>();
  for (const records of Map.groupBy(prompts, ({ key }) => key).values()) {
    const at = firstOf(records);
    byTime.set(at, [...(byTime.get(at) ?? []), ...records.filter(({ gone }) => !gone)]);
  }
  return byTime;
}

const firstOf = (records: readonly Prompt[]): number =>
  records.reduce((first, { at }) => Math.min(first, at), Infinity);
