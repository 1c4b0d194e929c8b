import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { blameFile, parseBlame, type BlamedLines } from "../../../server/git/blame.ts";
import { parseStream } from "../../../server/git/cursor.ts";
import { createFolder, createRepo, openRepository, type TestRepo } from "../../harness/repo.ts";

function open(): TestRepo {
  const folder = createFolder();
  onTestFinished(() => folder.dispose());
  return createRepo(join(folder.path, "r"));
}

async function blamed(repo: TestRepo, path: string, firstParent = false): Promise<BlamedLines[]> {
  const lines: BlamedLines[] = [];
  const repository = await openRepository(repo.root);
  for await (const some of blameFile(repository, repo.git("rev-parse", "HEAD"), path, { firstParent }))
    lines.push(some);
  return lines.toSorted((a, b) => a.at - b.at);
}

/** Commit and name of each line in git's form for people: `<id> <name> <line>) <text>`. */
function asPrinted(repo: TestRepo, path: string, ...flags: readonly string[]): string[] {
  const text = repo.git(
    "-c",
    "core.quotePath=false",
    "blame",
    "-l",
    "-s",
    "-f",
    "--root",
    ...flags,
    "HEAD",
    "--",
    path,
  );
  return text.split("\n").map((line) => /^([0-9a-f]+ .*?) +\d+\) /.exec(line)?.[1] ?? line);
}

const expanded = (lines: readonly BlamedLines[]): string[] =>
  lines.flatMap(({ commit, path, count }) => Array.from({ length: count }, () => `${commit} ${path}`));

const text = (...words: readonly string[]): string => words.map((word) => `${word}\n`).join("");

function history(): TestRepo {
  const repo = open();
  repo.write("src/old name.ts", text("a", "b", "c", "d", "e", "f", "g"));
  repo.commit("filename in the subject\n\nfilename src/nowhere");
  repo.git("switch", "-q", "-c", "side");
  repo.write("src/old name.ts", text("a", "b", "c", "d", "e", "f", "side", "g"));
  repo.commit("side");
  repo.git("switch", "-q", "main");
  repo.move("src/old name.ts", "src/ü.ts");
  repo.write("src/ü.ts", text("a", "B", "c", "d", "e", "f", "g"));
  repo.commit("renamed");
  repo.git("merge", "-q", "--no-ff", "--no-edit", "side");
  return repo;
}

test("says of every line what git prints for people, with the names that files had", async () => {
  const repo = history();
  const lines = expanded(await blamed(repo, "src/ü.ts"));
  expect(lines).toEqual(asPrinted(repo, "src/ü.ts"));
  expect(new Set(lines.map((line) => line.slice(41)))).toEqual(new Set(["src/old name.ts", "src/ü.ts"]));
  const own = expanded(await blamed(repo, "src/ü.ts", true));
  expect(own).toEqual(asPrinted(repo, "src/ü.ts", "--first-parent"));
  expect(own).not.toEqual(lines);
});

test("a name that git puts in quotes is the name itself", async () => {
  const repo = open();
  const odd = 'q"uo\te\\ ü';
  repo.write(odd, text("a", "b", "c", "d"));
  repo.commit("odd");
  repo.move(odd, "plain");
  repo.commit("moved");
  expect(await blamed(repo, "plain")).toMatchObject([{ at: 0, count: 4, path: odd }]);
});

test("commits to be passed over are not, whoever says so", async () => {
  const repo = open();
  repo.write("f", text("one", "two"));
  repo.commit("first");
  repo.write("f", text("  one", "  two"));
  const second = repo.commit("indented");
  repo.write(".git-blame-ignore-revs", `${second}\n`);
  repo.git("config", "blame.ignoreRevsFile", ".git-blame-ignore-revs");
  expect(asPrinted(repo, "f").join()).not.toContain(second);
  expect(expanded(await blamed(repo, "f"))).toEqual([`${second} f`, `${second} f`]);
  rmSync(join(repo.root, ".git-blame-ignore-revs"));
  expect(await blamed(repo, "f")).toHaveLength(1);
});

test("a file without lines has none; one that is not there is an error", async () => {
  const repo = open();
  repo.write("empty", "");
  repo.commit("first");
  expect(await blamed(repo, "empty")).toEqual([]);
  await expect(blamed(repo, "nowhere")).rejects.toThrow(/no such path/);
  await expect(blamed(repo, "--output=x")).rejects.toThrow(/no such path/);
});

const id = "a".repeat(64);
const entry = `${id} 7 3 2\nauthor filename\nauthor-mail <x>\nsummary filename no\nfilename yes\n`;

async function parsed(...chunks: readonly string[]): Promise<BlamedLines[]> {
  const lines: BlamedLines[] = [];
  const bytes = (async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk, "latin1");
  })();
  for await (const some of parseStream(bytes, parseBlame)) lines.push(some);
  return lines;
}

test("entries may come in pieces", async () => {
  const whole = await parsed(entry + entry);
  expect(whole).toEqual(Array.from({ length: 2 }, () => ({ at: 2, count: 2, commit: id, path: "yes" })));
  expect(await parsed(...entry, ...entry)).toEqual(whole);
});

test("anything else than entries is an error, never an answer", async () => {
  await expect(parsed(entry, "fatal: no\n")).rejects.toThrow(/not understood/);
  await expect(parsed(entry.slice(0, -13))).rejects.toThrow(/middle of an entry/);
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1 }), async (noise) => {
      await expect(parsed(`${noise}\n${entry}`)).rejects.toThrow(/git blame/);
    }),
    { numRuns: 50 },
  );
});
