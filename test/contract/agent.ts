// What every adapter of an agent must satisfy. Cases lie in test/fixtures/agents/<agent>/<case>: an `input.*` (below
// folders, if the path matters) and the events that must come of it, `expected.json`; `vitest -u` writes those anew.
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Agent, AgentEvent, Parsed } from "../../server/agents/agent.ts";
import { AGENT_FIXTURES, casesOf, type AgentCase } from "../harness/agent-fixtures.ts";
import { eventFault } from "./event-fault.ts";
import { hostileRecord, hostileTexts, mutated } from "./hostile.ts";

/** Stands in every prompt and every source text of the fixtures, and nowhere else in them: it may reach no state. */
export const SECRET = "sesame";
/** A state is stored for every file of a log. */
const MOST_BYTES_OF_STATE = 64_000;

type Reader = {
  start(path: string): unknown;
  /** One line, document or row (as JSON), in the text it is kept in. */
  read(record: string, state: unknown): Parsed<unknown>;
};

/** Declares the tests of one adapter. */
export function testAgent(agent: Agent<unknown>): void {
  const reader = readerOf(agent);
  const cases = casesOf(agent);
  const records = cases.flatMap((one) => one.records);
  const seeds = records.length > 0 ? records : ["{}"];

  describe(`agent ${agent.id}`, () => {
    it("has an id, a label, a version and places to look in", () => {
      expect(agent.id).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(agent.label).not.toBe("");
      expect(agent.version).toBeGreaterThan(0);
      for (const platform of ["linux", "darwin", "win32"] as const) {
        const places = agent.where({ home: "/home/someone", env: {}, platform });
        expect(new Set(places.map(({ folder }) => folder)).size).toBe(places.length);
        for (const { folder, matches } of places) {
          expect(folder).toMatch(/^\/home\/someone\//);
          expect(matches("unrelated.png")).toBe(false);
        }
      }
    });

    it("has cases that hold the secret", () => {
      expect(cases.map(({ name }) => name)).not.toEqual([]);
      expect(records.some((record) => record.includes(SECRET))).toBe(true);
    });

    it.each(cases)("reads $name", async (one) => {
      const { events, skipped } = readAll(reader, one);
      expect(events.map(eventFault).filter((fault) => fault !== null)).toEqual([]);
      await expect(`${JSON.stringify({ events, skipped }, null, 2)}\n`).toMatchFileSnapshot(
        join(AGENT_FIXTURES, agent.id, one.name, "expected.json"),
      );
    });

    it.each(cases)("goes on in $name from a state that was stored", (one) => {
      const stored = readAll(reader, one, (state) => {
        const json = JSON.stringify(state);
        expect(json).not.toContain(SECRET);
        expect(json.length).toBeLessThan(MOST_BYTES_OF_STATE);
        expect(JSON.parse(json)).toEqual(state);
        return deepFrozen(JSON.parse(json));
      });
      expect(stored).toEqual(readAll(reader, one));
    });

    it.each(cases)("loses no event of $name by its needles", (one) => {
      const needles = agent.source === "lines" ? agent.needles : [""];
      const kept = one.records.filter((record) => needles.some((needle) => record.includes(needle)));
      expect(readAll(reader, { ...one, records: kept }).events).toEqual(readAll(reader, one).events);
    });

    it.runIf(agent.source === "lines")("skips what it doesn't know, and counts it", () => {
      for (const record of [
        '{"type":"no-such-type","payload":{},"sessionId":"s"}',
        "no json",
        "[]",
        "7",
        '{"a":',
      ])
        expect(reader.read(record, reader.start("/logs/x.jsonl"))).toMatchObject({
          events: [],
          skipped: [expect.stringMatching(/^[a-z-]+$/)],
        });
    });

    it("takes any text", () => {
      fc.assert(
        fc.property(hostileTexts(seeds), (texts) => readHostile(reader, texts)),
        { numRuns: 300 },
      );
    });

    it("takes any value in any place of a record", () => {
      const odd = fc.constantFrom(...seeds).chain((record) => mutated(record));
      const runs = fc.array(fc.oneof(odd, odd, hostileRecord()), { minLength: 1, maxLength: 6 });
      fc.assert(
        fc.property(runs, (texts) => readHostile(reader, texts)),
        { numRuns: 1500 },
      );
    });

    it("keeps its state small however much stays open", () => {
      let state = reader.start("/logs/x.jsonl");
      for (let round = 0; round < 400; round++)
        for (const record of records.slice(0, 40))
          state = reader.read(record.replaceAll(/\d/g, String(round % 10)), state).state;
      expect(JSON.stringify(state).length).toBeLessThan(MOST_BYTES_OF_STATE);
    });
  });
}

function readerOf(agent: Agent<unknown>): Reader {
  const start = (path: string): unknown => agent.start({ path, at: Date.UTC(2026, 0, 1) });
  if (agent.source !== "rows") return { start, read: (record, state) => agent.parse(record, state) };
  return {
    start,
    read: (record, state) => {
      const row: unknown = jsonOr(record, {});
      return agent.parse(
        typeof row === "object" && row !== null ? (row as Record<string, unknown>) : { row },
        state,
      );
    },
  };
}

function readAll(reader: Reader, { path, records }: AgentCase, between = (state: unknown): unknown => state) {
  const events: AgentEvent[] = [];
  const skipped: string[] = [];
  let state = reader.start(`/logs/${path}`);
  for (const record of records) {
    const parsed = reader.read(record, between(state));
    events.push(...parsed.events);
    skipped.push(...parsed.skipped);
    state = parsed.state;
  }
  return { events, skipped };
}

/** Reads hostile texts: whatever comes of them must be well-formed, and nothing else may have changed. */
function readHostile(reader: Reader, texts: readonly string[]): void {
  let state = reader.start("/logs/x.jsonl");
  for (const text of texts) {
    const parsed = reader.read(text, deepFrozen(state));
    expect(parsed.events.map(eventFault).filter((fault) => fault !== null)).toEqual([]);
    expect(parsed.skipped.every((reason) => /^[a-z-]{1,40}$/.test(reason))).toBe(true);
    expect(JSON.stringify(parsed.state).length).toBeLessThan(MOST_BYTES_OF_STATE);
    state = JSON.parse(JSON.stringify(parsed.state));
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
}

function jsonOr(text: string, fallback: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fallback;
  }
}

function deepFrozen<T>(value: T): T {
  if (typeof value === "object" && value !== null)
    for (const part of Object.values(Object.freeze(value))) deepFrozen(part);
  return value;
}
