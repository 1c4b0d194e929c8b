// All benches in turn: node bench/main.ts [path]. A path to a git repository is measured for its history, any other folder
// for the logs in it; without one, both on made-up data. A bench judges nothing: its exit status is 0.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const INGEST = new URL("./ingest/index.ts", import.meta.url);
const HISTORY = new URL("./history/index.ts", import.meta.url);
const FIGURES = new URL("./figures-of-picture/index.ts", import.meta.url);
const NEIGHBOUR = new URL("./neighbour/index.ts", import.meta.url);
const SERVER = new URL("./server/index.ts", import.meta.url);
const PANEL = new URL("./panel/index.ts", import.meta.url);
const ACTIVATION = new URL("./activation/index.ts", import.meta.url);

const [path] = process.argv.slice(2);

/** Whether git finds a repository there: a working tree's folder, or a bare one. */
function isRepository(folder: string): boolean {
  return spawnSync("git", ["-C", folder, "rev-parse", "--git-dir"], { stdio: "ignore" }).status === 0;
}

function run(file: URL, args: readonly string[]): void {
  const script = fileURLToPath(file);
  const { status } = spawnSync(process.execPath, ["--no-warnings", script, ...args], { stdio: "inherit" });
  if (status !== 0) console.log(`  ${script} could not measure`);
}

if (path === undefined || !isRepository(path)) run(INGEST, path === undefined ? [] : [path]);
if (path === undefined || isRepository(path)) run(HISTORY, path === undefined ? [] : [path]);
if (path === undefined) run(NEIGHBOUR, []);
if (path === undefined) run(SERVER, []);
if (path === undefined) run(FIGURES, []);
if (path === undefined) run(PANEL, []);
if (path === undefined) run(ACTIVATION, []);
