// What stands where logs should, and what happens to logs while they are read. (issue 3)
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLedger } from "../../../server/ledger/ledger.ts";
import { createPlace, KEY, line, type Place, request, viewsOf } from "./plain-agent.ts";

let place: Place;
beforeEach(() => {
  place = createPlace();
  mkdirSync(join(place.folder, "logs"));
});
afterEach(() => place.end());

const log = (name: string): string => join(place.folder, "logs", name);
const keys = (): string[] => [...place.ledger.requests()].map(({ key }) => key).toSorted();
const makePipe = (path: string): void => void execFileSync("mkfifo", [path]);

describe.skipIf(process.platform === "win32")("what is no file", () => {
  test("is not opened: a pipe, a socket, a device, behind a link or not", async () => {
    place.write("logs/a.jsonl", line(request("one", 1)));
    makePipe(log("pipe.jsonl"));
    symlinkSync(log("pipe.jsonl"), log("to-pipe.jsonl"));
    symlinkSync("/dev/zero", log("zero.jsonl"));
    symlinkSync("/dev/tty", log("tty.jsonl"));
    const server = createServer().listen(log("socket.jsonl"));
    await new Promise((resolve) => server.once("listening", resolve));
    const summary = await place.ingest();
    server.close();
    expect(summary).toMatchObject({ files: 1, filesRead: 1, unreadable: [] });
    expect(keys()).toEqual(["one"]);
  });

  test("does not keep anyone waiting, though it was a file when it was found", async () => {
    place.write("logs/a.jsonl", line(request("one", 1)));
    place.write("logs/b.jsonl", line(request("two", 2)));
    const swap = (): void => {
      if (!existsSync(log("b.jsonl.old"))) {
        renameSync(log("b.jsonl"), log("b.jsonl.old"));
        makePipe(log("b.jsonl"));
      }
    };
    const summary = await place.ingest({ onProgress: swap });
    expect(summary.unreadable).toEqual([{ path: log("b.jsonl"), reason: "not-a-file" }]);
    expect(keys()).toEqual(["one"]);
  });

  test("a link out of the folder is followed to a file; what is no record in it is counted and nowhere kept", async () => {
    place.write("outside/secret.txt", "sesame:x:0\nsesame:y:1\n");
    symlinkSync(join(place.folder, "outside/secret.txt"), log("a.jsonl"));
    const path = join(place.folder, "outside/secret.txt");
    expect(await place.ingest()).toMatchObject({ files: 1, filesRead: 1 });
    expect(place.ledger.coverage()).toMatchObject({ skippedRecords: 2, unreadable: [] });
    const bytes = Buffer.concat(
      ["", "-wal"].map((end) => readFileSync(join(place.folder, `ledger/ledger.sqlite${end}`))),
    );
    expect(bytes.includes(path)).toBe(true);
    expect(bytes.includes("sesame")).toBe(false);
  });

  test("links that lead round in a circle, and nowhere, end", async () => {
    place.write("logs/deep/a.jsonl", line(request("one", 1)));
    symlinkSync("..", log("deep/up"));
    symlinkSync(place.folder, log("deep/home"));
    symlinkSync("self.jsonl", log("self.jsonl"));
    symlinkSync("nowhere", log("gone.jsonl"));
    const { files, unreadable } = await place.ingest();
    expect(files).toBe(1);
    expect(unreadable).toEqual([{ path: log("self.jsonl"), reason: "ELOOP" }]);
    expect(keys()).toEqual(["one"]);
  });

  test("a file under two names is read for both and counted once", async () => {
    place.write("logs/a.jsonl", line(request("one", 1)));
    linkSync(log("a.jsonl"), log("b.jsonl"));
    expect(await place.ingest()).toMatchObject({ files: 2, filesRead: 2 });
    expect(keys()).toEqual(["one"]);
  });
});

describe("sizes", () => {
  test("a hole of a gigabyte between two records is passed over, and told", { timeout: 60_000 }, async () => {
    const path = place.write("logs/a.jsonl", line(request("one", 1)));
    truncateSync(path, 2 ** 30);
    appendFileSync(path, `\n${line(request("two", 2))}`);
    const before = process.memoryUsage().rss;
    await place.ingest();
    expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 28);
    expect(keys()).toEqual(["one", "two"]);
    expect(place.ledger.coverage().unreadable).toMatchObject([{ reason: "line-too-long" }]);
  });

  test("what claims to hold more than any log is not read at all", async () => {
    const path = place.write("logs/a.jsonl", line(request("one", 1)));
    truncateSync(path, 2 ** 34 + 1);
    expect(await place.ingest()).toMatchObject({ unreadable: [{ path, reason: "too-large" }] });
  });

  test("thousands of small files are read as one", async () => {
    for (let n = 0; n < 3000; n++) place.write(`logs/${n % 50}/${n}.jsonl`, line(request(`k${n}`, n + 1)));
    expect(await place.ingest()).toMatchObject({ files: 3000, filesRead: 3000, unreadable: [] });
    expect(keys()).toHaveLength(3000);
    expect(await place.ingest()).toMatchObject({ files: 3000, filesRead: 0 });
  });
});

describe("a file that changes while it is read", () => {
  const records = (from: number, count: number): string =>
    Array.from({ length: count }, (_, i) => line(request(`k${from + i}`, from + i + 1))).join("");

  test.for<[string, () => void]>([
    ["is appended to", () => appendFileSync(log("a.jsonl"), records(9000, 500))],
    ["is cut", () => truncateSync(log("a.jsonl"), 100_003)],
    ["is emptied", () => truncateSync(log("a.jsonl"), 0)],
    ["is emptied and written anew", () => writeFileSync(log("a.jsonl"), records(9000, 3000))],
    [
      "is replaced",
      () => {
        writeFileSync(log("new"), records(9000, 3000));
        renameSync(log("new"), log("a.jsonl"));
      },
    ],
    ["is deleted", () => unlinkSync(log("a.jsonl"))],
    ["is overwritten in its middle", () => overwrite(log("a.jsonl"), 300_000, records(9000, 20))],
  ])("%s: the next time tells what stands there", async ([, change]) => {
    place.write("logs/a.jsonl", records(0, 3000));
    place.write("logs/b.jsonl", records(5000, 10));
    let changed = false;
    await place.ingest({
      onProgress: ({ path }) => {
        if (!changed && path === log("a.jsonl")) change();
        changed = true;
      },
    });
    await place.ingest();
    const fresh = openLedger(join(place.folder, "fresh"), KEY);
    await place.ingest({ ledger: fresh });
    const now = new Set([...fresh.requests()].map(({ key }) => key));
    expect(keys()).toEqual(expect.arrayContaining([...now]));
    expect(existsSync(log("a.jsonl")) ? viewsOf(place.ledger) : viewsOf(fresh)).toEqual(viewsOf(fresh));
    fresh.close();
  });
});

function overwrite(path: string, at: number, text: string): void {
  const bytes = readFileSync(path);
  const start = bytes.indexOf("\n", at) + 1;
  bytes.write(text, start);
  writeFileSync(path, bytes);
}
