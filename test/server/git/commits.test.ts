import { chmodSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readCommits, type ReadOptions } from "../../../server/git/commits.ts";
import type { Commit, FileChange, Repository } from "../../../server/git/facts.ts";
import { listCommits } from "../../../server/git/history.ts";
import { createFolder, createRepo, openRepository, type TestRepo } from "../../harness/repo.ts";

let folder: ReturnType<typeof createFolder>;
let repo: TestRepo;

beforeEach(() => {
  folder = createFolder();
  repo = createRepo(join(folder.path, "a b é"));
});
afterEach(() => folder.dispose());

async function read(
  ids?: readonly string[],
  options: ReadOptions = {},
  other?: Repository,
): Promise<Commit[]> {
  const repository = other ?? (await openRepository(repo.root));
  const all = ids ?? (await listCommits(repository, [repo.git("rev-parse", "HEAD")])).map(({ id }) => id);
  const commits: Commit[] = [];
  for await (const commit of readCommits(repository, all, options)) commits.push(commit);
  return commits;
}

async function last(options: ReadOptions = {}): Promise<Commit> {
  const [commit] = await read([repo.git("rev-parse", "HEAD")], options);
  if (!commit) throw new Error("nothing was read");
  return commit;
}

function fileOf(commit: Commit, path: string): FileChange | undefined {
  return commit.files.find((file) => file.path === path);
}

test("a commit is its hunks, with their places and texts", async () => {
  repo.write("f", "one\ntwo\nthree\nfour");
  repo.commit("first");
  repo.write("f", "zero\none\nTWO\nthree\r\nfour\n");
  const id = repo.commit("second");
  const commit = await last();
  expect(commit).toMatchObject({
    id,
    parents: [repo.git("rev-parse", "HEAD^")],
    at: Date.UTC(2026, 0, 5, 11),
    reverts: [],
  });
  expect(fileOf(commit, "f")).toMatchObject({ path: "f", oldPath: "f", opaque: false });
  expect(fileOf(commit, "f")?.hunks).toEqual([
    { oldStart: 0, oldLines: 0, newStart: 1, added: ["zero"] },
    { oldStart: 2, oldLines: 3, newStart: 3, added: ["TWO", "three", "four"] },
  ]);
});

test("commits come in the order asked for, whatever it is", async () => {
  const ids = [1, 2, 3].map((n) => {
    repo.write("f", `${n}\n`);
    return repo.commit(`c${n}`);
  });
  const wanted = [ids[1] ?? "", ids[2] ?? "", ids[0] ?? ""];
  expect((await read(wanted)).map(({ id }) => id)).toEqual(wanted);
});

test("names with blanks, quotes, tabs and other letters; a byte order mark; lines like a patch's own", async () => {
  const names = ["--- a", "@@ -1 +1 @@", 'q"uo\\te', "sp ace", "t\tab", "ü/моё"];
  const text = ["diff --git a/x b/x", "@@ -1 +1 @@", "--- a/x", "\\ No newline at end of file", ":100644"];
  for (const name of names) repo.write(name, `\ufeff${text.join("\n")}`);
  repo.commit("odd");
  const { files } = await last();
  expect(files.map(({ path }) => path)).toEqual(names.toSorted());
  for (const { hunks } of files) expect(hunks.map(({ added }) => added)).toEqual([text]);
});

test("renames, with and without changes, modes, deletions and empty files", async () => {
  const long = Array.from({ length: 20 }, (_, i) => `line ${i}\n`).join("");
  repo.write("moved", long);
  repo.write("edited", `${long}x\n`);
  repo.write("mode", "m\n");
  repo.write("gone", "g\n");
  repo.commit("first");
  repo.move("moved", "to/moved");
  repo.move("edited", "to/edited");
  repo.write("to/edited", `${long}y\n`);
  repo.remove("gone");
  repo.write("empty", "");
  chmodSync(join(repo.root, "mode"), 0o755);
  repo.commit("second");
  const commit = await last();
  const known = (path: string) => {
    const file = fileOf(commit, path);
    return (
      file && {
        oldPath: file.oldPath,
        hunks: file.hunks.length,
        gone: file.oid === null,
        same: file.oid === file.oldOid,
      }
    );
  };
  expect(known("to/moved")).toEqual({ oldPath: "moved", hunks: 0, gone: false, same: true });
  expect(known("to/edited")).toEqual({ oldPath: "edited", hunks: 1, gone: false, same: false });
  expect(known("gone")).toEqual({ oldPath: "gone", hunks: 0, gone: true, same: false });
  expect(known("empty")).toEqual({ oldPath: null, hunks: 0, gone: false, same: false });
  expect(commit.files).toHaveLength(5);
});

