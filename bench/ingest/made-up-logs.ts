// A made-up corpus of Claude Code's records, shaped like what is found on disks: sizes, copies, streamed responses,
// subagents' progress, one very large file and one very long line. The same seed gives the same bytes.
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

export type Corpus = {
  /** Of all files together. */
  readonly megabytes: number;
  /** Of each file; null for sizes as one finds them: half below 105 KB, one in ten above 650 KB. */
  readonly kilobytesEach: number | null;
};

const MEDIAN = 105_000;
const SPREAD = 1.43;
/** The largest file, and the longest line, of a corpus of a gigabyte; less in a smaller one. */
const LARGEST = 87 * 2 ** 20;
const LONGEST = 60 * 2 ** 20;
const COPIED_LINES = 40;

type Line = Record<string, unknown>;

/** Makes the corpus under `folder`. */
export function makeLogs(folder: string, { megabytes, kilobytesEach }: Corpus): void {
  const total = megabytes * 2 ** 20;
  const scale = Math.min(1, megabytes / 1000);
  const story = storyteller();
  let copied: string[] = [];
  for (let number = 0, made = 0; made < total; number++) {
    const found = Math.min(LARGEST / 4, MEDIAN * Math.exp(SPREAD * story.normal()));
    const size = kilobytesEach === null ? (number === 0 ? LARGEST * scale : found) : kilobytesEach * 1000;
    const project = join(folder, "projects", `p${number % 40}`);
    mkdirSync(project, { recursive: true });
    const file = openSync(join(project, `s${number}.jsonl`), "w");
    let written = 0;
    const write = (text: string): void => void (written += writeSync(file, text));
    if (kilobytesEach === null && number % 10 === 1) copied.forEach(write);
    copied = [];
    const stamp = story.stamper(`s${number}`);
    const edited = Array.from({ length: 80 }, (_, index) => `${index} ${story.text(40)}`);
    while (written < size) {
      const lines = story.exchange(edited).map((line) => `${JSON.stringify(stamp(line))}\n`);
      if (copied.length < COPIED_LINES) copied.push(...lines);
      lines.forEach(write);
    }
    if (kilobytesEach === null && number === 2)
      write(`{"type":"file-history-snapshot","x":"${"x".repeat(LONGEST * scale)}"}\n`);
    closeSync(file);
    made += written;
  }
}

/** One more turn of a session. */
export function oneTurn(session: string): string {
  const story = storyteller(2);
  const stamp = story.stamper(session);
  const prompt = { type: "user", message: { role: "user", content: "One more." } };
  return [prompt, ...story.exchange(["a line", "another"])]
    .map((line) => `${JSON.stringify(stamp(line))}\n`)
    .join("");
}

function storyteller(seed = 1) {
  const random = randomBy(seed);
  const words = Array.from({ length: 2000 }, (_, index) => `word${index.toString(36)}`);
  const pool = Array.from({ length: 100_000 }, () => words[Math.floor(random() * words.length)]).join(" ");
  let clock = Date.parse(seed === 1 ? "2026-01-01T00:00:00Z" : "2026-06-01T00:00:00Z");
  let ids = seed * 1e9;

  const text = (length: number): string => {
    const start = Math.floor(random() * (pool.length - length));
    return pool.slice(start, start + Math.floor(length));
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
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
  const response = (content: Line): Line[] => {
    const id = `msg_${ids++}`;
    const lines = random() < 0.6 ? 2 + Math.floor(random() * 3) : 1;
    return Array.from({ length: lines }, (_, index) => {
      const last = index === lines - 1;
      const message = {
        id,
        role: "assistant",
        model: "claude-sonnet-4-5",
        stop_reason: last ? "end_turn" : null,
        content: [last ? content : { type: "text", text: text(300 + random() * 700) }],
        usage: {
          input_tokens: 5,
          output_tokens: 10 + index * 200,
          cache_read_input_tokens: 9000,
          cache_creation_input_tokens: 300,
        },
      };
      return { type: "assistant", requestId: `req_${id}`, message };
    });
  };

  /** An edit of a line, its result with the whole file before it. */
  const edit = (file: string[]): Line[] => {
    const id = `toolu_${ids++}`;
    const at = Math.floor(random() * file.length);
    const [oldString = "", newString] = [file[at], `  ${text(40)}`];
    const originalFile = `${file.join("\n")}\n`;
    const place = { oldStart: at + 1, oldLines: 1, newStart: at + 1, newLines: 1 };
    const structuredPatch = [{ ...place, lines: [`-${oldString}`, `+${newString}`] }];
    file[at] = newString;
    const filePath = "/home/dev/project/file.ts";
    const detail = { filePath, oldString, newString, originalFile, structuredPatch, userModified: false };
    const input = { file_path: filePath, old_string: oldString, new_string: newString };
    return [...response({ type: "tool_use", id, name: "Edit", input }), result(id, "done", detail)];
  };

  /** What happens in a session: a file is read, a file is edited, or a subagent says something. */
  const exchange = (file: string[]): Line[] => {
    const chance = random();
    if (chance < 0.25) return edit(file);
    const id = `toolu_${ids++}`;
    const read = text(3000 + random() * 6000);
    const [first = {}] = chance < 0.35 ? response({ type: "text", text: read }) : [];
    const carried = { ...first, uuid: `u${ids++}`, timestamp: new Date((clock += 100)).toISOString() };
    const progress = { type: "progress", data: { type: "agent_progress", message: carried } };
    return [
      ...(chance < 0.35 ? [progress] : []),
      ...response({ type: "tool_use", id, name: "Read", input: { file_path: "/home/dev/project/file.ts" } }),
      result(id, read, { type: "text", file: { content: read } }),
    ];
  };

  return { text, normal, stamper, exchange };
}

/** A tool's result without any count. */
const result = (id: string, content: string, toolUseResult: Line): Line => ({
  type: "user",
  message: { role: "user", content: [{ type: "tool_result", tool_use_id: id, content }] },
  toolUseResult,
});

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
