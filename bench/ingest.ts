// Times the reading of a made-up corpus against a plain scan of the same bytes. `node bench/ingest.ts [files]`
// Targets (3,000 files are 1 GB as one finds it): cold 3 scans, warm 0.3 s, 250 MB, the ledger 5 % of the logs. The scan and
// the views give the same sum, each time.
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
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
import { countTokens } from "../server/pricing/estimate.ts";

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

/** Puts on what all records of a session bear. */
const stamper =
  (sessionId: string) =>
  (line: Line): Line => ({
    sessionId,
    cwd: "/home/dev/project",
    version: "2.1.0",
    gitBranch: "main",
    ...line,
    uuid: `u${ids++}`,
    timestamp: new Date((clock += 900)).toISOString(),
  });

/** A response in one to four lines of the same id; the last one knows the count. */
function response(content: Line): Line[] {
  const id = `msg_${ids++}`;
  const lines = random() < 0.6 ? 2 + Math.floor(random() * 3) : 1;
  return Array.from({ length: lines }, (_, index) => {
    const last = index === lines - 1;
    const message = {
      id,
      role: "assistant",
      model: "claude-sonnet-4-5",
      stop_reason: last ? "end_turn" : null,
      content: [last ? content : { type: "text", text: textOf(300 + random() * 700) }],
      usage: {
        input_tokens: 5,
        output_tokens: 10 + index * 200,
        cache_read_input_tokens: 9000,
        cache_creation_input_tokens: 300,
      },
    };
    return { type: "assistant", requestId: `req_${id}`, message };
  });
}

/** A tool's result without any count. */
const result = (id: string, content: string, toolUseResult: Line): Line => ({
  type: "user",
  message: { role: "user", content: [{ type: "tool_result", tool_use_id: id, content }] },
  toolUseResult,
});

/** What happens once in a session: a file is read, a file is edited, or a subagent says something. */
function exchange(file: string[]): Line[] {
  const id = `toolu_${ids++}`;
  const chance = random();
  if (chance < 0.25) {
    const at = Math.floor(random() * file.length);
    const [oldString = "", newString] = [file[at], `  ${textOf(40)}`];
    const originalFile = `${file.join("\n")}\n`;
    const structuredPatch = [
      {
        oldStart: at + 1,
        oldLines: 1,
        newStart: at + 1,
        newLines: 1,
        lines: [`-${oldString}`, `+${newString}`],
      },
    ];
    file[at] = newString;
    const filePath = "/home/dev/project/file.ts";
    const detail = { filePath, oldString, newString, originalFile, structuredPatch, userModified: false };
    const input = { file_path: filePath, old_string: oldString, new_string: newString };
    return [...response({ type: "tool_use", id, name: "Edit", input }), result(id, "done", detail)];
  }
  const text = textOf(3000 + random() * 6000);
  const [first = {}] = chance < 0.35 ? response({ type: "text", text }) : [];
  const progress = { type: "progress", data: { type: "agent_progress", message: first } };
  return [
    ...(chance < 0.35 ? [progress] : []),
    ...response({ type: "tool_use", id, name: "Read", input: { file_path: "/home/dev/project/file.ts" } }),
    result(id, text, { type: "text", file: { content: text } }),
  ];
}

