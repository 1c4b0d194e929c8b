import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPrinter, createSeal } from "../../../server/ledger/fingerprint.ts";
import { dataFolder, settingsFolder } from "../../../server/ledger/folder.ts";
import { keyIn } from "../../../server/ledger/key.ts";
import { openLedger, openLedgerOf } from "../../../server/ledger/ledger.ts";
import { createPlace, edit, file, KEY, line, type Place, request, viewsOf } from "../ingest/plain-agent.ts";

let place: Place;
beforeEach(() => {
  place = createPlace();
});
afterEach(() => place.end());

const WORDS = ["zebrastripes", "quokkasmile", "narwhaltusk", "pangolinscale", "axolotlgill", "ocelotspot"];

/** All bytes of the ledger's folder: the database and what stands beside it. */
const bytesOf = (folder: string): Buffer =>
  Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

describe("what the ledger's bytes tell", () => {
  const story = line(
    request("r1", 1, {
      quality: "floor",
      visible: `${WORDS[0]} in a plan`,
      visibleInput: `${WORDS[1]}`,
      replay: `${WORDS[2]}`,
    }),
    edit("e1", 2, {
      files: [
        file("/w/a.ts", `let ${WORDS[3]} = 1;\nlet b;\n`, `let ${WORDS[4]} = 2;\nlet b;\n`),
        file("/w/b.ts", null, WORDS[5] ?? ""),
      ],
    }),
  );

  test("is no word of a source, prompt or answer, and as the user alone may read them", async () => {
    place.write("logs/a.jsonl", story + story.slice(0, 90));
    await place.ingest();
    const folder = join(place.folder, "ledger");
    expect(readdirSync(folder)).toContain("ledger.sqlite-wal");
    const bytes = bytesOf(folder);
    expect(bytes.includes("/w/a.ts")).toBe(true);
    for (const word of WORDS) {
      expect([word, bytes.includes(word)]).toEqual([word, false]);
      expect([word, bytes.includes(Buffer.from(word, "utf16le"))]).toEqual([word, false]);
    }
    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o077);
    expect(new Set(modes)).toEqual(new Set([0]));
    expect(statSync(folder).mode & 0o077).toBe(0);
  });

  test("confirms no guess of a line to who lacks the key, and each to who has it", async () => {
    place.write("logs/a.jsonl", story);
    await place.ingest();
    const bytes = bytesOf(join(place.folder, "ledger"));
    const guesses = WORDS.slice(3).flatMap((word) => [`let ${word} = 1;`, `let ${word} = 2;`, word]);
    const hits = (key: Uint8Array): number =>
      guesses.filter((guess) => bytes.includes(stored(createPrinter(key).line(guess).text))).length;
    expect(hits(KEY)).toBe(3);
    expect(hits(new Uint8Array(32))).toBe(0);
    expect(hits(new Uint8Array(0))).toBe(0);
    const seals = WORDS.map((word) => createSeal(new Uint8Array(32))(word).subarray(0, 6));
    expect(seals.some((seal) => bytes.includes(Buffer.from(seal)))).toBe(false);
  });

  function stored(text: number): Buffer {
    const bytes = Buffer.alloc(6);
    bytes.writeUIntBE(text, 0, 6);
    return bytes;
  }
});

test("files before edits come back as they were, however many versions there are", async () => {
  const lines = fc.array(fc.constantFrom("a", "b", " a", "}", "", "long line"), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(lines, lines), { minLength: 1, maxLength: 80 }), async (pairs) => {
      const own = createPlace();
      const texts = pairs.map(([before, after], index) => {
        const text = (all: readonly string[]): string => all.map((one) => `${one}\n`).join("");
        return line(edit(`e${index}`, index, { files: [file("/w/a.ts", text(before), text(after))] }));
      });
      own.write("logs/a.jsonl", texts.join(""));
      await own.ingest();
      const edits = [...own.ledger.edits()];
      pairs.forEach(([before, after], index) => {
        const [one] = edits[index]?.files ?? [];
        expect(one?.before).toEqual(own.ledger.printer.file(before));
        const now = [...(one?.before?.text ?? [])];
        for (const hunk of one?.hunks.toReversed() ?? []) {
          const added = [...hunk.lines.text].filter((_, at) => hunk.signs[at] === "+");
          now.splice((hunk.oldStart ?? 0) - 1, hunk.signs.length - added.length, ...added);
        }
        expect(now).toEqual([...own.ledger.printer.file(after).text]);
      });
      own.end();
    }),
    { numRuns: 25 },
  );
});

test("what files were before edits that were withdrawn is dropped, and nothing else with it", async () => {
  const story = (from: number): string =>
    Array.from({ length: 20 }, (_, i) => {
      const text = (n: number): string =>
        Array.from({ length: 30 }, (__, at) => `${n % (at + 2)} ${at}\n`).join("");
      return line(edit(`e${from + i}`, i, { files: [file("/w/a.ts", text(from + i), text(from + i + 1))] }));
    }).join("");
  const other = openLedger(join(place.folder, "ledger"), KEY);
  place.write("logs/kept.jsonl", story(1000));
  await place.ingest();
  expect([...other.edits()]).toHaveLength(20);
  const sizes: number[] = [];
  for (let round = 0; round < 15; round++) {
    place.write("logs/a.jsonl", story(round * 20));
    // One remembers what the other removes.
    await place.ingest({ ledger: round % 2 === 0 ? other : place.ledger });
    const database = new DatabaseSync(join(place.folder, "ledger/ledger.sqlite"), { readOnly: true });
    sizes.push(Number(database.prepare("SELECT count(*) AS n FROM versions").get()?.["n"]));
    database.close();
  }
  // Those that edits need, and those by which the oldest of them is told.
  expect(Math.max(...sizes)).toBeLessThanOrEqual(2 * 20 + 64 + 2);
  const fresh = createPlace();
  fresh.write("logs/kept.jsonl", story(1000));
  fresh.write("logs/a.jsonl", story(14 * 20));
  await fresh.ingest();
  expect(viewsOf(other)).toEqual(viewsOf(fresh.ledger));
  expect(viewsOf(place.ledger)).toEqual(viewsOf(fresh.ledger));
  fresh.end();
  other.close();
});

