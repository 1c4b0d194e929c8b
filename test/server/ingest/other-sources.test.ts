import { copyFileSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  createPlace,
  documentAgent,
  edit,
  line,
  type Place,
  prompt,
  request,
  rowsAgent,
} from "./plain-agent.ts";

let place: Place;
beforeEach(() => {
  place = createPlace();
});
afterEach(() => place.end());

const keys = (): string[] => [...place.ledger.requests()].map(({ key }) => key);

test("a document that was written anew replaces what it told, but what was billed stays", async () => {
  const agents = [documentAgent];
  place.write("documents/a.json", `\ufeff${line(request("one", 1), prompt("p", 1), edit("e", 2))}`);
  await place.ingest({ agents });
  place.write("documents/a.json", line(request("two", 3), prompt("q", 3)));
  await place.ingest({ agents });
  expect(keys()).toEqual(["one", "two"]);
  expect(place.ledger.sessions()).toMatchObject([{ prompts: [3] }]);
  expect([...place.ledger.edits()]).toEqual([]);
  expect(await place.ingest({ agents })).toMatchObject({ filesRead: 0 });
});

test("a document that is no UTF-8 is named", async () => {
  place.write("documents/a.json", Buffer.from([0xff]));
  await place.ingest({
    agents: [{ ...documentAgent, parse: () => ({ events: [], skipped: [], state: { lines: 0 } }) }],
  });
  expect(place.ledger.coverage().unreadable).toMatchObject([{ reason: "not-utf8" }]);
});

describe("another program's database", () => {
  const agents = [rowsAgent];
  const open = (mode: "WAL" | "DELETE"): DatabaseSync => {
    const database = new DatabaseSync(place.write("databases/a.db", ""));
    database.exec(`PRAGMA journal_mode = ${mode}; CREATE TABLE records (id INTEGER PRIMARY KEY, data TEXT)`);
    return database;
  };
  const add = (database: DatabaseSync, key: string): void =>
    void database.prepare("INSERT INTO records (data) VALUES (?)").run(line(request(key, 1)));
  const files = (): string[] => readdirSync(join(place.folder, "databases")).toSorted();

  test("can be left in the middle: nothing of it is kept, and all of it is read next time", async () => {
    const database = open("DELETE");
    database.exec("BEGIN");
    for (let index = 0; index < 20_000; index++) add(database, `r${index}`);
    database.exec("COMMIT");
    const stop = new AbortController();
    let parsed = 0;
    if (rowsAgent.source !== "rows") throw new Error("it reads rows");
    const { parse } = rowsAgent;
    const counting = {
      ...rowsAgent,
      parse: (...given: Parameters<typeof parse>) => {
        if (parsed++ === 0) setImmediate(() => stop.abort());
        return parse(...given);
      },
    };
    expect(await place.ingest({ agents: [counting], signal: stop.signal })).toMatchObject({ aborted: true });
    expect(parsed).toBeLessThan(20_000);
    expect(keys()).toEqual([]);
    await place.ingest({ agents });
    expect(keys()).toHaveLength(20_000);
    database.close();
  });

  test("is read row by row and again when it changed; nothing is created beside it", async () => {
    const database = open("DELETE");
    add(database, "one");
    await place.ingest({ agents });
    expect([keys(), files()]).toEqual([["one"], ["a.db"]]);
    add(database, "two");
    database.exec("DELETE FROM records WHERE id = 1");
    await place.ingest({ agents });
    expect([keys(), files()]).toEqual([["one", "two"], ["a.db"]]);
    expect(await place.ingest({ agents })).toMatchObject({ filesRead: 0 });
    database.close();
  });

  test("is read with what stands in its write-ahead log alone while it is open", async () => {
    const database = open("WAL");
    add(database, "one");
    const before = files();
    await place.ingest({ agents });
    expect([keys(), files()]).toEqual([["one"], before]);
    add(database, "two");
    await place.ingest({ agents });
    expect(keys()).toEqual(["one", "two"]);
    database.close();
  });

  test("is read by way of a copy when its program died and left only the log", async () => {
    const database = open("WAL");
    add(database, "one");
    for (const end of ["", "-wal"])
      copyFileSync(join(place.folder, `databases/a.db${end}`), join(place.folder, `left${end}`));
    database.close();
    for (const end of ["", "-wal"])
      renameSync(join(place.folder, `left${end}`), join(place.folder, `databases/a.db${end}`));
    await place.ingest({ agents });
    expect([keys(), files()]).toEqual([["one"], ["a.db", "a.db-wal"]]);
  });

  test.skipIf(process.platform === "win32")("leaves no copy with a name while it is read", async () => {
    const database = open("WAL");
    database.exec("BEGIN");
    for (let n = 0; n < 3000; n++) add(database, `key ${n}`);
    database.exec("COMMIT");
    for (const end of ["", "-wal"])
      copyFileSync(join(place.folder, `databases/a.db${end}`), join(place.folder, `left${end}`));
    database.close();
    for (const end of ["", "-wal"])
      renameSync(join(place.folder, `left${end}`), join(place.folder, `databases/a.db${end}`));
    mkdirSync(join(place.folder, "tmp"));
    vi.stubEnv("TMPDIR", join(place.folder, "tmp"));
    const seen = new Set<string>();
    if (rowsAgent.source !== "rows") throw new Error("it reads rows");
    const { parse } = rowsAgent;
    const watching = {
      ...rowsAgent,
      parse: (...given: Parameters<typeof parse>) => {
        for (const name of readdirSync(join(place.folder, "tmp"))) seen.add(name);
        return parse(...given);
      },
    };
    await place.ingest({ agents: [watching] });
    vi.unstubAllEnvs();
    expect(keys()).toHaveLength(3000);
    expect([...seen]).toEqual([]);
  });

  test("that is none is named and nothing fails", async () => {
    const path = place.write("databases/a.db", "this is no database, whatever its name may say");
    expect(await place.ingest({ agents })).toMatchObject({
      unreadable: [{ path, reason: "ERR_SQLITE_ERROR" }],
    });
  });
});
