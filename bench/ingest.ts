// Times the reading of a made-up corpus against a plain scan of the same bytes. `node bench/ingest.ts [files]`
// Targets: warm under 0.3 s for 3,000 files; ledger under 5 % of the logs; the same totals for the same seed.
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claudeCode } from "../server/agents/claude-code/index.ts";
import type { Surroundings } from "../server/agents/agent.ts";
import { ingest } from "../server/ingest/ingest.ts";
import { openLedger } from "../server/ledger/ledger.ts";

const FILES = Number(process.argv[2] ?? 300);
const LARGEST = 87 * 2 ** 20;

/** Numbers in [0, 1), the same for the same seed. */
function randomBy(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const once = Math.imul(state ^ (state >>> 15), state | 1);
    const twice = once ^ (once + Math.imul(once ^ (once >>> 7), once | 61));
    return ((twice ^ (twice >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomBy(1);
const words = Array.from({ length: 2000 }, (_, index) => `word${index.toString(36)}`);
const textOf = (length: number): string => {
  let text = "";
  while (text.length < length) text += `${words[Math.floor(random() * words.length)]} `;
  return text;
};
const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

type Line = Record<string, unknown>;
let clock = Date.parse("2026-01-01T00:00:00Z");
let ids = 0;

/** A tool result without usage, then a response in one to four lines. */
function exchange(sessionId: string): Line[] {
  const common = { sessionId, cwd: "/work/project", version: "2.1.0", gitBranch: "main" };
  const stamped = (line: Line): Line => ({
    ...line,
    ...common,
    uuid: `u${ids++}`,
    timestamp: new Date((clock += 900)).toISOString(),
  });
  const noise = {
    type: "user",
    message: {
      role: "user",
      content: [{ type: "tool_result", tool_use_id: `t${ids}`, content: textOf(3000 + random() * 6000) }],
    },
  };
  const id = `msg_${ids++}`;
  const lines = random() < 0.6 ? 2 + Math.floor(random() * 3) : 1;
  const responses = Array.from({ length: lines }, (_, index) =>
    stamped({
      type: "assistant",
      requestId: `req_${id}`,
      message: {
        id,
        model: "claude-sonnet-4-5",
        stop_reason: index === lines - 1 ? "end_turn" : null,
        content: [{ type: "text", text: textOf(400 + random() * 900) }],
        usage: {
          input_tokens: 5,
          output_tokens: 10 + index * 200,
          cache_read_input_tokens: 9000,
          cache_creation_input_tokens: 300,
        },
      },
    }),
  );
  return [stamped(noise), ...responses];
}

function makeCorpus(folder: string): void {
  let copied: string[] = [];
  for (let number = 0; number < FILES; number++) {
    const size =
      number === 0
        ? Math.min(LARGEST, FILES * 30_000)
        : Math.min(LARGEST / 4, 105_000 * Math.exp(1.43 * normal()));
    const project = join(folder, "projects", `p${number % 40}`);
    mkdirSync(project, { recursive: true });
    const file = openSync(join(project, `s${number}.jsonl`), "w");
    let written = 0;
    const write = (text: string): void => void (written += writeSync(file, text));
    if (number % 10 === 1) copied.forEach(write);
    copied = [];
    while (written < size) {
      const lines = exchange(`s${number}`).map((line) => `${JSON.stringify(line)}\n`);
      if (copied.length < 40) copied.push(...lines);
      lines.forEach(write);
    }
    if (number === 2)
      write(`{"type":"file-history-snapshot","x":"${"x".repeat(Math.min(60 * 2 ** 20, FILES * 20_000))}"}\n`);
    closeSync(file);
  }
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

/** The least that any reader has to do: find the lines with a count, parse those, and keep the largest by id. */
function plainScan(paths: readonly string[]): number {
  const most = new Map<string, number>();
  for (const path of paths) {
    const bytes = readFileSync(path);
    for (let from = 0; from < bytes.length;) {
      const found = bytes.indexOf(0x0a, from);
      const end = found < 0 ? bytes.length : found;
      const line = bytes.subarray(from, end);
      from = end + 1;
      if (!line.includes('"usage"')) continue;
      const { message }: { message: { id: string; usage: { output_tokens: number } } } = JSON.parse(
        line.toString(),
      );
      most.set(message.id, Math.max(most.get(message.id) ?? 0, message.usage.output_tokens));
    }
  }
  return [...most.values()].reduce((sum, tokens) => sum + tokens, 0);
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ seconds: number; value: T }> {
  const start = performance.now();
  const value = await work();
  return { seconds: (performance.now() - start) / 1000, value };
}

const folder = mkdtempSync(join(tmpdir(), "bench-ingest-"));
try {
  makeCorpus(join(folder, "claude"));
  const paths = filesUnder(join(folder, "claude"));
  const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
  const surroundings: Surroundings = {
    home: folder,
    env: { CLAUDE_CONFIG_DIR: join(folder, "claude") },
    platform: "linux",
  };
  const ledger = openLedger(join(folder, "ledger"), new Uint8Array(32));
  const read = () =>
    ingest({ agents: [claudeCode], surroundings, ledger, countTokens: (text) => Math.ceil(text.length / 4) });

  plainScan(paths);
  const scan = await timed(() => plainScan(paths));
  const cold = await timed(read);
  const warm = await timed(read);
  const join1 = await timed(() =>
    [...ledger.requests()].reduce((sum, { tokens }) => sum + (tokens?.output ?? 0), 0),
  );
  ledger.close();
  const kept = filesUnder(join(folder, "ledger")).reduce((sum, path) => sum + statSync(path).size, 0);
  console.table({
    corpus: { files: FILES, MiB: Math.round(bytes / 2 ** 20) },
    scan: { seconds: scan.seconds, ratio: 1, output: scan.value },
    cold: { seconds: cold.seconds, ratio: cold.seconds / scan.seconds },
    warm: { seconds: warm.seconds, files: warm.value.filesRead },
    views: { seconds: join1.seconds, output: join1.value },
    ledger: { MiB: Math.round(kept / 2 ** 20), percent: (100 * kept) / bytes },
  });
} finally {
  rmSync(folder, { recursive: true });
}
