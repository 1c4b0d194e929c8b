// What the language server costs who has it running all day: node bench/server/index.ts [megabytes of logs] [sessions], after
// `npm run build`. On made-up logs, then on made-up data of many sessions. Linux only; the machine should have nothing else to do.
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { SERVER_ENV, SERVER_FLAGS } from "../../client/server-flags.ts";
import type { Status } from "../../server/protocol/panel.ts";
import { childrenOf, type LanguageServer, startServer } from "../../test/harness/language-server.ts";
import { bundleOne } from "../bundle-one.ts";
import { median, print } from "../figures.ts";
import { makeLogs, oneTurn } from "../ingest/made-up-logs.ts";
import { cpuOf, memoryOf } from "./of-process.ts";

const [megabytes = "1000", made = "20000"] = process.argv.slice(2);
const TURNS = 5;
const IDLE_MS = 60_000;
const PATIENCE_MS = 600_000;
/** By then it has given back what it does not need. */
const SETTLED_MS = 4_000;

if (!existsSync(resolve("dist/server.cjs"))) throw new Error("there is no build: npm run build");
const scratch = mkdtempSync(join(tmpdir(), "bench-server-"));
const env = {
  PATH: process.env["PATH"] ?? "",
  HOME: scratch,
  TOKENWORTH_HOME: join(scratch, "own"),
  ...SERVER_ENV,
};
const isReady = ({ freshness }: Status): boolean => freshness.activity === "ready";

/** The most that the processes beside the server ever had, MiB, looked at now and then. */
function watchChildren(server: LanguageServer) {
  let peak = 0;
  const look = setInterval(() => {
    for (const child of childrenOf(server.process.pid)) peak = Math.max(peak, memoryOf(child).peak);
  }, 50);
  return () => {
    clearInterval(look);
    return peak;
  };
}

/** Like no other: what has the same ids as a record before it counts as a copy. */
const anotherTurn = (number: number): string =>
  oneTurn(`s-new-${number}`).replaceAll("2000000", `20${number + 1}0000`);

async function onLogs(): Promise<void> {
  const logs = join(scratch, ".claude");
  mkdirSync(logs);
  makeLogs(logs, { megabytes: Number(megabytes), kilobytesEach: null });
  console.log(`${megabytes} MB of made-up logs`);
  const started = performance.now();
  const server = await startServer({ env, flags: SERVER_FLAGS });
  const pid = server.process.pid ?? 0;
  const peakOf = watchChildren(server);
  await server.until(isReady, PATIENCE_MS);
  print({ name: "first run, all read", value: (performance.now() - started) / 1000, unit: " s" });
  print({ name: "server, memory after it", value: memoryOf(pid).now, unit: " MiB", target: 200 });
  const delays: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const known = (await server.ask("tokenworth/status", {})).sessions;
    const at = performance.now();
    appendFileSync(join(logs, "projects", "p1", "s1.jsonl"), anotherTurn(turn));
    await server.until(({ sessions: now }) => now > known, PATIENCE_MS);
    delays.push(performance.now() - at);
    await server.until(isReady, PATIENCE_MS);
  }
  print({ name: "from a turn in a log to the client, median", value: median(delays), unit: " ms" });
  print({ name: "server, most memory", value: memoryOf(pid).peak, unit: " MiB", target: 200 });
  print({ name: "process beside it, most memory", value: peakOf(), unit: " MiB" });
  while (childrenOf(pid).length > 0) await wait(500);
  const before = cpuOf(pid);
  await wait(IDLE_MS);
  print({
    name: "idle for a minute, of one processor",
    value: (100 * (cpuOf(pid) - before)) / IDLE_MS,
    unit: " %",
    target: 0.1,
  });
  await server.end();
}

async function onManySessions(): Promise<void> {
  console.log(`${made} made-up sessions`);
  const entry = join(scratch, "made-up-server.cjs");
  await bundleOne(new URL("./made-up-server.ts", import.meta.url), entry);
  const server = await startServer({ env: { ...env, SESSIONS: made }, entry, flags: SERVER_FLAGS });
  const pid = server.process.pid ?? 0;
  await server.until(isReady, PATIENCE_MS);
  await wait(SETTLED_MS);
  print({ name: "server, memory with it", value: memoryOf(pid).now, unit: " MiB", target: 200 });
  const filter = { period: "90d", repository: null, agent: null, model: null, demo: false } as const;
  const times: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const { freshness } = await server.ask("tokenworth/status", {});
    await server.ask("tokenworth/refresh", {});
    while (freshness.outcomesAsOf === (await server.ask("tokenworth/status", {})).freshness.outcomesAsOf)
      await wait(100);
    const at = performance.now();
    await server.ask("tokenworth/overview", { filter });
    times.push(performance.now() - at);
  }
  print({ name: "an overview of 90 days, median", value: median(times), unit: " ms" });
  await wait(SETTLED_MS);
  print({
    name: `server, memory after ${TURNS} more pictures`,
    value: memoryOf(pid).now,
    unit: " MiB",
    target: 200,
  });
  print({ name: "server, most memory", value: memoryOf(pid).peak, unit: " MiB", target: 200 });
  await server.end();
}

try {
  if (Number(megabytes) > 0) await onLogs();
  await onManySessions();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
