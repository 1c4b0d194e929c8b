import { appendFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AgentEvent } from "../../../server/agents/agent.ts";
import { openLedger } from "../../../server/ledger/ledger.ts";
import {
  createPlace,
  edit,
  file,
  KEY,
  line,
  type Place,
  plainAgent,
  request,
  viewsOf,
} from "../ingest/plain-agent.ts";

let place: Place;
beforeEach(() => {
  place = createPlace();
});
afterEach(() => place.end());

/** All that a session tells, its own name in everything: folder, branch, model, paths, keys. */
const story = (session: string, from = 1): AgentEvent[] => [
  { kind: "session", session, at: from, cwd: `/w/${session}`, branch: `${session}-branch`, parent: null },
  { kind: "prompt", session, key: `${session}-prompt`, at: from, text: null },
  { kind: "command", session, key: `${session}-command`, at: from + 1 },
  request(`${session}-request`, from + 2, { session, model: `${session}-model` }),
  edit(`${session}-edit`, from + 3, {
    session,
    files: [file(`/w/${session}/a.ts`, `${session} one\ntwo\n`, `${session} one\n2\n`)],
  }),
  { kind: "undo", session, key: `${session}-undo`, at: from + 4, edits: [`${session}-edit`] },
];

const bytes = (): Buffer => {
  const folder = join(place.folder, "ledger");
  return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
};

const forget = (sessions: readonly string[], edits: readonly string[] = []): void =>
  place.ledger.forget([{ agent: "plain", sessions: new Set(sessions), edits: new Set(edits) }]);

/** The views of a ledger that read only these events, each list a file. */
async function viewsOfOnly(files: Readonly<Record<string, readonly AgentEvent[]>>): Promise<unknown> {
  const other = createPlace();
  for (const [name, events] of Object.entries(files)) other.write(name, line(...events));
  await other.ingest();
  const views = viewsOf(other.ledger);
  other.end();
  return views;
}

test("of a session nothing is left, and the others stay as they were", async () => {
  place.write("logs/zebra.jsonl", line(...story("zebra")));
  place.write("logs/quokka.jsonl", line(...story("quokka", 100)));
  await place.ingest();
  place.ledger.derived.put("/r", "lines", Buffer.from("zebra"));
  expect(bytes().includes("zebra")).toBe(true);
  forget(["zebra"]);
  expect(bytes().includes("zebra")).toBe(false);
  expect(viewsOf(place.ledger)).toEqual(await viewsOfOnly({ "logs/quokka.jsonl": story("quokka", 100) }));
});

test("it is not taken in again: not by the next run, nor when it goes on, nor when all is read anew", async () => {
  const path = place.write("logs/zebra.jsonl", line(...story("zebra")));
  place.write("logs/quokka.jsonl", line(...story("quokka", 100)));
  await place.ingest();
  forget(["zebra"]);
  const kept = viewsOf(place.ledger);
  await place.ingest();
  appendFileSync(path, line(request("zebra-more", 50, { session: "zebra" })));
  await place.ingest();
  place.write("logs/copy.jsonl", line(...story("zebra")));
  const newer = { ...plainAgent, version: 2 };
  await place.ingest({ agents: [newer] });
  expect(viewsOf(place.ledger)).toEqual(kept);
  expect(bytes().includes("zebra-request")).toBe(false);
});

test("a file that holds other sessions, too, keeps those", async () => {
  place.write("logs/both.jsonl", line(...story("zebra")) + line(...story("quokka", 100)));
  await place.ingest();
  forget(["zebra"]);
  const quokka = await viewsOfOnly({ "logs/both.jsonl": story("quokka", 100) });
  expect(viewsOf(place.ledger)).toEqual(quokka);
  appendFileSync(join(place.folder, "logs/both.jsonl"), line(request("more", 200, { session: "quokka" })));
  await place.ingest();
  expect([...place.ledger.requests()].map(({ key }) => key)).toEqual(["quokka-request", "more"]);
  expect(bytes().includes("zebra")).toBe(false);
});

test("what a fork repeats of it goes with it, and the fork's own stays", async () => {
  const parent = { session: "zebra", relation: "fork" } as const;
  const copied = story("zebra").map((event) => ({ ...event, session: "fork" }));
  const own = request("own", 50, { session: "fork" });
  place.write("logs/zebra.jsonl", line(...story("zebra")));
  place.write(
    "logs/fork.jsonl",
    line(
      { kind: "session", session: "fork", at: 1, cwd: "/w", branch: null, parent },
      ...copied.slice(1),
      own,
    ),
  );
  await place.ingest();
  forget(["zebra"]);
  expect([...place.ledger.requests()].map(({ key, session }) => [key, session])).toEqual([["own", "fork"]]);
  expect([...place.ledger.edits()]).toEqual([]);
  expect(bytes().includes("zebra")).toBe(false);
  await place.ingest({ agents: [{ ...plainAgent, version: 2 }] });
  expect([...place.ledger.requests()].map(({ key }) => key)).toEqual(["own"]);
  expect(bytes().includes("zebra-request")).toBe(false);
});

