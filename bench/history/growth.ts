// How the cost grows with commits, files and edits: made-up histories of growing size, one row each.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bar, print } from "../figures.ts";
import type { FollowedOnce } from "./follow-once.ts";
import { makeHistory, type HistorySize } from "./made-history.ts";
import { inOwnProcess, type Spent } from "./own-process.ts";

/** No worse than linear: one more costs in the last step no more than in those before, but for what times vary by. */
const LINEAR = 1.3;

type Row = { readonly count: number; readonly milliseconds: number; readonly cpu: number };

/** Prints three tables. CPU time outside of git is what decides: wall time tells how busy the machine is. */
export async function measureGrowth(): Promise<void> {
  const commits: Row[] = [];
  for (const count of [1000, 2000, 4000, 8000])
    commits.push({ count, ...(await replayOf({ commits: count, files: 200 })) });
  table("commits (200 files), replay", commits);
  const files: Row[] = [];
  for (const count of [500, 1000, 2000, 4000])
    files.push({ count, ...(await replayOf({ commits: 1500, files: count })) });
  table("files (1500 commits), replay", files);
  const edits: Row[] = [];
  for (const count of [100, 200, 400, 800]) edits.push({ count, ...(await followOf(count)) });
  table("edits, eight a session (1600 commits, 200 files), followed cold", edits);
}

function table(name: string, rows: readonly Row[]): void {
  console.log(`  ${name}`);
  const largest = Math.max(...rows.map(({ cpu }) => cpu));
  for (const { count, milliseconds, cpu } of rows) {
    const times = `${milliseconds.toFixed(0).padStart(7)} ms ${cpu.toFixed(0).padStart(6)} ms CPU`;
    console.log(`  ${String(count).padStart(7)} ${times}  ${bar(cpu, largest)}`);
  }
  const slope = (from: Row | undefined, to: Row | undefined): number =>
    from && to ? (to.cpu - from.cpu) / (to.count - from.count) : Number.NaN;
  print({
    name: "one more in the last step / in those before",
    value: slope(rows.at(-2), rows.at(-1)) / slope(rows[0], rows.at(-2)),
    unit: "×",
    target: LINEAR,
  });
}

const replayOf = (size: HistorySize): Promise<Spent> =>
  withHistory(size, async (folder) => (await inOwnProcess("replay-once.ts", [folder])) as Spent);

const followOf = (edits: number): Promise<Spent> =>
  withHistory({ commits: 1600, files: 200 }, async (folder) => {
    const once = (await inOwnProcess("follow-once.ts", [folder, String(edits), "--cold"])) as FollowedOnce;
    return once.steps[0] ?? { milliseconds: 0, cpu: 0, peak: 0 };
  });

/** The less of two runs: what else the machine does only adds. */
async function withHistory(size: HistorySize, measure: (folder: string) => Promise<Spent>): Promise<Spent> {
  const folder = mkdtempSync(join(tmpdir(), "bench-growth-"));
  try {
    makeHistory(folder, size);
    const [a, b] = [await measure(folder), await measure(folder)];
    return a.cpu < b.cpu ? a : b;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
