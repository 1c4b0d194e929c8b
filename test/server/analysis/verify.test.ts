import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { spread, verify, type Verification, type VerifyQuestion } from "../../../server/analysis/verify.ts";
import { createFolder, createRepo, type TestRepo } from "../../harness/repo.ts";

function open(): TestRepo {
  const folder = createFolder();
  onTestFinished(() => folder.dispose());
  return createRepo(join(folder.path, "r"));
}

let ticks = 0;
const ask = (folder: string, asked: Partial<VerifyQuestion> = {}) =>
  verify({
    folder,
    branch: null,
    firstParent: false,
    files: null,
    clock: () => (ticks += 10),
    onProgress: () => {},
    ...asked,
  });

async function checked(folder: string, asked: Partial<VerifyQuestion> = {}): Promise<Verification> {
  const found = await ask(folder, asked);
  if ("problem" in found) throw new Error(found.message);
  return found;
}

const text = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `line ${from + i} of a text\n`).join("");

test("a file renamed to two names is a mismatch that the rename explains", async () => {
  const repo = open();
  repo.write("a.js", text(0, 20));
  repo.commit("first");
  repo.remove("a.js");
  repo.write("b.js", text(0, 20));
  repo.write("c.js", text(0, 19));
  repo.commit("two of one");
  const found = await checked(repo.root);
  expect(found).toMatchObject({ files: 2, lines: 39, same: 20 });
  expect(found.mismatches).toEqual([{ path: "c.js", lines: 19, cause: "rename" }]);
});

test("a file that was binary once is called so; links, submodules and binaries are not compared", async () => {
  const repo = open();
  repo.write("once", text(0, 4));
  repo.write("logo.png", Buffer.of(0, 1, 2));
  repo.write("empty", "");
  repo.commit("first");
  repo.write("once", `${text(0, 4)}\0\n`);
  repo.commit("binary");
  repo.write("once", text(0, 5));
  repo.git("update-index", "--add", "--cacheinfo", `160000,${repo.git("rev-parse", "HEAD")},module`);
  repo.commit("text");
  const found = await checked(repo.root);
  expect(found).toMatchObject({ files: 2, lines: 5, same: 1, notCompared: [] });
  expect(found.mismatches).toEqual([{ path: "once", lines: 4, cause: "binary" }]);
});

test("the main line that was asked for, and some of its files", async () => {
  const repo = open();
  for (let i = 0; i < 10; i++) repo.write(`f${i}`, text(0, i + 1));
  const first = repo.commit("first");
  repo.write("f0", text(5, 9));
  const second = repo.commit("second");
  expect(await checked(repo.root, { branch: "main~1" })).toMatchObject({
    repository: repo.root,
    main: { name: "main~1", commit: first },
    files: 10,
    lines: 55,
    same: 55,
  });
  const some = await checked(repo.root, { files: 3 });
  // f1, f5, f8: from all over.
  expect(some).toMatchObject({ main: { name: "main", commit: second }, files: 3, lines: 17, same: 17 });
  expect(some.replayMs).toBeGreaterThan(0);
  expect(some.blameMs).toBeGreaterThan(0);
});

test("what can't be asked is told", async () => {
  const repo = open();
  expect(await checked(repo.root)).toMatchObject({ main: null, files: 0, lines: 0 });
  expect(await ask(join(repo.root, ".."))).toMatchObject({ problem: "not-a-repository" });
  repo.write("f", text(0, 3));
  repo.commit("first");
  expect(await ask(repo.root, { branch: "nope" })).toMatchObject({ problem: "no-such-branch" });
  repo.git("branch", "-m", "main", "feature");
  repo.git("symbolic-ref", "HEAD", "refs/heads/unborn");
  expect(await ask(repo.root)).toEqual({
    problem: "no-such-branch",
    message: expect.stringContaining("no main line; name one with --branch"),
  });
  expect(await checked(repo.root, { branch: "feature" })).toMatchObject({ files: 1, same: 3 });
  rmSync(join(repo.root, ".git/objects"), { recursive: true });
  expect(await ask(repo.root, { branch: "feature" })).toMatchObject({
    problem: expect.stringMatching(/unreadable|not-a-repository/),
  });
});

test("progress tells of commits, then of files; a signal stops it", async () => {
  const repo = open();
  for (let i = 0; i < 5; i++) {
    repo.write(`f${i}`, text(0, 3));
    repo.commit(`${i}`);
  }
  const told: string[] = [];
  await checked(repo.root, {
    onProgress: ({ part, done, total }) => void told.push(`${part} ${done}/${total}`),
  });
  expect(told).toEqual(["replay", "blame"].flatMap((part) => [1, 2, 3, 4, 5].map((n) => `${part} ${n}/5`)));
  const stop = new AbortController();
  const stopped = ask(repo.root, {
    signal: stop.signal,
    onProgress: ({ part, done }) => void (part === "blame" && done === 1 && stop.abort()),
  });
  await expect(stopped).rejects.toThrow(/abort/i);
});

test("a sample has its files from all over", () => {
  const all = Array.from({ length: 100 }, (_, i) => i);
  expect(spread(all, 4)).toEqual([12, 37, 62, 87]);
  expect(spread(all, 1)).toEqual([50]);
  expect(new Set(spread(all, 99)).size).toBe(99);
  expect(spread(all, 100)).toEqual(all);
  expect(spread(all, 1000)).toEqual(all);
  expect(spread([], 5)).toEqual([]);
});
