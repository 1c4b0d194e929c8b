// What is followed from a snapshot is what is followed from the first commit, whatever happened to the history since.
import { renameSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { follow } from "../../../server/analysis/follow.ts";
import type { RepositoryEdit } from "../../../server/attribution/attribute.ts";
import { readCommits } from "../../../server/git/commits.ts";
import type { Commit } from "../../../server/git/facts.ts";
import { listCommits } from "../../../server/git/history.ts";
import { findRepository } from "../../../server/git/repository.ts";
import { createPrinter } from "../../../server/ledger/fingerprint.ts";
import { createFolder, createRepo, type TestRepo } from "../../harness/repo.ts";
import { observed } from "../attribution/observed.ts";
import { editsFrom } from "../attribution/random-edits.ts";

const printer = createPrinter(new Uint8Array(32));
let folder = createFolder();
let repo: TestRepo;
let store = createStore();

/** Remembers as the ledger would, and how far the snapshots reach. */
function createStore(build = "build") {
  const values = new Map<string, Uint8Array>();
  const puts: string[] = [];
  return {
    build,
    values,
    puts,
    get: (name: string) => values.get(name) ?? null,
    put: (name: string, value: Uint8Array) => {
      values.set(name, value);
      puts.push(name);
    },
  };
}

const words = (seed: number, count: number): string =>
  Array.from({ length: count }, (_, i) => `line ${seed * 7 + (i % 5)} of ${i}\n`).join("");

function work(from: number, count: number): void {
  for (let i = from; i < from + count; i++) {
    repo.write(`src/${i % 4}.ts`, words(i, 6 + (i % 9)));
    repo.write("notes.md", words(i % 3, 4));
    repo.commit(i % 11 === 7 ? `Revert "work ${i - 2}"` : `work ${i}`);
  }
}

beforeEach(() => {
  folder = createFolder();
  repo = createRepo(`${folder.path}/repo`);
  store = createStore();
  work(0, 40);
});
afterEach(() => folder.dispose());

async function repositoryHere() {
  const repository = await findRepository(repo.root);
  if (!repository || "error" in repository) throw new Error("no repository");
  return repository;
}

/** Every third commit of the present history, as an agent's edit. */
async function editsNow(): Promise<RepositoryEdit[]> {
  const repository = await repositoryHere();
  const plan = await listCommits(repository, [repo.git("rev-parse", "HEAD")]);
  const ids = plan.map(({ id }) => id);
  const commits: Commit[] = [];
  for await (const commit of readCommits(repository, ids)) commits.push(commit);
  const choices = [0, 1, 2, 3, 4, 5].map((turn) =>
    turn % 3 === 0 ? { turn, early: 5, whole: false, undone: false } : null,
  );
  return editsFrom(commits, choices, () => undefined, printer);
}

async function answer(edits: readonly RepositoryEdit[], memory: typeof store | null, commits: string[] = []) {
  const repository = await repositoryHere();
  const followed = await follow(repository, edits, { printer, branch: null, commits, store: memory });
  if ("error" in followed) throw new Error(followed.error);
  const { attribution, whereabouts, plan, linesAt } = followed;
  const paths = ["src/0.ts", "src/1.ts", "src/2.ts", "src/3.ts", "notes.md", "new.ts"];
  const places = [{ checkout: repo.root }, ...commits.map((commit) => ({ commit }))];
  return {
    ...observed(attribution),
    plan,
    commits: whereabouts.commits,
    main: [...whereabouts.main].sort((a, b) => a - b),
    open: [...whereabouts.open].sort((a, b) => a - b),
    missing: [...whereabouts.missing].sort((a, b) => a - b),
    trees: places.map((place) => paths.map((path) => linesAt(place, path))),
  };
}

/** Follows with what the store remembers, and holds the answer against that of a store that remembers nothing. */
async function compare(edits: readonly RepositoryEdit[], commits: string[] = []): Promise<void> {
  const fresh = await answer(edits, null, commits);
  expect(await answer(edits, store, commits)).toEqual(fresh);
  expect(fresh.turns.length).toBeGreaterThan(0);
}

test("nothing new", async () => {
  const edits = await editsNow();
  await compare(edits);
  expect(store.puts).toEqual(["lines 0", "lines"]);
  await compare(edits);
  expect(store.puts.length, "a warm run makes no snapshot").toBe(2);
});

test("new commits, one by one, with more edits and changes that are not committed", async () => {
  await compare(await editsNow());
  for (let i = 40; i < 75; i += 5) {
    work(i, 5);
    repo.write("new.ts", words(i, 7));
    repo.write("src/0.ts", words(i + 1, 9));
    await compare(await editsNow());
    repo.remove("new.ts");
  }
  expect(store.puts.filter((name) => name !== "lines").length).toBeGreaterThan(1);
});

test("turns that got other numbers, and edits that were found late", async () => {
  const edits = await editsNow();
  await compare(edits.slice(3));
  await compare(edits);
  const shifted = edits.map((edit) => ({ ...edit, turn: edit.turn + 1000 }));
  await compare(shifted);
  await compare(edits.toSpliced(4, 1));
  await compare(edits.map((edit, i) => (i === 2 ? { ...edit, undone: true } : edit)));
  await compare(edits);
  await compare(edits.map((edit, i) => (i === 2 ? { ...edit, turn: 77 } : edit)));
});

test("an amended tip, and a rebased branch", async () => {
  repo.git("switch", "--quiet", "--create", "topic", "HEAD~30");
  repo.write("new.ts", words(3, 20));
  repo.commit("topic");
  repo.git("switch", "--quiet", "main");
  const edits = await editsNow();
  await compare(edits);
  repo.write("src/1.ts", words(90, 8));
  repo.git("commit", "--quiet", "--all", "--amend", "--message", "amended");
  await compare(edits);
  repo.git("switch", "--quiet", "topic");
  repo.git("rebase", "--quiet", "main");
  await compare(edits);
  repo.git("switch", "--quiet", "main");
  repo.git("branch", "--quiet", "-D", "topic");
  await compare(edits);
  repo.git("reset", "--quiet", "--hard", "HEAD~25");
  work(100, 20);
  await compare(edits);
});

test("a branch from an old commit, a merge, a stash, and a commit asked for", async () => {
  const edits = await editsNow();
  await compare(edits);
  const puts = store.puts.length;
  await compare(edits, [repo.git("rev-parse", "HEAD~33")]);
  expect(store.puts.length, "no snapshot of a history that was only asked for").toBe(puts);
  repo.git("switch", "--quiet", "--create", "old", "HEAD~35");
  repo.write("new.ts", words(3, 20));
  repo.commit("from an old commit");
  await compare(edits);
  repo.git("switch", "--quiet", "main");
  repo.git("merge", "--quiet", "--no-edit", "old");
  repo.write("src/2.ts", words(60, 9));
  repo.git("stash", "--quiet");
  await compare(edits);
});

test("damaged values, another key and another build are not used", async () => {
  const edits = await editsNow();
  await compare(edits);
  const kept = new Map(store.values);
  for (const [name, value] of kept) {
    store.values.set(name, value.with(value.length >> 1, 255 - (value[value.length >> 1] ?? 0)));
    await compare(edits);
    store.values.set(name, value.subarray(0, value.length >> 1));
    await compare(edits);
  }
  const other = createStore("another");
  for (const [name, value] of kept) other.values.set(name, value);
  const fresh = await answer(edits, null);
  expect(await answer(edits, other)).toEqual(fresh);
  expect(other.puts, "made anew").toEqual(["lines 0", "lines"]);
});

test("a blob that is missing, and comes later", async () => {
  const edits = await editsNow();
  const oid = repo.git("rev-parse", "HEAD~30:src/1.ts");
  const object = join(repo.root, ".git/objects", oid.slice(0, 2), oid.slice(2));
  const whole = await answer(edits, null);
  renameSync(object, join(folder.path, oid));
  await compare(edits);
  const puts = store.puts.length;
  await compare(edits);
  expect(store.puts.length, "what is missing is remembered").toBe(puts);
  expect(await answer(edits, store)).not.toEqual(whole);
  renameSync(join(folder.path, oid), object);
  await compare(edits);
  expect(await answer(edits, store)).toEqual(whole);
});

test("a snapshot holds no text", async () => {
  const edits = await editsNow();
  await compare(edits);
  const bytes = Buffer.concat([...store.values.values()]);
  expect(bytes.includes("src")).toBe(true);
  for (const text of ["line 7 of", " of 3", "work 3", "Revert", "Ada", "example.com"])
    expect(bytes.includes(text)).toBe(false);
});
