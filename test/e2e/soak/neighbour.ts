// A developer and an agent at work for as long as its input is open: logs grow, commits are made, rebased, amended and
// stashed, branches come, are switched and go, and git clears up. node test/e2e/soak/neighbour.ts <folder> <seed> <pause in ms>
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createRepo } from "../../harness/repo.ts";
import { applied, textOf, type Change, type Clock, type SessionLog } from "../../harness/session-log.ts";
import { writeClaudeCode } from "../../harness/write-claude-code.ts";

const [folder = "", seed = "1", pause = "200"] = process.argv.slice(2);
const FILES = 24;
const PROMPTS = 12;
/** A file longer than this is cut, and branches beyond so many go: what there is to do stays about the same. */
const LONGEST = 160;
const BRANCHES = 6;

let state = Number(seed);
/** 0 … below - 1, the same row for the same seed. */
function random(below: number): number {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}
const pick = <T>(items: readonly T[]): T | undefined => items[random(items.length)];

const repo = createRepo(join(folder, "repo"));
let now = Date.UTC(2026, 0, 5, 9);
const clock: Clock = {
  stamp: () => new Date((now += 2000)).toISOString(),
  now: () => new Date(now).toISOString(),
  wait: (minutes) => void (now += minutes * 60_000),
};
let sessions = 0;
let steps = 0;
let log = openSession();

function openSession(): SessionLog {
  const session = `50a0${String(++sessions).padStart(4, "0")}-0000-4000-8000-000000000000`;
  const branch = (): string => repo.tryGit("branch", "--show-current") || "main";
  return writeClaudeCode({ home: join(folder, "home"), folder: repo.root, session, branch, clock });
}

const linesAt = (path: string): string[] | null =>
  existsSync(join(repo.root, path))
    ? readFileSync(join(repo.root, path), "utf8").split("\n").slice(0, -1)
    : null;
const word = (): string => `value${random(9000)}`;
const code = (): string =>
  pick([`  ${word()} = ${word()};`, `}`, `if (${word()}) {`, "", `call(${word()});`]) ?? "";

function changeOf(lines: readonly string[]): Change {
  const remove = lines.length > LONGEST ? 40 : Math.min(random(4), lines.length);
  const at = random(lines.length - remove + 1);
  return { at, remove, add: Array.from({ length: 1 + random(6) }, code) };
}

function agentEdits(): void {
  if (steps % PROMPTS === 0) log = openSession();
  log.prompt(`do ${word()}`);
  for (let k = random(3); k >= 0; k--) {
    const path = `src/file${random(FILES)}.ts`;
    const before = linesAt(path);
    const change = changeOf(before ?? []);
    log.edit({ path: join(repo.root, path), before, changes: [change] }, "edit");
    repo.write(path, textOf(applied(before ?? [], [change])));
  }
  log.say("Done.");
}

function personEdits(): void {
  const path = `src/file${random(FILES)}.ts`;
  const before = linesAt(path) ?? [];
  repo.write(path, textOf(applied(before, [changeOf(before)])));
}

function commit(): void {
  repo.commit(random(12) === 0 ? `Revert "step ${steps - 1}"` : `step ${steps}`);
  now += 3_600_000;
}

const branches = (): string[] =>
  repo
    .git("for-each-ref", "--format=%(refname:short)", "refs/heads")
    .split("\n")
    .filter((name) => name !== "");

/** A commit first, so that nothing of the working tree is in the way. */
function move(...args: readonly string[]): void {
  commit();
  if (repo.tryGit(...args) === null) repo.tryGit(args[0] === "rebase" ? "rebase" : "merge", "--abort");
}

function tidy(): void {
  repo.tryGit("reflog", "expire", "--expire=now", "--all");
  repo.tryGit("gc", "--quiet", "--prune=now");
}

const deeds: readonly (readonly [weight: number, deed: () => void])[] = [
  [30, agentEdits],
  [12, personEdits],
  [20, commit],
  [4, () => void repo.tryGit("commit", "--quiet", "--amend", "--all", "--no-edit")],
  [4, () => move("switch", "--quiet", "--create", `topic-${steps}`)],
  [6, () => move("switch", "--quiet", pick(branches()) ?? "main")],
  [3, () => move("rebase", "--quiet", "-X", "theirs", "main")],
  [3, () => move("merge", "--quiet", "--no-edit", "-X", "ours", pick(branches()) ?? "main")],
  [2, () => void repo.tryGit("stash", "--quiet", "--include-untracked")],
  [2, () => void repo.tryGit("stash", "drop", "--quiet")],
  [1, () => rmSync(join(repo.root, `src/file${random(FILES)}.ts`), { force: true })],
];

function dropBranches(): void {
  const others = branches().filter((name) => name !== "main");
  if (others.length <= BRANCHES) return;
  move("switch", "--quiet", "main");
  for (const name of others.slice(0, others.length - BRANCHES)) repo.tryGit("branch", "-D", "--quiet", name);
}

function step(): void {
  steps++;
  let left = random(deeds.reduce((sum, [weight]) => sum + weight, 0));
  const chosen = deeds.find(([weight]) => (left -= weight) < 0);
  chosen?.[1]();
  if (steps % 25 === 0) dropBranches();
  if (steps % 150 === 0) tidy();
}

let over = false;
process.stdin.on("end", () => (over = true)).resume();
agentEdits();
commit();
console.log("ready");
while (!over) {
  step();
  await wait(Number(pause));
}
console.log(JSON.stringify({ steps, sessions }));
