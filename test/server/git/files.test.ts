import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Repository } from "../../../server/git/facts.ts";
import { generatedPaths, ignoredPaths, readLines } from "../../../server/git/files.ts";
import { createFolder, createRepo, openRepository, type TestRepo } from "../../harness/repo.ts";

let folder: ReturnType<typeof createFolder>;
let repo: TestRepo;
let repository: Repository;

beforeEach(async () => {
  folder = createFolder();
  repo = createRepo(join(folder.path, "r"));
  repository = await openRepository(repo.root);
});
afterEach(() => folder.dispose());

test("the lines of a file at a revision", async () => {
  repo.write("a [b]*.txt", "one\r\ntwo");
  repo.write("bin", Uint8Array.of(0));
  repo.write("folder/x", "x\n");
  repo.commit("first");
  repo.write("a [b]*.txt", "three\n");
  repo.commit("second");
  expect(await readLines(repository, "main", "a [b]*.txt")).toEqual(["three"]);
  expect(await readLines(repository, "main~", "a [b]*.txt")).toEqual(["one", "two"]);
  for (const path of ["bin", "folder", "folder/", "nope", "", "../x", "-p"])
    expect(await readLines(repository, "main", path)).toBeNull();
  expect(await readLines(repository, "nope", "bin")).toBeNull();
});

test("ignored paths, tracked or not, there or not", async () => {
  repo.write(".gitignore", "*.log\n/build/\n!keep.log\n");
  repo.write("x.log", "");
  const checkout = { root: repo.root, head: null, gone: false };
  const paths = ["x.log", "keep.log", "src/y.log", "build/z.ts", "src/build/z.ts", "/etc/passwd", "../x.log"];
  expect(await ignoredPaths(checkout, paths)).toEqual(new Set(["x.log", "src/y.log", "build/z.ts"]));
  expect(await ignoredPaths(checkout, [])).toEqual(new Set());
  expect(await ignoredPaths({ ...checkout, gone: true }, paths)).toEqual(new Set());
});

test("what attributes say is generated or vendored", async () => {
  repo.write(
    ".gitattributes",
    "*.gen linguist-generated\nlib/** linguist-vendored=true\nlib/ours -linguist-vendored\n",
  );
  const found = await generatedPaths(repository, ["a.gen", "lib/x.gen", "lib/ours", "other"]);
  expect([...found]).toEqual([
    ["a.gen", { generated: true }],
    ["lib/x.gen", { generated: true, vendored: true }],
    ["lib/ours", { vendored: false }],
  ]);
});
