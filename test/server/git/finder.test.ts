import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createFinder } from "../../../server/git/finder.ts";
import { checkoutOf } from "../../../server/git/repository.ts";
import { createFolder, createRepo } from "../../harness/repo.ts";

function folderOf(): string {
  const folder = createFolder();
  onTestFinished(() => folder.dispose());
  return folder.path;
}

test("a folder that is gone belongs to whom it was given, also where it stood in another repository", async () => {
  const outer = createRepo(folderOf());
  const inner = createRepo(join(outer.root, "inner"));
  const finder = createFinder();
  const found = await finder.of(join(inner.root, "a"));
  if (found === null || "error" in found) throw new Error("not found");
  const path = join(outer.root, "gone/src/a.ts");
  expect(await finder.of(path)).toMatchObject({ root: outer.root });
  finder.adopt(join(outer.root, "gone"), found, "moved");
  for (const one of [path, join(outer.root, "gone")])
    expect(await finder.of(one)).toMatchObject({ root: inner.root });
  expect(await finder.of(join(outer.root, "gone too/a"))).toMatchObject({ root: outer.root });
  const [known] = finder.known().filter(({ root }) => root === inner.root);
  expect(known && checkoutOf(known, path)).toEqual({
    checkout: join(outer.root, "gone"),
    path: "src/a.ts",
  });
  expect(finder.adopted()).toEqual([{ root: join(outer.root, "gone"), repository: known, way: "moved" }]);
});

test("what was found before stays found when a folder is given to it", async () => {
  const folder = folderOf();
  const repo = createRepo(join(folder, "now"));
  const finder = createFinder();
  const before = await finder.of(repo.root);
  if (before === null || "error" in before) throw new Error("not found");
  finder.adopt(join(folder, "then"), before, "content");
  const after = await finder.of(join(repo.root, "a"));
  expect(after).toBe(await finder.of(join(folder, "then/a")));
  expect(finder.known()).toEqual([after]);
});

test("a path of another system is in no repository, wherever we stand", async () => {
  const repo = createRepo(folderOf());
  const from = process.cwd();
  process.chdir(repo.root);
  onTestFinished(() => process.chdir(from));
  const finder = createFinder();
  for (const path of ["C:/Users/me/a.ts", "relative/a.ts", "."]) expect(await finder.of(path)).toBeNull();
});

test("the highest folder that is missing", () => {
  const folder = folderOf();
  mkdirSync(join(folder, "there"));
  const finder = createFinder();
  expect(finder.missing(join(folder, "there/a"))).toBeNull();
  expect(finder.missing(join(folder, "gone/deep/a"))).toBe(join(folder, "gone"));
  renameSync(join(folder, "there"), join(folder, "elsewhere"));
  // A finder remembers what it saw; the next one looks anew.
  expect(createFinder().missing(join(folder, "there/a"))).toBe(join(folder, "there"));
});
