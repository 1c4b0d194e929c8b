import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Ledger, openLedger } from "../../../server/ledger/ledger.ts";
import { steps } from "../../../server/ledger/schema.ts";
import { createPlace, edit, KEY, line, type Place, request, viewsOf } from "../ingest/plain-agent.ts";

let place: Place;
let folder: string;
beforeEach(async () => {
  place = createPlace();
  folder = join(place.folder, "ledger");
  place.write("logs/a.jsonl", line(request("one", 1), edit("e1", 2)));
  await place.ingest();
  place.ledger.close();
});
afterEach(() => place.end());

const path = (): string => join(folder, "ledger.sqlite");

/** Opens it anew, and says what came of that. */
async function reopened(key = KEY) {
  const ledger: Ledger = openLedger(folder, key);
  const { setAside } = ledger;
  const before = [...ledger.requests()].length;
  await place.ingest({ ledger });
  const views = viewsOf(ledger);
  ledger.close();
  return { setAside, before, views };
}

async function checkSetAside(bytes: Buffer, reason: string, key = KEY): Promise<void> {
  const { setAside, before, views } = await reopened(key);
  expect(setAside).toMatchObject({ reason });
  const aside = setAside?.folder ?? "";
  expect(readFileSync(join(aside, "ledger.sqlite")).equals(bytes)).toBe(true);
  expect(statSync(aside).mode & 0o077).toBe(0);
  expect(before).toBe(0);
  expect(views).toMatchObject({ requests: [{ key: "one" }], edits: [{ key: "e1" }] });
  const again = await reopened(key);
  expect(again).toMatchObject({ setAside: null, before: 1 });
}

test("a sound ledger stays where it is", async () => {
  expect(await reopened()).toMatchObject({ setAside: null, before: 1 });
  expect(existsSync(join(folder, "set-aside"))).toBe(false);
});

describe("a file that can't be used is kept beside a new ledger", () => {
  test("which is no database", async () => {
    const bytes = Buffer.from("Dear diary, ".repeat(1000));
    writeFileSync(path(), bytes);
    await checkSetAside(bytes, "it is damaged");
  });

  test("whose beginning is torn", async () => {
    const bytes = readFileSync(path());
    bytes.fill(0x5a, 100, 4096);
    writeFileSync(path(), bytes);
    await checkSetAside(bytes, "it is damaged");
  });

  test("whose head has one byte that is another", { timeout: 60_000 }, async () => {
    const sound = readFileSync(path());
    const refused: string[] = [];
    for (let at = 0; at < 100; at++) {
      const bytes = Buffer.from(sound);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 0x5a, at);
      writeFileSync(path(), bytes);
      try {
        openLedger(folder, KEY).close();
      } catch (error) {
        refused.push(`${at} ${String(error)}`);
      }
    }
    // The number of the schema's version stands there: a larger one may be a later program's.
    expect(refused).toEqual([60, 61, 62, 63].map((at) => expect.stringMatching(`^${at} .*later version`)));
  });

  test("which ends in the middle", async () => {
    truncateSync(path(), 20_480);
    const bytes = readFileSync(path());
    await checkSetAside(bytes, "it is damaged");
  });

  test("which another program made", async () => {
    writeFileSync(path(), "");
    const foreign = new DatabaseSync(path());
    foreign.exec("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')");
    foreign.close();
    const bytes = readFileSync(path());
    await checkSetAside(bytes, "it is another program's database");
  });

  test("which was made with another key", async () => {
    const bytes = readFileSync(path());
    await checkSetAside(bytes, "it was made with another key", new Uint8Array(32).fill(9));
  });
});

test("damage that shows later sets it aside, too, any other error does not", async () => {
  const ledger = openLedger(folder, KEY);
  expect(ledger.closeFor(new Error("something else"))).toBeNull();
  expect(existsSync(path())).toBe(true);
  const other = openLedger(folder, KEY);
  const damage = Object.assign(new Error("database disk image is malformed"), { errcode: 267 });
  expect(other.closeFor(damage)).toMatchObject({ reason: "it is damaged" });
  expect(existsSync(path())).toBe(false);
});

test("who finds a damaged file replaced already leaves the new one alone", () => {
  const [first, second] = [openLedger(folder, KEY), openLedger(folder, KEY)];
  const damage = Object.assign(new Error("database disk image is malformed"), { errcode: 11 });
  expect(first.closeFor(damage)).not.toBeNull();
  openLedger(folder, KEY).close();
  expect(second.closeFor(damage)).toBeNull();
  expect(existsSync(path())).toBe(true);
  expect(readdirSync(join(folder, "set-aside"))).toHaveLength(1);
});

test("a ledger of the first version is led to the newest and keeps what it holds", async () => {
  const database = new DatabaseSync(path());
  const first = [...(steps[0] ?? "").matchAll(/CREATE TABLE (\w+)/g)].map(([, name]) => name);
  for (const { name } of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all())
    if (!first.includes(String(name))) database.exec(`DROP TABLE ${String(name)}`);
  database.exec("PRAGMA application_id = 0; PRAGMA user_version = 1");
  database.close();
  expect(await reopened()).toMatchObject({ setAside: null, before: 1 });
});
