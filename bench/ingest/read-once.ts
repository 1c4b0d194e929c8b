// Reads the logs once into a ledger and prices all requests, in a process of its own:
// read-once <ledger folder> <threads> [prices]
import { claudeCode } from "../../server/agents/claude-code/index.ts";
import { ingest } from "../../server/ingest/ingest.ts";
import { ownThreads } from "../../server/ingest/threads.ts";
import { openLedger } from "../../server/ledger/ledger.ts";
import { countTokens } from "../../server/pricing/estimate.ts";
import { createPrices } from "../../server/pricing/prices.ts";

export type ReadOnce = {
  /** Of the reading alone, from the open ledger on; ms. */
  readonly work: number;
  /** CPU time of the whole process, ms. */
  readonly cpu: number;
  /** MiB. */
  readonly peak: number;
  readonly files: number;
  readonly filesRead: number;
  readonly bytesRead: number;
  /** Tokens of all requests, and what they cost; null where only reading was asked for. */
  readonly sums: Sums | null;
};

export type Sums = {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly usd: number;
};

async function readOnce(folder: string, threads: number, priced: boolean): Promise<ReadOnce> {
  const ledger = openLedger(folder, new Uint8Array(32));
  const started = performance.now();
  const { files, filesRead, bytesRead } = await ingest({
    agents: [claudeCode],
    surroundings: { home: folder, env: process.env, platform: "linux" },
    ledger,
    countTokens,
    resume: true,
    threads: ownThreads(threads),
  });
  const work = performance.now() - started;
  const sums = priced ? sumsOf(ledger.requests()) : null;
  ledger.close();
  const { user, system } = process.cpuUsage();
  const peak = process.resourceUsage().maxRSS / 1024;
  return { work, cpu: (user + system) / 1000, peak, files, filesRead, bytesRead, sums };
}

function sumsOf(requests: ReturnType<ReturnType<typeof openLedger>["requests"]>): Sums {
  const prices = createPrices();
  let [input, output, cacheRead, cacheWrite, picoUsd] = [0, 0, 0, 0, 0n];
  for (const request of requests) {
    input += request.tokens?.input ?? 0;
    output += request.tokens?.output ?? 0;
    cacheRead += request.tokens?.cacheRead ?? 0;
    cacheWrite += (request.tokens?.cacheWrite5m ?? 0) + (request.tokens?.cacheWrite1h ?? 0);
    picoUsd += prices.price(request)?.picoUsd ?? 0n;
  }
  return { input, output, cacheRead, cacheWrite, usd: Number(picoUsd) / 1e12 };
}

const [folder = "", threads = "0", priced] = process.argv.slice(2);
void readOnce(folder, Number(threads), priced === "prices").then((read) => console.log(JSON.stringify(read)));
