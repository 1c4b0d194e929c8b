// Holds the adapter against logs from public sources whose tokens were counted independently, to the token.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RequestEvent } from "../../../../server/agents/agent.ts";
import { needles, parse } from "../../../../server/agents/claude-code/parse.ts";
import { start } from "../../../../server/agents/claude-code/state.ts";

const SHARED = new URL("../../../../../shared/", import.meta.url).pathname;
const EXPECTED = join(SHARED, "samples/expected-totals.json");

type Totals = Readonly<Record<(typeof COUNTED)[number], number>>;
type SampleSet = {
  readonly id: string;
  readonly agent: string;
  readonly root: string;
  readonly files: readonly string[];
  readonly recount: Totals;
  readonly ccusage: { readonly input: number; readonly output: number; readonly total: number };
  readonly recountPerFile?: readonly ({ readonly file: string } & Totals)[];
};

const COUNTED = [
  "input",
  "output",
  "cacheWrite",
  "cacheWrite1h",
  "cacheRead",
  "requests",
  "floorRequests",
] as const;
/** Its recount leaves out lines without a type, and counts lines that have neither id, model nor time. */
const UNTYPED = "ccusage-fixture-claude";

const sets = (
  existsSync(EXPECTED) ? (JSON.parse(readFileSync(EXPECTED, "utf8")).sets as SampleSet[]) : []
).filter((set) => set.agent === "claude-code");

describe.skipIf(sets.length === 0)("samples", () => {
  it.each(sets.filter((set) => set.id !== UNTYPED))("$id: totals of the set", (set) => {
    expect(totalsOf(set.files.flatMap((file) => requestsIn(set, file)))).toEqual(picked(set.recount));
  });

  it.each(sets.filter((set) => set.id !== UNTYPED))("$id: totals of each file", (set) => {
    for (const { file, ...totals } of set.recountPerFile ?? [])
      expect({ file, ...totalsOf(requestsIn(set, file)) }).toEqual({ file, ...picked(totals) });
  });

  it.each(sets)("$id: the order of the files makes no difference", (set) => {
    const requests = set.files.map((file) => requestsIn(set, file));
    expect(totalsOf(requests.toReversed().flat())).toEqual(totalsOf([...requests, ...requests].flat()));
  });

  it.each(sets.filter((set) => set.id === UNTYPED))("$id: lines without a type", (set) => {
    const { input, output, cacheRead, cacheWrite } = totalsOf(
      set.files.flatMap((file) => requestsIn(set, file)),
    );
    expect({ input, output, total: input + output + cacheRead + cacheWrite }).toEqual({
      input: set.ccusage.input,
      output: set.ccusage.output,
      total: set.ccusage.total,
    });
  });
});

function requestsIn(set: SampleSet, file: string): RequestEvent[] {
  const path = join(SHARED, set.root, file);
  let state = start({ path, at: 0 });
  const requests: RequestEvent[] = [];
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (!needles.some((needle) => line.includes(needle))) continue;
    const parsed = parse(line, state);
    state = parsed.state;
    requests.push(...parsed.events.filter((event) => event.kind === "request"));
  }
  return requests;
}

/** Each response once, by the record with the largest total; a sidechain's replay of another's response not at all. */
function totalsOf(events: readonly RequestEvent[]): Totals {
  const main = new Map(events.filter((event) => !event.sidechain).map((event) => [event.sameAs, event.key]));
  const best = new Map<string, RequestEvent>();
  const exact = new Set<string>();
  for (const event of events) {
    const replayed = event.sameAs === null ? undefined : main.get(event.sameAs);
    if (event.sidechain && replayed !== undefined && replayed !== event.key) continue;
    if (event.quality === "exact") exact.add(event.key);
    const other = best.get(event.key);
    if (other === undefined || sum(event) > sum(other)) best.set(event.key, event);
  }
  const total = (count: (event: RequestEvent) => number): number =>
    [...best.values()].reduce((so, event) => so + count(event), 0);
  return {
    input: total(({ tokens }) => tokens?.input ?? 0),
    output: total(({ tokens }) => tokens?.output ?? 0),
    cacheWrite: total(({ tokens }) => (tokens?.cacheWrite5m ?? 0) + (tokens?.cacheWrite1h ?? 0)),
    cacheWrite1h: total(({ tokens }) => tokens?.cacheWrite1h ?? 0),
    cacheRead: total(({ tokens }) => tokens?.cacheRead ?? 0),
    requests: best.size,
    floorRequests: best.size - exact.size,
  };
}

function sum({ tokens }: RequestEvent): number {
  return Object.values(tokens ?? {}).reduce((so, count) => so + count, 0);
}

function picked(totals: Totals): Totals {
  const { input, output, cacheWrite, cacheWrite1h, cacheRead, requests, floorRequests } = totals;
  return { input, output, cacheWrite, cacheWrite1h, cacheRead, requests, floorRequests };
}