test("its subagents go with it, also those that come later", async () => {
  const parent = { session: "zebra", relation: "subagent" } as const;
  const helper = (name: string): AgentEvent[] => [
    { kind: "session", session: name, at: 1, cwd: "/w", branch: null, parent },
    request(`${name}-request`, 2, { session: name }),
  ];
  place.write("logs/zebra.jsonl", line(...story("zebra")));
  place.write("logs/first.jsonl", line(...helper("first")));
  await place.ingest();
  forget(["zebra"]);
  place.write(
    "logs/second.jsonl",
    line(...helper("second")) + line(request("later", 9, { session: "second" })),
  );
  await place.ingest();
  expect([...place.ledger.requests()]).toEqual([]);
  expect(place.ledger.sessions()).toEqual([]);
});

test("single edits of other sessions", async () => {
  place.write("logs/a.jsonl", line(...story("zebra"), edit("other", 9, { session: "zebra" })));
  await place.ingest();
  forget([], ["zebra-edit"]);
  expect([...place.ledger.edits()].map(({ key }) => key)).toEqual(["other"]);
  expect([...place.ledger.requests()]).toHaveLength(1);
  expect(bytes().includes("/w/zebra/a.ts")).toBe(false);
});

test("everything: nothing is left, and the next run begins anew", async () => {
  place.write("logs/zebra.jsonl", line(...story("zebra")));
  await place.ingest();
  const before = viewsOf(place.ledger);
  forget(["zebra"]);
  place.ledger.forget("everything");
  expect(bytes().includes("zebra")).toBe(false);
  expect(viewsOf(place.ledger)).toEqual({ sessions: [], requests: [], edits: [] });
  await place.ingest();
  expect(viewsOf(place.ledger)).toEqual(before);
});

test("a process that was running meanwhile writes no word of what it remembers", async () => {
  place.write("logs/zebra.jsonl", line(...story("zebra")));
  const other = openLedger(join(place.folder, "ledger"), KEY);
  await place.ingest({ ledger: other });
  forget(["zebra"]);
  // The other knows numbers of names that are gone.
  place.write(
    "logs/quokka.jsonl",
    line(...story("quokka", 100), request("r", 200, { session: "quokka", model: "zebra-model" })),
  );
  await place.ingest({ ledger: other });
  const expected = await viewsOfOnly({
    "logs/quokka.jsonl": [
      ...story("quokka", 100),
      request("r", 200, { session: "quokka", model: "zebra-model" }),
    ],
  });
  expect(viewsOf(other)).toEqual(expected);
  expect(viewsOf(place.ledger)).toEqual(expected);
  other.close();
});

/** What a process that opened the ledger before still writes once it has been erased elsewhere. */
function writeLate(forgetting: () => void) {
  const other = openLedger(join(place.folder, "ledger"), KEY);
  other.derived.put("/r", "before", Buffer.from("1"));
  forgetting();
  other.derived.put("/w/zebra", "late", Buffer.from("zebra"));
  other.places.put({ folder: "/w/zebra", roots: ["1"] });
  const read = [other.derived.get("/r", "before"), other.derived.get("/w/zebra", "late"), other.places.all()];
  other.close();
  return read;
}

test.each([
  ["everything", () => place.ledger.forget("everything")],
  ["one session", () => forget(["zebra"])],
])("%s: a process that was drawing from it meanwhile keeps nothing of it", async (_, forgetting) => {
  place.write("logs/zebra.jsonl", line(...story("zebra")));
  await place.ingest();
  expect(writeLate(forgetting)).toEqual([null, null, []]);
  expect(bytes().includes("zebra")).toBe(false);
  // Who forgot it, and whoever opens the ledger from now on, keeps what it makes.
  place.ledger.derived.put("/r", "new", Buffer.from("1"));
  place.ledger.places.put({ folder: "/w/quokka", roots: ["1"] });
  const next = openLedger(join(place.folder, "ledger"), KEY);
  next.derived.put("/r", "newer", Buffer.from("1"));
  expect(next.derived.get("/r", "new")).not.toBeNull();
  expect(next.derived.get("/r", "newer")).not.toBeNull();
  expect(next.places.all()).toHaveLength(1);
  next.close();
});

test("whatever is forgotten in whatever order, the rest is as if it had never been", async () => {
  const sessions = ["s1", "s2", "s3", "s4"];
  const files = fc.array(fc.shuffledSubarray(sessions, { minLength: 1 }), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(files, fc.shuffledSubarray(sessions), async (told, gone) => {
      const own = createPlace();
      const rest = createPlace();
      told.forEach((names, index) => {
        const stories = (left: readonly string[]): string =>
          left.map((name) => line(...story(name, 10 * sessions.indexOf(name)))).join("");
        own.write(`logs/${index}.jsonl`, stories(names));
        rest.write(`logs/${index}.jsonl`, stories(names.filter((name) => !gone.includes(name))));
      });
      await own.ingest();
      for (const name of gone) {
        own.ledger.forget([{ agent: "plain", sessions: new Set([name]), edits: new Set() }]);
        await own.ingest();
      }
      await rest.ingest();
      expect(viewsOf(own.ledger)).toEqual(viewsOf(rest.ledger));
      const database = new DatabaseSync(join(own.folder, "ledger/ledger.sqlite"), { readOnly: true });
      const names = database
        .prepare("SELECT name FROM names")
        .all()
        .map(({ name }) => String(name));
      expect(names.filter((name) => gone.some((session) => name.includes(session)))).toEqual([]);
      database.close();
      own.end();
      rest.end();
    }),
    { numRuns: 40 },
  );
});
