import { describe, expect, test } from "vitest";
import { joinRecords, type Placed, type Records } from "../../../server/ledger/join.ts";
import type { EditRecord, RequestRecord, SessionRecord, Standing } from "../../../server/ledger/records.ts";

const none: Records = { sessions: [], prompts: [], commands: [], requests: [], edits: [], undos: [] };
const join = (records: Partial<Records>) => joinRecords("plain", { ...none, ...records }, Math.max);
const at = (
  source: number,
  session: string,
  key: string,
  time: number,
  position = time,
): Placed<Standing> => ({
  source,
  record: { session, key, at: time, position },
});
const session = (
  id: string,
  parent: string | null = null,
  relation: "fork" | "subagent" = "fork",
): SessionRecord => ({
  session: id,
  folder: `/${id}`,
  branch: null,
  parent,
  relation: parent === null ? null : relation,
  at: 1,
});
const request = (standing: Placed<Standing>, more: Partial<RequestRecord> = {}): Placed<RequestRecord> => ({
  source: standing.source,
  record: {
    ...standing.record,
    model: "m",
    provider: null,
    tokens: { input: 1, output: 1, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    webSearches: 0,
    fast: false,
    quality: "exact",
    costUsd: null,
    sidechain: false,
    sameAs: null,
    replay: null,
    parts: [],
    ...more,
  },
});
const edit = (
  standing: Placed<Standing>,
  more: Partial<EditRecord<number>> = {},
): Placed<EditRecord<number>> => ({
  source: standing.source,
  record: { ...standing.record, stage: "result", model: null, status: "applied", change: null, ...more },
});
const owners = (records: Partial<Records>): string[] =>
  join(records).requests.map((one) => `${one.key} ${one.session}`);

describe("a request in several sessions", () => {
  test("counts for the one that has it first", () => {
    expect(owners({ requests: [request(at(1, "late", "k", 5)), request(at(2, "early", "k", 4))] })).toEqual([
      "k early",
    ]);
  });

  test("at the same time, not for the fork", () => {
    const requests = [request(at(1, "a-fork", "k", 4)), request(at(2, "origin", "k", 4))];
    expect(owners({ sessions: [session("a-fork", "origin")], requests })).toEqual(["k origin"]);
    expect(owners({ requests })).toEqual(["k a-fork"]);
  });

  test("at the same time, for the one that went on by itself earlier", () => {
    const copies = [request(at(1, "a", "k", 4)), request(at(2, "b", "k", 4))];
    expect(owners({ requests: [...copies, request(at(1, "a", "own", 9))] })).toEqual(["k b", "own a"]);
    const both = [...copies, request(at(1, "a", "own a", 9)), request(at(2, "b", "own b", 8))];
    expect(owners({ requests: both })).toEqual(["k b", "own b b", "own a a"]);
  });

  test("takes the largest count; a session with copies alone is none", () => {
    const more = {
      tokens: { input: 1, output: 9, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
      quality: "floor" as const,
    };
    const joined = join({ requests: [request(at(1, "a", "k", 1)), request(at(2, "b", "k", 2), more)] });
    expect(joined.requests).toMatchObject([{ session: "a", tokens: { output: 9 }, quality: "exact" }]);
    expect(joined.sessions.map((one) => one.session)).toEqual(["a"]);
  });
});

test("a side conversation's replay of a request gives way to the main one", () => {
  const side = { sidechain: true, sameAs: 7 };
  const requests = [request(at(1, "s", "side", 1), side), request(at(1, "s", "main", 2), { sameAs: 7 })];
  expect(owners({ requests })).toEqual(["main s"]);
  expect(owners({ requests: requests.slice(0, 1) })).toEqual(["side s"]);
});

test("a subagent's work belongs to the session that started it, and its prompts open no turn", () => {
  const joined = join({
    sessions: [
      session("root"),
      session("child", "root", "subagent"),
      session("grandchild", "child", "subagent"),
    ],
    prompts: [at(1, "root", "p", 1), at(2, "child", "task", 2)],
    requests: [request(at(3, "grandchild", "k", 3))],
    commands: [at(2, "child", "c", 4)],
  });
  expect(joined.sessions).toEqual([
    {
      agent: "plain",
      session: "root",
      started: 1,
      ended: 4,
      folders: ["/child", "/grandchild", "/root"],
      branch: null,
      prompts: [1],
      commands: [4],
    },
  ]);
  expect(joined.requests).toMatchObject([{ session: "root" }]);
});

test("sessions that are each other's subagents end somewhere", () => {
  const sessions = [session("a", "b", "subagent"), session("b", "a", "subagent")];
  expect(owners({ sessions, requests: [request(at(1, "a", "k", 1))] })).toHaveLength(1);
});

describe("a fork's replay", () => {
  const step = (source: number, id: string, replay: number, position: number) =>
    request(at(source, id, `${id}${position}`, source * 100 + position, position), { replay });

  test("of its parent counts for nothing, nor what stands before its end", () => {
    const joined = join({
      sessions: [session("parent"), session("child", "parent")],
      requests: [
        step(1, "parent", 11, 1),
        step(1, "parent", 12, 2),
        step(1, "parent", 13, 3),
        step(2, "child", 11, 1),
        step(2, "child", 12, 3),
        step(2, "child", 14, 5),
        step(2, "child", 13, 6),
      ],
      prompts: [at(2, "child", "copied", 201, 2), at(2, "child", "own", 204, 4)],
    });
    expect(joined.requests.map(({ key }) => key)).toEqual([
      "parent1",
      "parent2",
      "parent3",
      "child5",
      "child6",
    ]);
    expect(joined.sessions.find((one) => one.session === "child")?.prompts).toEqual([204]);
  });

  test("of a parent that left no file counts once, for the oldest", () => {
    const sessions = [session("x", "gone"), session("y", "gone"), session("z", "gone")];
    const requests = [
      step(2, "y", 1, 1),
      step(2, "y", 2, 2),
      step(1, "x", 1, 1),
      step(1, "x", 3, 2),
      step(3, "z", 1, 1),
      step(3, "z", 2, 2),
    ];
    expect(owners({ sessions, requests })).toEqual(["x1 x", "x2 x", "y2 y"]);
  });

  test("is no reason to drop equal counts of strangers", () => {
    expect(owners({ requests: [step(1, "x", 1, 1), step(2, "y", 1, 1)] })).toHaveLength(2);
  });
});

describe("an edit", () => {
  const call = { stage: "call" as const, status: "unknown" as const, model: "m", change: 1 };

  test("takes its model from the call and its files from the result, where it has any", () => {
    const edits = [edit(at(1, "s", "e", 1), call), edit(at(1, "s", "e", 2), { change: 2 })];
    expect(join({ edits }).edits).toMatchObject([{ at: 2, model: "m", change: 2, undone: false }]);
    expect(join({ edits: [...edits.slice(0, 1), edit(at(1, "s", "e", 2))] }).edits).toMatchObject([
      { change: 1 },
    ]);
  });

  test("that failed or was refused in any file is none, and no unseen change", () => {
    const edits = [
      edit(at(1, "s", "e", 1), call),
      edit(at(1, "s", "e", 2)),
      edit(at(2, "s", "e", 2), { status: "failed" }),
    ];
    expect(join({ edits })).toMatchObject({ edits: [], sessions: [] });
  });

  test("without any result is an unseen change", () => {
    const joined = join({ edits: [edit(at(1, "s", "e", 1), call)] });
    expect(joined).toMatchObject({ edits: [], sessions: [{ commands: [1] }] });
    expect(join({ edits: [edit(at(1, "s", "e", 1), call), edit(at(2, "s", "e", 2))] }).edits).toHaveLength(1);
  });

  test("that was undone says so", () => {
    const undos = [{ source: 1, record: { ...at(1, "s", "u", 9).record, edit: "e" } }];
    expect(join({ edits: [edit(at(1, "s", "e", 1)), edit(at(1, "s", "f", 2))], undos }).edits).toMatchObject([
      { key: "e", undone: true },
      { key: "f", undone: false },
    ]);
  });
});