function makeCorpus(folder: string, files: number): void {
  let copied: string[] = [];
  for (let number = 0; number < files; number++) {
    const size =
      number === 0
        ? Math.min(LARGEST, files * 30_000)
        : Math.min(LARGEST / 4, 105_000 * Math.exp(1.43 * normal()));
    const project = join(folder, "projects", `p${number % 40}`);
    mkdirSync(project, { recursive: true });
    const file = openSync(join(project, `s${number}.jsonl`), "w");
    let written = 0;
    const write = (text: string): void => void (written += writeSync(file, text));
    if (number % 10 === 1) copied.forEach(write);
    copied = [];
    const stamp = stamper(`s${number}`);
    const edited = Array.from({ length: 80 }, (_, index) => `${index} ${textOf(40)}`);
    while (written < size) {
      const lines = exchange(edited).map((line) => `${JSON.stringify(stamp(line))}\n`);
      if (copied.length < 40) copied.push(...lines);
      lines.forEach(write);
    }
    if (number === 2)
      write(`{"type":"file-history-snapshot","x":"${"x".repeat(Math.min(60 * 2 ** 20, files * 20_000))}"}\n`);
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
  type Counted = { message?: { id: string; usage: { output_tokens: number } } };
  for (const path of paths) {
    const bytes = readFileSync(path);
    for (let from = 0; from < bytes.length;) {
      const found = bytes.indexOf(0x0a, from);
      const end = found < 0 ? bytes.length : found;
      const line = bytes.subarray(from, end);
      from = end + 1;
      if (!line.includes('"usage"')) continue;
      const record: Counted & { data?: { message: Counted } } = JSON.parse(line.toString());
      const message = (record.data?.message ?? record).message;
      if (message !== undefined)
        most.set(message.id, Math.max(most.get(message.id) ?? 0, message.usage.output_tokens));
    }
  }
  return [...most.values()].reduce((sum, tokens) => sum + tokens, 0);
}

type Timing = { readonly seconds: number; readonly cpu: number; readonly MB: number } & Record<
  string,
  number
>;

/** Times one phase; each has a process of its own, so that it has a peak of memory of its own. */
async function timed(work: () => Promise<Record<string, number>>): Promise<Timing> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const more = await work();
  const { user, system } = process.cpuUsage(before);
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  return {
    seconds: round((performance.now() - start) / 1000),
    cpu: round((user + system) / 1e6),
    MB: Math.round(process.resourceUsage().maxRSS / 1024),
    ...more,
  };
}

async function read(folder: string): Promise<Record<string, number>> {
  const surroundings: Surroundings = {
    home: folder,
    env: { CLAUDE_CONFIG_DIR: join(folder, "claude") },
    platform: "linux",
  };
  const ledger = openLedger(join(folder, "ledger"), new Uint8Array(32));
  const { filesRead } = await ingest({ agents: [claudeCode], surroundings, ledger, countTokens });
  ledger.close();
  return { filesRead };
}

function sums(folder: string): Record<string, number> {
  const ledger = openLedger(join(folder, "ledger"), new Uint8Array(32));
  const output = [...ledger.requests()].reduce((sum, { tokens }) => sum + (tokens?.output ?? 0), 0);
  ledger.close();
  return { output };
}

const PHASES: Readonly<Record<string, (folder: string) => Promise<Record<string, number>>>> = {
  scan: (folder) => Promise.resolve({ output: plainScan(filesUnder(join(folder, "claude"))) }),
  cold: read,
  warm: read,
  appended: read,
  views: (folder) => Promise.resolve(sums(folder)),
};

function run(phase: string, folder: string): Timing {
  const [node, script = ""] = process.argv;
  const { stdout } = spawnSync(node ?? "node", [script, phase, folder], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(stdout) satisfies Timing;
}

function compare(files: number): void {
  const folder = mkdtempSync(join(tmpdir(), "bench-ingest-"));
  try {
    makeCorpus(join(folder, "claude"), files);
    const paths = filesUnder(join(folder, "claude"));
    const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
    run("scan", folder);
    const scan = run("scan", folder);
    const cold = run("cold", folder);
    const warm = run("warm", folder);
    const views = run("views", folder);
    const [line] = exchange(["x"]).map(stamper("s0"));
    appendFileSync(paths[0] ?? "", `${JSON.stringify(line)}\n`);
    const appended = run("appended", folder);
    const kept = filesUnder(join(folder, "ledger")).reduce((sum, path) => sum + statSync(path).size, 0);
    console.log(`${files} files, ${Math.round(bytes / 2 ** 20)} MiB`);
    console.table({
      scan: { ...scan, ratio: 1 },
      cold: { ...cold, ratio: cold.cpu / scan.cpu },
      warm,
      appended,
      views,
    });
    console.log(`ledger: ${((100 * kept) / bytes).toFixed(1)} % of the logs`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [phase = "300", folder] = process.argv.slice(2);
const work = PHASES[phase];
if (work !== undefined && folder !== undefined) {
  console.log(JSON.stringify(await timed(() => work(folder))));
} else compare(Number(phase));
