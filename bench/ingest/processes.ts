// Whole processes, timed from outside: ours as it is shipped, in bundles, and the peer's.
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { bundleOne } from "../bundle-one.ts";
import type { FollowOnce } from "./follow-once.ts";
import type { ReadOnce, Sums } from "./read-once.ts";

/** `wall`: of the whole process, ms. */
export type Timed<T> = { readonly wall: number; readonly value: T };

/** Bundles what is timed into a folder, as the product is bundled. */
export async function bundle(folder: string): Promise<void> {
  const entries = {
    "read-once": "./read-once.ts",
    "follow-once": "./follow-once.ts",
    "reading-thread": "../../server/ingest/reading-thread.ts",
  };
  for (const [name, source] of Object.entries(entries)) {
    await bundleOne(new URL(source, import.meta.url), join(folder, `${name}.cjs`), {
      define: { "import.meta.url": "ownUrl" },
      banner: { js: 'const ownUrl = require("node:url").pathToFileURL(__filename).href;' },
    });
  }
}

/** `flags`: for the engine that runs it. */
export type ReadOptions = {
  readonly cold: boolean;
  readonly threads: number;
  readonly priced: boolean;
  readonly flags?: readonly string[];
};

export type Reader = {
  /** Reads into the ledger as it is; `cold`: into a new one. */
  read(options: ReadOptions): Timed<ReadOnce>;
  /** Keeps the ledger open while turns are appended to a log. */
  follow(log: string): FollowOnce;
  /** The peer reads the same logs. */
  peer(): Timed<Sums>;
};

export type Places = {
  /** The folder that `CLAUDE_CONFIG_DIR` names. */
  readonly logs: string;
  /** Where the bundles are, and ledgers may be. */
  readonly scratch: string;
  /** The peer's program. */
  readonly peer: string;
};

/** What reads the logs of a place. */
export function readerOf({ logs, scratch, peer }: Places): Reader {
  const env = { ...process.env, CLAUDE_CONFIG_DIR: logs };
  const ledger = join(scratch, "ledger");
  const run = (program: string, args: readonly string[]): Timed<string> => {
    const started = performance.now();
    const { stdout, status } = spawnSync(program, args, {
      env,
      encoding: "utf8",
      maxBuffer: 2 ** 28,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const wall = performance.now() - started;
    if (status !== 0) throw new Error(`${program} ended with ${status}`);
    return { wall, value: stdout };
  };
  return {
    read: ({ cold, threads, priced, flags = [] }) => {
      if (cold) rmSync(ledger, { recursive: true, force: true });
      const args = [
        ...flags,
        join(scratch, "read-once.cjs"),
        ledger,
        String(threads),
        ...(priced ? ["prices"] : []),
      ];
      const { wall, value } = run(process.execPath, args);
      const read: ReadOnce = JSON.parse(value);
      return { wall, value: read };
    },
    follow: (log) => JSON.parse(run(process.execPath, [join(scratch, "follow-once.cjs"), ledger, log]).value),
    peer: () => {
      const { wall, value } = run(peer, ["claude", "daily", "--offline", "--json"]);
      const { totals }: PeerAnswer = JSON.parse(value);
      const sums = {
        input: totals.inputTokens,
        output: totals.outputTokens,
        cacheRead: totals.cacheReadTokens,
        cacheWrite: totals.cacheCreationTokens,
        usd: totals.totalCost,
      };
      return { wall, value: sums };
    },
  };
}

type PeerAnswer = {
  readonly totals: {
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly cacheCreationTokens: number;
    readonly cacheReadTokens: number;
    readonly totalCost: number;
  };
};

/**
 * The peer's own program, without the script that its users start; null where it isn't installed, since there is none for
 * the platform. Its package leaves it to that script to make the program one that can be run: a copy of it is.
 */
export function findPeer(scratch: string): string | null {
  try {
    const packed = createRequire(import.meta.url).resolve("@ccusage/ccusage-linux-x64/bin/ccusage");
    const program = join(scratch, "ccusage");
    copyFileSync(packed, program);
    chmodSync(program, 0o755);
    return program;
  } catch {
    return null;
  }
}
