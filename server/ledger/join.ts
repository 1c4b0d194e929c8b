// From the records of all files to facts, each counted once, for one session. Pure: only what the records say matters,
// not which file was read first. Files of one agent only: keys are the agent's own.
import type { RequestFact, SessionFact } from "./facts.ts";
import { type Claim, type Lineage, lineageOf, ownerChooser } from "./ownership.ts";
import {
  type EditRecord,
  mergeEdits,
  mergeRequests,
  type RequestRecord,
  type SessionRecord,
  type Standing,
  type UndoRecord,
} from "./records.ts";
import { replayedUpTo } from "./replay-prefix.ts";

/** A record and the file that it stands in. */
export type Placed<T> = { readonly source: number; readonly record: T };

/** All records of one agent's files. */
export type Records = {
  readonly sessions: readonly SessionRecord[];
  readonly prompts: readonly Placed<Standing>[];
  readonly commands: readonly Placed<Standing>[];
  readonly requests: readonly Placed<RequestRecord>[];
  readonly edits: readonly Placed<EditRecord<number>>[];
  readonly undos: readonly Placed<UndoRecord>[];
};

/** An edit that was applied; `change` is the id of what it did. */
export type JoinedEdit = {
  readonly agent: string;
  readonly session: string;
  readonly key: string;
  readonly at: number;
  readonly model: string | null;
  readonly change: number | null;
  readonly undone: boolean;
};

export type Joined = {
  readonly sessions: readonly SessionFact[];
  readonly requests: readonly RequestFact[];
  readonly edits: readonly JoinedEdit[];
};

/** All records of one key: its claims stand under the sessions that subagents' work belongs to. */
type Group<T> = { readonly key: string; readonly claims: readonly Claim[]; readonly records: readonly T[] };

/** Joins one agent's records. `better` chooses between the ids of two changes, whatever their order. */
export function joinRecords(
  agent: string,
  records: Records,
  better: (a: number, b: number) => number,
): Joined {
  const lineage = lineageOf(records.sessions);
  const upTo = replayedUpTo(records.requests, lineage);
  const group = <T extends Standing>(placed: readonly Placed<T>[]): Group<T>[] =>
    groupByKey(
      placed.filter(({ source, record }) => record.position > upTo(source, record.session)),
      lineage,
    );
  const prompts = group(records.prompts.filter(({ record }) => !lineage.isSubagent(record.session)));
  const commands = group(records.commands);
  const requests = group(records.requests);
  const edits = group(records.edits);
  const claims = [prompts, commands, requests, edits].flatMap((groups) => groups.map((one) => one.claims));
  const owner = ownerChooser(claims, lineage);
  const undone = new Set(group(records.undos).flatMap((one) => one.records.map(({ edit }) => edit)));

  const changes = edits.map((one) => outcomeOf(one, better));
  const applied = changes.flatMap(({ group: { key, claims: of }, at, status, model, change }) =>
    status === "applied"
      ? [{ agent, session: owner(of), key, at, model, change, undone: undone.has(key) }]
      : [],
  );
  const unseen = changes.filter(({ status }) => status === "unknown");
  const counted = withoutReplayedSides(requests.map((one) => requestOf(agent, one, owner(one.claims))));
  const times = {
    prompts: prompts.map((one) => ({ session: owner(one.claims), at: firstOf(one.claims) })),
    commands: [
      ...commands.map((one) => ({ session: owner(one.claims), at: firstOf(one.claims) })),
      ...unseen.map((one) => ({ session: owner(one.group.claims), at: one.at })),
    ],
  };
  return {
    sessions: sessionsOf(agent, records.sessions, lineage, { ...times, others: [...counted, ...applied] }),
    requests: counted.toSorted(byTimeThenKey),
    edits: applied.toSorted(byTimeThenKey),
  };
}

/**
 * What belongs to some sessions of one agent: the sessions themselves with their subagents', and the keys of all that
 * counts for them, wherever copies of it stand; with them what forks replay of theirs under keys of their own.
 */
export function belongings(
  records: Records,
  owners: ReadonlySet<string>,
): { readonly sessions: ReadonlySet<string>; readonly keys: ReadonlySet<string> } {
  const lineage = lineageOf(records.sessions);
  const upTo = replayedUpTo(records.requests, lineage);
  const kinds: readonly (readonly Placed<Standing>[])[] = [
    records.prompts.filter(({ record }) => !lineage.isSubagent(record.session)),
    records.commands,
    records.requests,
    records.edits,
  ];
  const isReplay = ({ source, record }: Placed<Standing>): boolean =>
    record.position <= upTo(source, record.session);
  const groups = kinds.map((placed) =>
    groupByKey(
      placed.filter((one) => !isReplay(one)),
      lineage,
    ),
  );
  const owner = ownerChooser(
    groups.flatMap((group) => group.map(({ claims }) => claims)),
    lineage,
  );
  const stemming = (session: string): boolean =>
    [...owners].some((other) => lineage.stemsFrom(session, other));
  const all = [...records.sessions, ...kinds.flat().map(({ record }) => record)].map(
    ({ session }) => session,
  );
  return {
    sessions: new Set([...owners, ...all.filter((session) => owners.has(lineage.rootOf(session)))]),
    keys: new Set([
      ...groups.flatMap((group) =>
        group.flatMap(({ key, claims }) => (owners.has(owner(claims)) ? [key] : [])),
      ),
      ...kinds
        .flat()
        .filter((one) => isReplay(one) && stemming(one.record.session))
        .map(({ record }) => record.key),
    ]),
  };
}

