// What reading logs costs, beside the fastest tool that counts tokens alone: node bench/ingest/index.ts [folder with logs]
// Without a folder, on made-up logs of up to BENCH_MEGABYTES (1000). The machine should have nothing else to do.
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { threadsFor } from "../../server/ingest/threads.ts";
import { median, print } from "../figures.ts";
import { measureCold } from "./cold.ts";
import { measureGrowth } from "./growth.ts";
import { makeLogs, oneTurn } from "./made-up-logs.ts";
import { bundle, findPeer, type Places, type Reader, readerOf } from "./processes.ts";

/** What the command line uses here. */
const THREADS = threadsFor(availableParallelism());
const LARGEST_MB = Number(process.env["BENCH_MEGABYTES"] ?? 1000);

const scratch = mkdtempSync(join(tmpdir(), "bench-ingest-"));
try {
  const [given] = process.argv.slice(2);
  const peer = findPeer(scratch);
  console.log(`ingest: ${given ?? `made up, ${LARGEST_MB} MB`}`);
  if (peer === null) console.log("  ccusage, which all is measured beside, is not installed here");
  else {
    await bundle(scratch);
    if (given === undefined) madeUp({ logs: join(scratch, "logs"), scratch, peer });
    else measureRuns({ logs: resolve(given), scratch, peer });
  }
} finally {
  rmSync(scratch, { recursive: true });
}

function measureRuns(places: Places): Reader {
  const reader = readerOf(places);
  const cold = measureCold(reader, THREADS);
  measureWarm(reader, cold.peer);
  return reader;
}

function madeUp(places: Places): void {
  const { logs } = places;
  makeLogs(logs, { megabytes: LARGEST_MB, kilobytesEach: null });
  measureAppended(measureRuns(places), logs);
  rmSync(logs, { recursive: true });
  console.log("growth");
  measureGrowth(places, LARGEST_MB, THREADS);
}

/** A second run with nothing new: one `stat` for each file. */
function measureWarm(reader: Reader, peer: number): void {
  const runs = Array.from({ length: 5 }, () => reader.read({ cold: false, threads: THREADS, priced: false }));
  const best = runs.toSorted((a, b) => a.wall - b.wall)[2] ?? runs[0];
  if (best === undefined) return;
  print({
    name: "nothing new, whole process / ccusage",
    value: best.wall / peer,
    unit: "×",
    target: 0.1,
    note: `${best.wall.toFixed(0)} ms, of them ${best.value.work.toFixed(0)} ms of work; ${best.value.files} files`,
  });
}

/** The agent appends a turn to the largest file. */
function measureAppended(reader: Reader, logs: string): void {
  const [largest = ""] = readdirSync(logs, { recursive: true, encoding: "utf8" })
    .map((name) => join(logs, name))
    .filter((path) => path.endsWith(".jsonl"))
    .toSorted((a, b) => statSync(b).size - statSync(a).size);
  const runs = Array.from({ length: 5 }, () => {
    appendFileSync(largest, oneTurn("s0"));
    return reader.read({ cold: false, threads: THREADS, priced: false });
  });
  const followed = median(reader.follow(largest).work);
  print({
    name: "one appended turn, work until it is in the ledger",
    value: followed,
    unit: " ms",
    target: 50,
    note: "in a process that keeps the ledger open",
  });
  const middle = runs.toSorted((a, b) => a.value.work - b.value.work)[2];
  if (middle === undefined) return;
  print({
    name: "the same, in a process that has just started",
    value: middle.value.work,
    unit: " ms",
    note: `${middle.wall.toFixed(0)} ms with its start`,
  });
}
