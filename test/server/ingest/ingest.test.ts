import {
  appendFileSync,
  chmodSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLedger } from "../../../server/ledger/ledger.ts";
import { asOrdinaryUser } from "../../harness/ordinary-user.ts";
import {
  createPlace,
  edit,
  KEY,
  line,
  type Place,
  plainAgent,
  prompt,
  request,
  viewsOf,
} from "./plain-agent.ts";

let place: Place;
beforeEach(() => {
  place = createPlace();
});
afterEach(() => place.end());

const floor = {
  quality: "floor",
  tokens: { input: 5, output: 1, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
} as const;

const STORY = [
  line({ kind: "session", session: "s", at: 1, cwd: "/w", branch: "main", parent: null }, prompt("p1", 1)),
  line(request("r1", 2, { ...floor, visible: "höhe" })),
  line(request("r1", 2, { ...floor, visible: "and more" })),
  line(edit("e1", 3, { stage: "call", status: "unknown", model: "m" })),
  "not for us\n\n",
  line(edit("e1", 4)),
  line(
    { kind: "command", key: "c", session: "s", at: 5 },
    { kind: "undo", key: "u", session: "s", at: 6, edits: ["e1"] },
  ),
].join("");

async function told(...steps: readonly string[]): Promise<unknown> {
  const other = createPlace();
  for (const text of steps) {
    other.write("logs/a.jsonl", text);
    await other.ingest();
  }
  const views = viewsOf(other.ledger);
  other.end();
  return views;
}

const keys = (): string[] => [...place.ledger.requests()].map(({ key }) => key);

describe("what a file tells", () => {
  test("is joined into sessions, requests and edits", async () => {
    place.write("logs/a.jsonl", STORY);
    await place.ingest();
    expect(viewsOf(place.ledger)).toMatchObject({
      sessions: [
        { session: "s", started: 1, ended: 5, folders: ["/w"], branch: "main", prompts: [1], commands: [5] },
      ],
      requests: [{ key: "r1", at: 2, quality: "floor", estimatedInput: 0, estimatedOutput: 4 + 8 - 1 }],
      edits: [
        {
          key: "e1",
          at: 4,
          model: "m",
          undone: true,
          files: [{ path: "/w/a.ts", hunks: [{ oldStart: 2, signs: "-+" }] }],
        },
      ],
    });
  });

  test("is the same when it is read twice", async () => {
    place.write("logs/a.jsonl", STORY);
    await place.ingest();
    const before = viewsOf(place.ledger);
    utimesSync(join(place.folder, "logs/a.jsonl"), 1, 1);
    expect(await place.ingest()).toMatchObject({ files: 1, filesRead: 1, bytesRead: 0 });
    expect(viewsOf(place.ledger)).toEqual(before);
    expect(await place.ingest()).toMatchObject({ files: 1, filesRead: 0 });
  });

  test("is the same wherever the first read ended", async () => {
    const bytes = Buffer.from(STORY);
    const whole = await told(STORY);
    const shared = createPlace();
    for (let end = 0; end <= bytes.length; end++) {
      const name = "logs/a.jsonl";
      shared.write(name, bytes.subarray(0, end));
      await shared.ingest();
      shared.write(name, bytes);
      await shared.ingest();
      expect(viewsOf(shared.ledger), `split at ${end}`).toEqual(whole);
    }
    shared.end();
  }, 60_000);

  test("is the same after a newer agent has read it again", async () => {
    place.write("logs/a.jsonl", STORY);
    await place.ingest();
    const before = viewsOf(place.ledger);
    expect(await place.ingest({ agents: [{ ...plainAgent, version: 2 }] })).toMatchObject({ filesRead: 1 });
    expect(viewsOf(place.ledger)).toEqual(before);
  });
});

describe("what happens to files", () => {
  const one = line(request("one", 1));
  const two = line(request("two", 2));

  test("growing: only what is new is read", async () => {
    const path = place.write("logs/a.jsonl", one);
    await place.ingest();
    appendFileSync(path, two);
    expect(await place.ingest()).toMatchObject({ bytesRead: two.length });
    expect(keys()).toEqual(["one", "two"]);
  });

  test("shrinking: what is gone is withdrawn", async () => {
    const path = place.write("logs/a.jsonl", one + two);
    await place.ingest();
    place.write("logs/a.jsonl", one);
    await place.ingest();
    expect(keys()).toEqual(["one"]);
    place.write("logs/a.jsonl", "");
    await place.ingest();
    expect(keys()).toEqual([]);
    expect(statSync(path).size).toBe(0);
  });

  test("being rewritten with the same length", async () => {
    place.write("logs/a.jsonl", one);
    await place.ingest();
    place.write("logs/a.jsonl", one.replace("one", "uno"));
    await place.ingest();
    expect(keys()).toEqual(["uno"]);
  });

  test("being replaced by another with the same beginning", async () => {
    place.write("logs/a.jsonl", one);
    await place.ingest();
    const draft = place.write("logs/draft", one + two);
    renameSync(draft, join(place.folder, "logs/a.jsonl"));
    expect(await place.ingest()).toMatchObject({ bytesRead: two.length });
    expect(keys()).toEqual(["one", "two"]);
  });

  test("being moved: nothing is read again", async () => {
    const path = place.write("logs/a.jsonl", one);
    await place.ingest();
    renameSync(path, join(place.folder, "logs/b.jsonl"));
    expect(await place.ingest()).toMatchObject({ bytesRead: 0 });
    expect(place.ledger.store.sources()).toMatchObject([
      { path: expect.stringMatching(/b\.jsonl$/), gone: false },
    ]);
    expect(keys()).toEqual(["one"]);
  });

  test("vanishing: what was told stays, and is not counted twice when it comes back", async () => {
    const path = place.write("logs/a.jsonl", one);
    await place.ingest();
    rmSync(path);
    expect(await place.ingest()).toMatchObject({ files: 0 });
    expect(place.ledger.store.sources()).toMatchObject([{ gone: true }]);
    place.write("logs/a.jsonl", one);
    await place.ingest();
    expect(keys()).toEqual(["one"]);
    expect(place.ledger.store.sources()).toMatchObject([{ gone: false }]);
  });

  test("being linked: each is read once, and a link that leads up ends", async () => {
    place.write("logs/a.jsonl", one);
    symlinkSync(join(place.folder, "logs"), join(place.folder, "logs/loop"));
    symlinkSync(join(place.folder, "logs/a.jsonl"), join(place.folder, "logs/b.jsonl"));
    expect(await place.ingest()).toMatchObject({ files: 1, filesRead: 1 });
  });

  test("holding what the agent does not understand: each record is counted", async () => {
    place.write("logs/a.jsonl", one);
    place.write("logs/b.jsonl", '{"events": broken\n');
    await place.ingest();
    expect(keys()).toEqual(["one"]);
    expect(place.ledger.coverage()).toMatchObject({ skippedRecords: 1, skippedByReason: { "not-json": 1 } });
  });

  test("being closed to us: it is named and the rest is read", async () => {
    const path = place.write("logs/a.jsonl", one);
    chmodSync(path, 0);
    place.write("logs/b.jsonl", two);
    const told = await asOrdinaryUser(place.folder, () => place.ingest());
    expect(told).toMatchObject({ filesRead: 1, unreadable: [{ path, reason: "EACCES" }] });
    expect(keys()).toEqual(["two"]);
  });
});

describe("what lines hold", () => {
  const read = async (...pieces: readonly (string | Uint8Array)[]): Promise<void> => {
    place.write("logs/a.jsonl", Buffer.concat(pieces.map((piece) => Buffer.from(piece))));
    await place.ingest({ mostLineBytes: 2000 });
  };

  test("a byte order mark and CRLF", async () => {
    await read(
      `\ufeff${line(request("one", 1)).replace("\n", "\r\n")}`,
      line(request("two", 2)).replace("\n", "\r\n"),
    );
    expect(keys()).toEqual(["one", "two"]);
    expect(place.ledger.coverage().skippedRecords).toBe(0);
  });

  test("zeros after a loss of power, and what was appended behind them", async () => {
    await read(line(request("one", 1)), line(request("lost", 2)).slice(0, 60), Buffer.alloc(50));
    expect(keys()).toEqual(["one"]);
    appendFileSync(join(place.folder, "logs/a.jsonl"), line(request("two", 2)));
    await place.ingest();
    expect(keys()).toEqual(["one", "two"]);
    expect(place.ledger.coverage().unreadable).toMatchObject([
      { offset: line(request("one", 1)).length, reason: "cut-off" },
    ]);
  });

  test("bytes that are no UTF-8", async () => {
    await read(
      line(request("one", 1)),
      '{"events":"',
      Buffer.from([0xff, 0xfe]),
      '"}\n',
      line(request("two", 2)),
    );
    expect(keys()).toEqual(["one", "two"]);
    expect(place.ledger.coverage().unreadable).toMatchObject([{ reason: "not-utf8" }]);
  });

  test("a line that is too long, in the middle and unfinished at the end", async () => {
    const long = `{"events":[],"x":"${"x".repeat(5000)}"}`;
    await read(line(request("one", 1)), `${long}\n`, line(request("two", 2)), long);
    expect(keys()).toEqual(["one", "two"]);
    expect(place.ledger.coverage().unreadable).toMatchObject([
      {
        path: expect.stringMatching(/a\.jsonl$/),
        offset: line(request("one", 1)).length,
        reason: "line-too-long",
      },
      { reason: "line-too-long" },
    ]);
  });

  test("a last line without an end counts, and counts once when it gets one", async () => {
    await read(line(request("one", 1)).trimEnd());
    expect(keys()).toEqual(["one"]);
    await read(line(request("one", 1)), line(request("two", 2)).slice(0, -2));
    expect(keys()).toEqual(["one"]);
  });
});

describe("being stopped", () => {
  test("in the middle of a file, it keeps what was read and reads the rest next time", async () => {
    const lines = Array.from({ length: 50 }, (_, index) =>
      line(request(`r${index}`, index), prompt(`p${index}`, index)),
    );
    place.write("logs/a.jsonl", lines.join(""));
    place.write("logs/b.jsonl", line(request("b", 1)));
    const stop = new AbortController();
    const agent = {
      ...plainAgent,
      parse: (text: string, state: Parameters<typeof plainAgent.parse>[1]) => {
        if (text.includes('"r20"')) stop.abort();
        return plainAgent.parse(text, state);
      },
    };
    expect(await place.ingest({ agents: [agent], signal: stop.signal })).toMatchObject({ aborted: true });
    expect(keys()).toHaveLength(21);
    expect(await place.ingest()).toMatchObject({
      aborted: false,
      bytesRead: lines.slice(21).join("").length + line(request("b", 1)).length,
    });
    expect(viewsOf(place.ledger)).toEqual(await undisturbed(lines));
  });

  test("by a signal that comes while it reads a file of slow lines or counts tokens", async () => {
    const spin = (milliseconds: number): void => {
      for (const end = performance.now() + milliseconds; performance.now() < end;);
    };
    const slow = {
      ...plainAgent,
      parse: (...given: Parameters<typeof plainAgent.parse>) => (spin(1), plainAgent.parse(...given)),
    };
    const lines = Array.from({ length: 400 }, (_, i) =>
      line(request(`r${i}`, i, { ...floor, visible: `${i} ${"x".repeat(2000)}` })),
    );
    place.write("logs/a.jsonl", lines.join(""));
    let turns = 0;
    const tick = (): void => {
      turns++;
      timer = setImmediate(tick);
    };
    let timer = setImmediate(tick);
    const countTokens = (text: string): number => (spin(0.5), text.length);
    await place.ingest({ agents: [slow], countTokens });
    clearImmediate(timer);
    expect(keys()).toHaveLength(400);
    // Together they take more than a second, and others are to have their turn every 15 ms.
    expect(turns).toBeGreaterThan(30);
  });

  test("before it begins, it reads nothing", async () => {
    place.write("logs/a.jsonl", STORY);
    expect(await place.ingest({ signal: AbortSignal.abort() })).toMatchObject({
      aborted: true,
      filesRead: 0,
    });
    expect(keys()).toEqual([]);
  });

  async function undisturbed(lines: readonly string[]): Promise<unknown> {
    const other = createPlace();
    other.write("logs/a.jsonl", lines.join(""));
    other.write("logs/b.jsonl", line(request("b", 1)));
    await other.ingest();
    const views = viewsOf(other.ledger);
    other.end();
    return views;
  }

  test("it tells how far it is", async () => {
    place.write("logs/a.jsonl", STORY);
    place.write("logs/b.jsonl", line(request("b", 1)));
    const seen: number[] = [];
    const total = Buffer.byteLength(STORY) + line(request("b", 1)).length;
    await place.ingest({
      onProgress: ({ bytesDone, bytesTotal }) => {
        expect(bytesTotal).toBe(total);
        seen.push(bytesDone);
      },
    });
    expect(seen).toEqual([Buffer.byteLength(STORY), total]);
  });
});

test("what is erased while it waits is not read again, unless it is asked to", async () => {
  place.write("logs/a.jsonl", STORY);
  const other = openLedger(join(place.folder, "ledger"), KEY);
  const waiting = await place.ledger.lease.hold(async () => {
    const asked = place.ingest({ ledger: other, resume: false });
    place.ledger.forget("everything");
    return { asked };
  }, {});
  expect(await waiting?.asked).toMatchObject({ erased: true, files: 0 });
  expect(await place.ingest({ resume: false })).toMatchObject({ erased: true, files: 0 });
  expect([...other.requests()]).toEqual([]);
  expect(await place.ingest()).toMatchObject({ erased: false, files: 1 });
  // It was asked for: from now on it is read as usual.
  expect(await place.ingest({ resume: false })).toMatchObject({ erased: false, files: 1 });
  other.close();
});

test("nothing is created beside the logs", async () => {
  place.write("logs/a.jsonl", STORY);
  await place.ingest();
  expect(readdirSync(join(place.folder, "logs"))).toEqual(["a.jsonl"]);
  expect(existsSync(join(place.folder, "ledger/ledger.sqlite"))).toBe(true);
});
