// What history costs, in ratios of one run: node bench/history/index.ts [repository]
// Without a repository, on a made-up one. The machine should have nothing else to do.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureFollowing } from "./following.ts";
import { measureGrowth } from "./growth.ts";
import { makeHistory } from "./made-history.ts";
import { measureNewCommits } from "./new-commit.ts";
import { measureReplay } from "./whole-replay.ts";

const [given] = process.argv.slice(2);
const made = given === undefined ? mkdtempSync(join(tmpdir(), "bench-history-")) : null;
try {
  if (made !== null) makeHistory(made, { commits: 3000, files: 400 });
  const path = given ?? made ?? ".";
  console.log(`history: ${given ?? "made up"}`);
  await measureReplay(path);
  await measureNewCommits(path);
  await measureFollowing(path, 100);
  console.log("growth");
  await measureGrowth();
} finally {
  if (made !== null) rmSync(made, { recursive: true });
}