test("binary files, links and submodules are opaque; what becomes text comes whole", async () => {
  repo.write("bin", Uint8Array.of(0, 1, 2));
  repo.write("text", "a\nb\n");
  repo.git("update-index", "--add", "--cacheinfo", `120000,${repo.git("hash-object", "-w", "text")},link`);
  repo.git("commit", "--quiet", "-m", "link");
  repo.git("update-index", "--add", "--cacheinfo", `160000,${repo.git("rev-parse", "HEAD")},sub`);
  repo.git("add", "bin", "text");
  repo.git("commit", "--quiet", "-m", "first");
  expect((await last()).files.map(({ path, opaque }) => [path, opaque])).toEqual([
    ["bin", true],
    ["sub", true],
    ["text", false],
  ]);
  repo.write("bin", "now\ntext\n");
  repo.write("text", Uint8Array.of(0));
  repo.write("link", "a file\n");
  repo.git("add", "bin", "text", "link");
  repo.git("commit", "--quiet", "-m", "second");
  const commit = await last();
  expect(fileOf(commit, "bin")).toMatchObject({
    opaque: false,
    whole: true,
    hunks: [{ added: ["now", "text"] }],
  });
  expect(fileOf(commit, "link")).toMatchObject({
    opaque: false,
    whole: true,
    hunks: [{ added: ["a file"] }],
  });
  expect(fileOf(commit, "text")).toMatchObject({ opaque: true, hunks: [] });
});

function conflict(): void {
  repo.write("f", "a\nb\nc\nd\ne\n");
  repo.commit("base");
  repo.git("switch", "--quiet", "--create", "side");
  repo.write("f", "a\nb\nc\nside\nd\ne\nlast\n");
  repo.write("theirs", "t\n");
  repo.commit("side");
  repo.git("switch", "--quiet", "main");
  repo.write("f", "top\na\nB\nc\nd\ne\n");
  repo.commit("ours");
  repo.tryGit("merge", "--quiet", "--no-commit", "side");
  repo.write("f", "top\na\nB\nside\nevil\nd\ne\nlast\n");
  repo.commit("merge");
}

test("a merge tells where each line of its own files comes from", async () => {
  conflict();
  const commit = await last();
  expect(commit.files.map(({ path, hunks }) => [path, hunks])).toEqual([
    ["f", []],
    ["theirs", []],
  ]);
  expect(commit.merged).toHaveLength(1);
  expect(commit.merged[0]).toMatchObject({ path: "f", opaque: false, parentPaths: ["f", "f"] });
  expect(commit.merged[0]?.from.map((lines) => [...lines])).toEqual([
    [1, 2, 3, 0, 0, 5, 6, 0],
    [0, 1, 0, 4, 0, 5, 6, 7],
  ]);
  expect([...(commit.merged[0]?.added ?? [])]).toEqual([[5, "evil"]]);
});

test("in first-parent mode a merge is one change", async () => {
  conflict();
  const commit = await last({ firstParent: true });
  expect(commit.merged).toEqual([]);
  expect(commit.parents).toHaveLength(2);
  expect(fileOf(commit, "f")?.hunks.flatMap(({ added }) => added)).toEqual(["side", "evil", "last"]);
  expect(fileOf(commit, "theirs")?.hunks).toEqual([{ oldStart: 0, oldLines: 0, newStart: 1, added: ["t"] }]);
});

