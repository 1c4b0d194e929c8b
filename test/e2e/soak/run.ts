// A long-lived process with the whole engine in it, beside a developer and an agent at work: one ledger is kept open, and
// asked over and over. At the end it must say what a new ledger says. node test/e2e/soak/run.ts <seconds> [pause in ms]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as registry from "../../../server/agents/index.ts";
import { analyse } from "../../../server/analysis/analyse.ts";
import { ingest } from "../../../server/ingest/ingest.ts";
import { openLedger, type Ledger } from "../../../server/ledger/ledger.ts";
import { createPrices } from "../../../server/pricing/prices.ts";
import { reportOf } from "../../../server/report/report.ts";

/** Memory in MiB after a collection; what is open or running besides. */
export type Sample = {
  readonly second: number;
  readonly asked: number;
  readonly heap: number;
  readonly outside: number;
  readonly resident: number;
  /** Open files and pipes; null where the system does not say. */
  readonly files: number | null;
  /** What keeps the process busy, by Node's own list. */
  readonly busy: number;
};

export type Soaked = {
  readonly samples: readonly Sample[];
  readonly sessions: number;
  readonly linesWritten: number;
  readonly steps: number;
  /** The long-lived ledger's report is the new one's, byte for byte. */
  readonly same: boolean;
};

const [seconds = "8", pause = "200"] = process.argv.slice(2);
const NOW = Date.UTC(2030, 0, 1);
const SAMPLES = 30;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
// Snapshots are kept only by a program that knows which build it is.
Object.assign(globalThis, { TOKENWORTH_BUILD: "soak" });
const folder = realpathSync.native(mkdtempSync(join(tmpdir(), "tokenworth-soak-")));
const home = join(folder, "home");
const surroundings = { home, env: {}, platform: "linux" } as const;
const prices = createPrices();

/** The whole report as JSON. */
async function report(ledger: Ledger): Promise<string> {
  const { unreadable } = await ingest({
    agents: Object.values(registry),
    surroundings,
    ledger,
    countTokens: (text) => text.length >> 2,
    resume: true,
  });
  const question = { folder: null, since: null, until: null, branch: null };
  const analysis = await analyse(question, ledger, prices);
  if ("problem" in analysis) throw new Error(analysis.message);
  return JSON.stringify([unreadable, reportOf(analysis, { ...question, now: NOW, prices })]);
}

const MIB = 2 ** 20;
async function sample(second: number, asked: number): Promise<Sample> {
  // What a process of git that has ended leaves behind is gone a moment later, and the library's timer for it after 50 ms.
  await wait(120);
  collect();
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    second: Math.round(second),
    asked,
    heap: heapUsed / MIB,
    outside: external / MIB,
    resident: rss / MIB,
    files: process.platform === "linux" ? readdirSync("/proc/self/fd").length : null,
    busy: process.getActiveResourcesInfo().length,
  };
}

const show = ({ second, asked, heap, outside, resident, files, busy }: Sample): void =>
  console.log(
    `${String(second).padStart(6)} s ${String(asked).padStart(6)} reports: ${heap.toFixed(1)} MiB heap, ` +
      `${outside.toFixed(1)} outside, ${resident.toFixed(0)} resident, ${files ?? "?"} files, ${busy} busy`,
  );

const path = fileURLToPath(new URL("neighbour.ts", import.meta.url));
const neighbour = spawn(process.execPath, ["--no-warnings", path, folder, "7", pause], {
  stdio: ["pipe", "pipe", "inherit"],
});
const words = createInterface({ input: neighbour.stdout })[Symbol.asyncIterator]();
try {
  await words.next();
  const ledger = openLedger(join(folder, "kept"), new Uint8Array(32).fill(7));
  const samples: Sample[] = [];
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1000;
  let next = 0;
  for (let asked = 1; elapsed() < Number(seconds); asked++) {
    await report(ledger);
    await wait(Number(pause));
    if (elapsed() < next) continue;
    samples.push(await sample(elapsed(), asked));
    show(samples.at(-1)!);
    next += Number(seconds) / SAMPLES;
  }
  const gone = once(neighbour, "close");
  neighbour.stdin.end();
  const { steps } = JSON.parse((await words.next()).value ?? "{}") as { steps: number };
  await gone;
  const kept = await report(ledger);
  ledger.close();
  samples.push(await sample(elapsed(), -1));
  show(samples.at(-1)!);
  const fresh = openLedger(join(folder, "fresh"), new Uint8Array(32).fill(7));
  const anew = await report(fresh);
  fresh.close();
  const [, { sessions }] = JSON.parse(kept) as [unknown, { sessions: { lines: { written: number } }[] }];
  const linesWritten = sessions.reduce((sum, { lines }) => sum + lines.written, 0);
  const soaked: Soaked = { samples, sessions: sessions.length, linesWritten, steps, same: kept === anew };
  console.log(JSON.stringify(soaked));
} finally {
  neighbour.kill();
  rmSync(folder, { recursive: true, force: true });
}
