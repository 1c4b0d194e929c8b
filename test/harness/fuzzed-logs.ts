// Logs of an agent made from its fixtures by spoiling their records, where that agent looks for its logs.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import type { Agent, AgentEvent, Surroundings } from "../../server/agents/agent.ts";
import { type AgentCase, casesOf } from "./agent-fixtures.ts";
import { oddPaths, oddValues } from "./odd-values.ts";
import { spoil, spoiling } from "./spoil.ts";

/** Where the logs go, and the repository that their sessions work in. */
export type Ground = { readonly surroundings: Surroundings; readonly repo: string };

export type FuzzedLogs = {
  /** Records that were written, spoiled or not. */
  readonly records: number;
  readonly files: readonly string[];
  /** Sessions and files that the records tell of as long as nobody spoils them. */
  readonly sessions: ReadonlySet<string>;
  readonly edited: ReadonlySet<string>;
};

/** Writes at least `count` spoiled records of an agent. The same seed gives the same bytes. */
export function writeFuzzedLogs(
  agent: Agent<unknown>,
  count: number,
  seed: number,
  ground: Ground,
): FuzzedLogs {
  if (agent.source === "rows") throw new Error(`make ${agent.id}'s databases here, with its rows spoiled`);
  const cases = casesOf(agent).map((one) => inRepository(agent, one, ground.repo));
  const odds = [...oddValues, ...oddPaths(ground.repo)];
  const spoilings = fc.sample(spoiling, { numRuns: count, seed }).values();
  const files: string[] = [];
  let records = 0;
  for (let n = 0; records < count; n++) {
    const one = cases[n % cases.length];
    if (one === undefined) throw new Error(`${agent.id} has no fixtures`);
    const spoiled = one.records.flatMap((record) => {
      const next = spoilings.next();
      return next.done ? [] : [spoil(inFile(record, n), next.value, odds)];
    });
    records += spoiled.length;
    const path = pathIn(agent, one, n, ground.surroundings);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, fileOf(agent, spoiled, n));
    files.push(path);
  }
  const events = cases.flatMap((one) => eventsOf(agent, one));
  return {
    records,
    files,
    sessions: new Set(events.map(({ session }) => session)),
    edited: new Set(
      events.flatMap((event) => (event.kind === "edit" ? event.files.map(({ path }) => path) : [])),
    ),
  };
}

/** Every other round of a case is of another session, so that some copies count and some don't. */
const inFile = (record: string, n: number): string =>
  n % 2 === 0
    ? record
    : record.replaceAll(
        /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{7})[0-9a-f]{5}/g,
        `$1${String(n).padStart(5, "0")}`,
      );

/** The bytes of a file: with a byte order mark, other line ends, zeros at the end or an end that is missing, in turns. */
function fileOf(agent: Agent<unknown>, records: readonly Buffer[], n: number): Buffer {
  const end = Buffer.from(agent.source === "lines" ? (n % 5 === 1 ? "\r\n" : "\n") : "");
  const mark = n % 7 === 2 ? [Buffer.from("\ufeff")] : [];
  const tail = n % 11 === 3 ? [Buffer.alloc(5000)] : [];
  const bytes = Buffer.concat([...mark, ...records.flatMap((record) => [record, end]), ...tail]);
  return n % 13 === 4 ? bytes.subarray(0, -3) : bytes;
}

/** A case whose sessions work in the repository. */
function inRepository(agent: Agent<unknown>, one: AgentCase, repo: string): AgentCase {
  const folders = eventsOf(agent, one).flatMap((event) =>
    event.kind === "session" ? (event.cwd ?? []) : [],
  );
  const [folder] = folders.toSorted((a, b) => a.length - b.length);
  const escape = (path: string): string => JSON.stringify(path).slice(1, -1);
  const records =
    folder === undefined ? one.records : one.records.map((r) => r.replaceAll(escape(folder), escape(repo)));
  return { ...one, records };
}

function eventsOf(agent: Agent<unknown>, { path, records }: AgentCase): AgentEvent[] {
  const events: AgentEvent[] = [];
  let state = agent.start({ path: `/logs/${path}`, at: Date.UTC(2026, 0, 1) });
  for (const record of records) {
    const parsed =
      agent.source === "rows" ? agent.parse(JSON.parse(record), state) : agent.parse(record, state);
    events.push(...parsed.events);
    state = parsed.state;
  }
  return events;
}

/** A path at which the agent looks for such a file. */
function pathIn(
  agent: Agent<unknown>,
  { name, path }: AgentCase,
  n: number,
  surroundings: Surroundings,
): string {
  const numbered = path.replace(/input(?=\.\w+$)/, `input-${n}`);
  const ways = [numbered, `${name}/${numbered}`, `${name}-${n}/${path}`, `${name}-${n}/chats/${path}`];
  for (const { folder, matches } of agent.where(surroundings))
    for (const way of ways) if (matches(way)) return join(folder, way);
  throw new Error(`${agent.id} looks at no file that is named like its fixture ${name}/${path}`);
}