test("reverts are found by id, short id and subject, and a revert's revert names the revert", async () => {
  const commitText = (text: string, message: string): string => {
    repo.write("f", `${text}\n`);
    return repo.commit(message);
  };
  const first = commitText("1", "Add X (#1)");
  const byId = commitText("0", `Revert "Add X"\n\nThis reverts commit ${first}.`);
  const again = commitText("1", 'Reapply "Add X"');
  const short = commitText("0", `Undo\n\nThis reverts commit ${again.slice(0, 9)}.`);
  const subject = commitText("2", 'Revert "Add X" (#7)');
  const nested = commitText("3", 'Revert "Revert "Add X""');
  const nothing = commitText("4", 'Revert "Never seen"\n\nThis reverts commit 0123456789abcdef.');
  const expected = [[], [first], [byId], [again], [first], [subject], []];
  expect((await read()).map(({ reverts }) => reverts)).toEqual(expected);
  // Read alone, with the history behind them.
  for (const [i, id] of [first, byId, again, short, subject, nested, nothing].entries())
    expect((await read([id])).map(({ reverts }) => reverts)).toEqual([expected[i]]);
});

test("a clone without some blobs is read; their files are opaque and named", async () => {
  repo.write("there", "a\n");
  repo.write("lost", "l\n");
  const first = repo.commit("first");
  repo.write("there", "a\nb\n");
  const second = repo.commit("second");
  const oid = repo.git("rev-parse", `${first}:lost`);
  rmSync(join(repo.root, ".git/objects", oid.slice(0, 2), oid.slice(2)));
  const missing: string[] = [];
  const commits = await read([first, second], {
    onMissing: ({ commit, path }) => missing.push(`${commit} ${path}`),
  });
  expect(missing).toEqual([`${first} lost`]);
  expect(commits.map(({ files }) => files.map(({ path, opaque }) => [path, opaque]))).toEqual([
    [
      ["there", false],
      ["lost", true],
    ],
    [["there", false]],
  ]);
});

test("a merge is read though a blob that only one side had is lost", async () => {
  const long = Array.from({ length: 20 }, (_, i) => `line ${i}\n`).join("");
  repo.write("f", "a\nb\nc\n");
  repo.write("lost", long);
  repo.commit("base");
  const oid = repo.git("rev-parse", "HEAD:lost");
  repo.git("switch", "--quiet", "--create", "side");
  repo.write("f", "side\nb\nc\n");
  repo.commit("side");
  repo.git("switch", "--quiet", "main");
  repo.remove("lost");
  repo.write("found", `${long}more\n`);
  repo.write("f", "a\nb\nours\n");
  repo.commit("ours");
  repo.git("merge", "--quiet", "--no-edit", "side");
  rmSync(join(repo.root, ".git/objects", oid.slice(0, 2), oid.slice(2)));
  const commit = await last();
  expect(commit.files.map(({ path }) => path)).toEqual(["f"]);
  expect(commit.merged.map(({ path, from }) => [path, from.map((lines) => [...lines])])).toEqual([
    [
      "f",
      [
        [0, 2, 3],
        [1, 2, 0],
      ],
    ],
  ]);
});

test("an abort ends the reading; an unknown commit is an error", async () => {
  for (let n = 0; n < 3; n++) {
    repo.write("f", `${n}\n`);
    repo.commit("c");
  }
  const aborting = new AbortController();
  aborting.abort();
  await expect(last({ signal: aborting.signal })).rejects.toThrow(/abort/i);
  await expect(read(["0123456789012345678901234567890123456789"])).rejects.toThrow(/bad object|0123456789/);
});

test("the history's order depends on its commits only", async () => {
  conflict();
  const repository = await openRepository(repo.root);
  const [tip, side] = [repo.git("rev-parse", "HEAD"), repo.git("rev-parse", "side")];
  const ordered = await listCommits(repository, [tip]);
  expect(await listCommits(repository, [side, tip, side])).toEqual(ordered);
  expect(ordered.map(({ parents }) => parents.length)).toEqual([0, 1, 1, 2]);
  expect(ordered.at(-1)?.id).toBe(tip);
});

test("a shallow clone begins at its edge", async () => {
  conflict();
  const clone = createFolder();
  repo.git("clone", "--quiet", "--depth=1", `file://${repo.root}`, join(clone.path, "c"));
  const repository = await openRepository(join(clone.path, "c"));
  const heads = await listCommits(repository, [repo.git("rev-parse", "HEAD")]);
  expect(heads.map(({ parents }) => parents)).toEqual([[]]);
  const [commit] = await read([heads[0]?.id ?? ""], {}, repository);
  expect(commit).toMatchObject({ parents: [], merged: [] });
  expect(commit?.files.map(({ path, oldPath }) => [path, oldPath])).toEqual([
    ["f", null],
    ["theirs", null],
  ]);
  clone.dispose();
});
