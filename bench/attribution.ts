// Times the following of a repository's lines, from the first commit on and from what is remembered:
// node bench/attribution.ts <repository> [edits]
// Targets (two cores, warm cache): vite's size warm under 1 s, and tens of milliseconds more for a new commit.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { follow } from "../server/analysis/follow.ts";
import type { RepositoryEdit } from "../server/attribution/attribute.ts";
import { readCommits } from "../server/git/commits.ts";
import type { Commit } from "../server/git/facts.ts";
import { listCommits } from "../server/git/history.ts";
import { findRepository } from "../server/git/repository.ts";
import { createPrinter } from "../server/ledger/fingerprint.ts";
import { hasWeight } from "../server/lib/weight.ts";

const [source = ".", wanted = "100"] = process.argv.slice(2);
/** Edits are spread over the last commits: one commit in so many is an agent's. */
const EVERY = 5;
const printer = createPrinter(new Uint8Array(32));
const folder = mkdtempSync(join(tmpdir(), "bench-attribution-"));
const git = (...args: string[]): string =>
  execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: "pipe" }).trim();

/** As if an agent had made the change a minute before it was committed. */
function editOf(commit: Commit, turn: number): RepositoryEdit {
  const files = commit.files.filter(
    ({ path, oldPath, opaque, hunks }) => !opaque && path === oldPath && hunks.length > 0 && hasWeight(path),
  );
  return {
    at: commit.at - 60_000,
    turn,
    agent: "agent",
    session: `session ${turn >> 3}`,
    model: null,
    undone: false,
    files: files.slice(0, 8).map(({ path, hunks }) => ({
      path,
      movedTo: null,
      file: {
        path,
        movedTo: null,
        change: "update",
        before: null,
        hunks: hunks
          .filter(({ added }) => added.length > 0)
          .map(({ added, oldStart }) => ({
            oldStart: oldStart + 1,
            signs: "+".repeat(added.length),
            lines: printer.file(added),
            sketches: added.map((line) => printer.sketch(line)),
          })),
      },
    })),
  };
}

try {
  execFileSync("git", ["clone", "--quiet", "--bare", "--shared", source, folder], { stdio: "pipe" });
  const tip = git("rev-parse", "HEAD");
  const branch = git("symbolic-ref", "HEAD");
  for (const ref of git("for-each-ref", "--format=%(refname)").split("\n"))
    if (ref !== branch) git("update-ref", "-d", ref);
  const repository = await findRepository(folder);
  if (!repository || "error" in repository)
    throw new Error(repository?.error ?? `no repository at ${source}`);
  const history = await listCommits(repository, [tip]);
  const chosen = history
    .filter(({ parents }, i) => parents.length === 1 && (history.length - i) % EVERY === 0)
    .slice(-Number(wanted));
  const edits: RepositoryEdit[] = [];
  const ids = chosen.map(({ id }) => id);
  for await (const commit of readCommits(repository, ids)) edits.push(editOf(commit, edits.length));
  edits.sort((a, b) => a.at - b.at);

  console.log(`${history.length} commits, ${edits.length} edits`);

  const values = new Map<string, Uint8Array>();
  const store = {
    build: "bench",
    get: (name: string) => values.get(name) ?? null,
    put: (name: string, value: Uint8Array) => void values.set(name, value),
  };
  const time = async (name: string, commit: string): Promise<void> => {
    git("update-ref", branch, commit);
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    const followed = await follow(repository, edits, { printer, branch: null, commits: [], store });
    if ("error" in followed) throw new Error(followed.error);
    const seconds = ((performance.now() - start) / 1000).toFixed(2);
    const bytes = [...values.values()].reduce((sum, { length }) => sum + length, 0);
    const busy = (process.cpuUsage(cpu).user / 1e6).toFixed(2);
    const memory = Math.round(process.resourceUsage().maxRSS / 1024);
    const remembered = (bytes / 2 ** 20).toFixed(1);
    console.log(
      `${name}: ${followed.plan.length} commits, ${seconds} s (${busy} s of it here), ${remembered} MiB remembered, ${memory} MiB in memory`,
    );
  };
  await time("cold", git("rev-parse", `${tip}~3`));
  await time("warm", git("rev-parse", `${tip}~3`));
  await time("warm again", git("rev-parse", `${tip}~3`));
  await time("new commit", git("rev-parse", `${tip}~2`));
  await time("two more", tip);
  await time("one amended", git("rev-parse", `${tip}~2`));
} finally {
  rmSync(folder, { recursive: true });
}