test("edits can be asked for by path", async () => {
  place.write("logs/a.jsonl", line(edit("e1", 1), edit("e2", 2, { files: [file("/v/b.ts", "", "x\n")] })));
  await place.ingest();
  expect([...place.ledger.edits((path) => path.startsWith("/v/"))].map(({ key }) => key)).toEqual(["e2"]);
});

test("several questions at once have answers of one moment, whatever is written meanwhile", async () => {
  place.write("logs/a.jsonl", line(request("one", 1), edit("e1", 2)));
  await place.ingest();
  const other = new DatabaseSync(join(place.folder, "ledger/ledger.sqlite"));
  const erase = (): void => other.exec("DELETE FROM requests; DELETE FROM edits; DELETE FROM changes");
  const { ledger } = place;
  const seen = ledger.atOnce(() => {
    const sessions = ledger.sessions().length;
    erase();
    return [sessions, [...ledger.requests()].length, [...ledger.edits()].length];
  });
  expect(seen).toEqual([1, 1, 1]);
  expect([[...ledger.requests()].length, [...ledger.edits()].length]).toEqual([0, 0]);
  other.close();
});

test("two processes that read the same files count nothing twice", async () => {
  place.write("logs/a.jsonl", line(request("one", 1)));
  const other = openLedger(join(place.folder, "ledger"), KEY);
  await Promise.all([place.ingest(), place.ingest({ ledger: other })]);
  place.write("logs/a.jsonl", line(request("one", 1)) + line(request("two", 2)));
  await Promise.all([place.ingest(), place.ingest({ ledger: other })]);
  expect(viewsOf(other)).toEqual(viewsOf(place.ledger));
  expect([...other.requests()].map(({ key }) => key)).toEqual(["one", "two"]);
  other.close();
});

test("derived values are kept by repository and name, and dropped alone", () => {
  const { derived } = place.ledger;
  derived.put("/r", "origins", Uint8Array.of(1, 2));
  derived.put("/r", "origins", Uint8Array.of(3));
  derived.put("/q", "origins", Uint8Array.of(4));
  expect(derived.get("/r", "origins")).toEqual(Uint8Array.of(3));
  derived.drop("/r");
  expect([derived.get("/r", "origins"), derived.get("/q", "origins")]).toEqual([null, Uint8Array.of(4)]);
  derived.drop();
  expect(derived.get("/q", "origins")).toBeNull();
});

test("a ledger of a later version is not touched", () => {
  place.ledger.close();
  const path = join(place.folder, "ledger/ledger.sqlite");
  const database = new DatabaseSync(path);
  database.exec("PRAGMA user_version = 99");
  database.close();
  expect(() => openLedger(join(place.folder, "ledger"), KEY)).toThrow(/later version/);
  rmSync(path);
  Object.assign(place, {
    ledger: openLedger(join(place.folder, "ledger"), KEY),
    end: () => rmSync(place.folder, { recursive: true }),
  });
});

describe("folders and key", () => {
  test("lie where the platform keeps them", () => {
    const at = (platform: "linux" | "darwin" | "win32", home: string, env: Record<string, string> = {}) => [
      dataFolder({ home, env, platform }),
      settingsFolder({ home, env, platform }),
    ];
    expect(at("linux", "/h")).toEqual(["/h/.local/share/tokenworth", "/h/.config/tokenworth"]);
    expect(at("linux", "/h", { XDG_DATA_HOME: "/d", XDG_CONFIG_HOME: "relative" })).toEqual([
      "/d/tokenworth",
      "/h/.config/tokenworth",
    ]);
    expect(at("darwin", "/h")).toEqual(Array(2).fill("/h/Library/Application Support/Tokenworth"));
    expect(at("win32", "C:\\h")).toEqual([
      "C:\\h\\AppData\\Local\\Tokenworth",
      "C:\\h\\AppData\\Roaming\\Tokenworth",
    ]);
    expect(at("win32", "C:\\h", { LOCALAPPDATA: "D:\\l" })[0]).toBe("D:\\l\\Tokenworth");
    expect(at("linux", "/h", { TOKENWORTH_HOME: "/t", XDG_DATA_HOME: "/d" })).toEqual(["/t", "/t"]);
  });

  test("are made once, for the user alone", () => {
    const home = mkdtempSync(join(tmpdir(), "key-test-"));
    const folder = join(home, "settings");
    const key = keyIn(folder);
    expect(key).toHaveLength(32);
    expect(keyIn(folder)).toEqual(key);
    expect(readdirSync(folder)).toEqual(["key"]);
    expect(statSync(join(folder, "key")).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const ledger = openLedgerOf({ home, env: { TOKENWORTH_HOME: folder }, platform: "linux" });
    expect(ledger.printer.line("x")).toEqual(createPrinter(key).line("x"));
    ledger.close();
    writeFileSync(join(folder, "key"), "short");
    expect(() => keyIn(folder)).toThrow(/damaged/);
    rmSync(home, { recursive: true });
  });
});
