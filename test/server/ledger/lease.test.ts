import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLedger } from "../../../server/ledger/ledger.ts";
import { createPlace, KEY, line, type Place, request } from "../ingest/plain-agent.ts";

let place: Place;
beforeEach(() => {
  place = createPlace();
});
afterEach(() => place.end());

const keys = (): string[] => [...place.ledger.requests()].map(({ key }) => key);

/** Writes a row of the lease as another process would. */
function leave(row: { readonly process: number; readonly renewed: number; readonly machine?: string }): void {
  const database = new DatabaseSync(join(place.folder, "ledger/ledger.sqlite"));
  const here = database.prepare("SELECT machine FROM lease").get()?.["machine"];
  database
    .prepare("INSERT OR REPLACE INTO lease VALUES (1, 'another', ?, ?, ?)")
    .run(row.process, row.machine ?? String(here ?? ""), row.renewed);
  database.close();
}

/** The name of this machine as a lease says it. */
async function machineOf(): Promise<string> {
  let name = "";
  await place.ledger.lease.hold(async () => {
    const database = new DatabaseSync(join(place.folder, "ledger/ledger.sqlite"), { readOnly: true });
    name = String(database.prepare("SELECT machine FROM lease").get()?.["machine"]);
    database.close();
  }, {});
  return name;
}

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  return child.pid ?? 0;
}

test("it is free again once the work is done, or has failed", async () => {
  const { lease } = place.ledger;
  expect(await lease.hold(async () => lease.confirm(), {})).toBe(true);
  expect(lease.confirm()).toBe(false);
  await expect(lease.hold(() => Promise.reject(new Error("no")), {})).rejects.toThrow("no");
  expect(lease.confirm()).toBe(false);
});

test("one has it at a time; the other waits, and is told so when it takes long", async () => {
  const other = openLedger(join(place.folder, "ledger"), KEY);
  const order: string[] = [];
  let release = (): void => {};
  const first = place.ledger.lease.hold(async () => {
    order.push("first begins");
    await new Promise<void>((resolve) => (release = resolve));
    order.push("first ends");
  }, {});
  const second = other.lease.hold(async () => void order.push("second"), { onWait: () => release() });
  await Promise.all([first, second]);
  expect(order).toEqual(["first begins", "first ends", "second"]);
  other.close();
});

test("waiting can be given up", async () => {
  const other = openLedger(join(place.folder, "ledger"), KEY);
  const stop = new AbortController();
  await place.ledger.lease.hold(async () => {
    const waiting = other.lease.hold(async () => "done", { signal: stop.signal });
    stop.abort();
    expect(await waiting).toBeNull();
  }, {});
  other.close();
});

test("a process that is gone does not keep it", async () => {
  leave({ process: await deadProcess(), renewed: Date.now(), machine: await machineOf() });
  place.write("logs/a.jsonl", line(request("one", 1)));
  await place.ingest();
  expect(keys()).toEqual(["one"]);
});

test("on another machine, where nobody can see whether it is gone, it runs out", async () => {
  leave({ process: 1, renewed: Date.now() - 16_000, machine: "elsewhere" });
  expect(await place.ledger.lease.hold(async () => "done", {})).toBe("done");
  // A clock that was set back.
  leave({ process: 1, renewed: Date.now() + 60_000, machine: "elsewhere" });
  expect(await place.ledger.lease.hold(async () => "done", {})).toBe("done");
});

test("who was stopped for so long that another took it writes nothing any more", async () => {
  place.write("logs/a.jsonl", line(request("one", 1)));
  await place.ledger.lease.hold(async () => {
    leave({ process: process.pid, renewed: Date.now() });
    await place.ingest();
    expect(keys()).toEqual([]);
  }, {});
});