function groupByKey<T extends Standing>(placed: readonly Placed<T>[], lineage: Lineage): Group<T>[] {
  const groups = Map.groupBy(placed, ({ record }) => record.key);
  return [...groups].map(([key, members]) => ({
    key,
    claims: members.map(({ record }) => ({ session: lineage.rootOf(record.session), at: record.at })),
    records: members.map(({ record }) => record),
  }));
}

type CountedRequest = RequestFact & { readonly sidechain: boolean; readonly sameAs: number | null };

function requestOf(
  agent: string,
  { key, claims, records }: Group<RequestRecord>,
  session: string,
): CountedRequest {
  const best = records.reduce(mergeRequests);
  const { model, provider, tokens, webSearches, fast, quality, costUsd, sidechain, sameAs, parts } = best;
  const estimate = (input: boolean): number =>
    parts.reduce((sum, part) => sum + (part.input === input ? part.tokens : 0), 0);
  const estimatedInput = tokens === null ? estimate(true) : 0;
  const estimatedOutput = Math.max(0, estimate(false) - (tokens?.output ?? 0));
  const counts = {
    model,
    provider,
    tokens,
    webSearches,
    fast,
    quality,
    costUsd,
    estimatedInput,
    estimatedOutput,
  };
  return { agent, session, key, at: firstOf(claims), ...counts, sidechain, sameAs };
}

/** A side conversation replays the main one's requests under keys of its own: the main one's count. */
function withoutReplayedSides(requests: readonly CountedRequest[]): RequestFact[] {
  const main = new Set(
    requests.flatMap(({ sidechain, sameAs }) => (sidechain || sameAs === null ? [] : [sameAs])),
  );
  const counted = requests.filter(
    ({ sidechain, sameAs }) => !sidechain || sameAs === null || !main.has(sameAs),
  );
  return counted.map(({ sidechain: _, sameAs: __, ...fact }) => fact);
}

/** What became of an edit: its results decide, and its call where no file has a result. */
function outcomeOf(group: Group<EditRecord<number>>, better: (a: number, b: number) => number) {
  const stage = (wanted: "call" | "result"): EditRecord<number> | null =>
    group.records
      .filter((record) => record.stage === wanted)
      .reduce<EditRecord<number> | null>((a, b) => (a === null ? b : mergeEdits(a, b, better)), null);
  const [call, result] = [stage("call"), stage("result")];
  return {
    group,
    at: (result ?? call)?.at ?? firstOf(group.claims),
    status: (result ?? call)?.status ?? "unknown",
    model: call?.model ?? result?.model ?? null,
    change: result?.change ?? call?.change ?? null,
  };
}

type Moment = { readonly session: string; readonly at: number };
type Moments = {
  readonly prompts: readonly Moment[];
  readonly commands: readonly Moment[];
  readonly others: readonly Moment[];
};

/** The sessions that have anything of their own: a mere copy is none. */
function sessionsOf(
  agent: string,
  records: readonly SessionRecord[],
  lineage: Lineage,
  moments: Moments,
): SessionFact[] {
  const all = Map.groupBy(
    [...moments.prompts, ...moments.commands, ...moments.others],
    ({ session }) => session,
  );
  const prompts = Map.groupBy(moments.prompts, ({ session }) => session);
  const commands = Map.groupBy(moments.commands, ({ session }) => session);
  const told = Map.groupBy(records.toSorted(byFirstTime), ({ session }) => lineage.rootOf(session));
  return [...all.keys()].toSorted().map((session) => {
    const times = (all.get(session) ?? []).map(({ at }) => at);
    const own = told.get(session) ?? [];
    return {
      agent,
      session,
      started: times.reduce((a, b) => Math.min(a, b)),
      ended: times.reduce((a, b) => Math.max(a, b)),
      folders: [...new Set(own.flatMap(({ folder }) => folder ?? []))],
      branch: own.find(({ branch }) => branch !== null)?.branch ?? null,
      prompts: ascending(prompts.get(session)),
      commands: ascending(commands.get(session)),
    };
  });
}

const firstOf = (claims: readonly Claim[]): number =>
  claims.reduce((first, { at }) => Math.min(first, at), Infinity);

const ascending = (moments: readonly Moment[] = []): number[] =>
  moments.map(({ at }) => at).toSorted((a, b) => a - b);

function byTimeThenKey(a: { at: number; key: string }, b: { at: number; key: string }): number {
  return a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

function byFirstTime(a: SessionRecord, b: SessionRecord): number {
  const [first, second] = [a, b].map(({ folder, branch }) => JSON.stringify([folder, branch]));
  const time = (at: number | null): number => at ?? Number.MAX_SAFE_INTEGER;
  return time(a.at) - time(b.at) || ((first ?? "") < (second ?? "") ? -1 : first === second ? 0 : 1);
}
