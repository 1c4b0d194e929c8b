// Keeps a ledger open, as a server does, while an agent appends turn by turn, in a process of its own:
// follow-once <ledger folder> <log>
import { appendFileSync } from "node:fs";
import { claudeCode } from "../../server/agents/claude-code/index.ts";
import { ingest } from "../../server/ingest/ingest.ts";
import { openLedger } from "../../server/ledger/ledger.ts";
import { countTokens } from "../../server/pricing/estimate.ts";
import { oneTurn } from "./made-up-logs.ts";

export type FollowOnce = {
  /** From the moment when a turn is in the log until it is in the ledger, turn by turn; ms. */
  readonly work: readonly number[];
};

const TURNS = 12;

async function followOnce(folder: string, log: string): Promise<FollowOnce> {
  const ledger = openLedger(folder, new Uint8Array(32));
  const work: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    appendFileSync(log, oneTurn("s0"));
    const started = performance.now();
    await ingest({
      agents: [claudeCode],
      surroundings: { home: folder, env: process.env, platform: "linux" },
      ledger,
      countTokens,
      resume: true,
    });
    work.push(performance.now() - started);
  }
  ledger.close();
  return { work };
}

const [folder = "", log = ""] = process.argv.slice(2);
void followOnce(folder, log).then((followed) => console.log(JSON.stringify(followed)));
