// What others notice of us: git at work in a very large repository, with and without reports made of it all the time.
// node bench/neighbour/index.ts [files] [branches], after `npm run build`.
import { spawn, execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { constants, setPriority, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { median, print } from "../figures.ts";
import { makeLarge, makeSession, pathOf } from "./made-repository.ts";

const [files = "100000", branches = "1000"] = process.argv.slice(2);
const PAIRS = 5;
/** Times vary by so much from one run to the next. */
const SAME = 1.1;
const CLI = resolve("dist/cli.cjs");

if (!existsSync(CLI)) throw new Error("there is no build: npm run build");
const folder = mkdtempSync(join(tmpdir(), "bench-neighbour-"));
const [root, home] = [join(folder, "repo"), join(folder, "home")];
const env = { PATH: process.env["PATH"] ?? "", HOME: home, TOKENWORTH_HOME: join(folder, "data") };

function timeOf(args: readonly string[]): number {
  const started = performance.now();
  execFileSync("git", args, { cwd: root, env, stdio: "ignore" });
  return performance.now() - started;
}

/** Reports one after the other until it is told to stop; in the background, as a server that nobody waits for would. */
function startReports(background: boolean) {
  let [stopped, count] = [false, 0];
  const one = (): Promise<number | null> =>
    new Promise((done) => {
      const child = spawn(process.execPath, [CLI, "report", "--format", "json"], {
        cwd: root,
        env,
        stdio: "ignore",
      });
      if (background && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
      child.once("close", done);
    });
  const all = (async () => {
    for (; !stopped; count++) if ((await one()) !== 0) throw new Error("a report failed");
  })();
  return async (): Promise<number> => {
    stopped = true;
    await all;
    return count;
  };
}

/** A day's commands, each once, in ms. */
function work(round: number): ReadonlyMap<string, number> {
  const times = new Map([["status", timeOf(["status", "--short"])]]);
  appendFileSync(join(root, pathOf(round + 10)), `export const round${round} = 1;\n`);
  times.set("commit", timeOf(["commit", "--quiet", "--all", "--message", `round ${round}`]));
  times.set("checkout", timeOf(["checkout", "--quiet", "other"]));
  timeOf(["checkout", "--quiet", "main"]);
  return times;
}

try {
  console.log(`neighbours: ${files} files, ${branches} branches`);
  makeLarge(root, { files: Number(files), branches: Number(branches) });
  makeSession(home, root, 5);
  const first = performance.now();
  execFileSync(process.execPath, [CLI, "report"], { cwd: root, env, stdio: "ignore" });
  const second = performance.now();
  execFileSync(process.execPath, [CLI, "report"], { cwd: root, env, stdio: "ignore" });
  print({ name: "the first report", value: (second - first) / 1000, unit: " s" });
  print({ name: "the next one", value: (performance.now() - second) / 1000, unit: " s" });
  work(0);
  const ratios = new Map<string, number[]>();
  let [round, reports] = [0, 0];
  for (let pair = 0; pair < PAIRS; pair++) {
    const alone = work(++round);
    for (const background of [true, false]) {
      const stop = startReports(background);
      // Until it has started and reads the working tree.
      await wait(1500);
      const beside = work(++round);
      reports += await stop();
      for (const [command, time] of beside) {
        const name = `git ${command} beside reports in the ${background ? "background" : "foreground"}`;
        ratios.set(name, [...(ratios.get(name) ?? []), time / (alone.get(command) ?? Number.NaN)]);
      }
    }
  }
  for (const [name, list] of ratios)
    print({
      name,
      value: median(list),
      unit: "×",
      ...(name.endsWith("background") ? { target: SAME } : {}),
      note: list.map((ratio) => ratio.toFixed(2)).join(" "),
    });
  console.log(`  ${reports} reports meanwhile`);
} finally {
  rmSync(folder, { recursive: true });
}
