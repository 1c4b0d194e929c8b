import { symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readLooseTrees } from "../../../server/git/loose.ts";
import { createFolder, createRepo, openRepository, type TestRepo } from "../../harness/repo.ts";

let folder: ReturnType<typeof createFolder>;
let repo: TestRepo;

beforeEach(() => {
  folder = createFolder();
  repo = createRepo(join(folder.path, "r"));
});
afterEach(() => folder.dispose());

/** Kind and checkout → path → lines, as a plain object. */
async function loose(): Promise<Record<string, Record<string, readonly string[] | null>>> {
  const trees = await readLooseTrees(await openRepository(repo.root));
  return Object.fromEntries(
    trees.map(({ kind, checkout, files }) => [
      `${kind} ${checkout.slice(folder.path.length + 1)}`,
      Object.fromEntries(files),
    ]),
  );
}

test("nothing is loose in a clean checkout, and touching a file does not change that", async () => {
  repo.write("a", "one\n");
  repo.write("crlf", "x\ny\n");
  repo.commit("first");
  repo.write("crlf", "x\r\ny\r\n");
  utimesSync(join(repo.root, "a"), 1, 1);
  expect(await loose()).toEqual({});
});

test("changed, staged, deleted, untracked and ignored files", async () => {
  for (const path of ["changed", "staged", "both", "deleted", "unstaged", "sp ace ü/x\ny"])
    repo.write(path, "old\n");
  repo.write(".gitignore", "ignored\n");
  repo.commit("first");
  repo.write("staged", "new\n");
  repo.write("both", "index\n");
  repo.git("add", "staged", "both");
  repo.git("rm", "--quiet", "--cached", "unstaged");
  repo.write("changed", "new\r\nlines");
  repo.write("both", "tree\n");
  repo.write("sp ace ü/x\ny", "new\n");
  repo.remove("deleted");
  repo.write("untracked/ü", "u\n");
  repo.write("ignored", "i\n");
  repo.write("binary", Uint8Array.of(65, 0));
  repo.write("huge", "x".repeat(5_000_001));
  expect(await loose()).toEqual({
    "index r": { staged: ["new"], both: ["index"], unstaged: null },
    "worktree r": {
      changed: ["new", "lines"],
      staged: ["new"],
      both: ["tree"],
      deleted: null,
      "sp ace ü/x\ny": ["new"],
      "untracked/ü": ["u"],
    },
  });
});

test("every checkout has its own, and one without a commit has everything", async () => {
  repo.write("a", "a\n");
  expect(await loose()).toEqual({ "worktree r": { a: ["a"] } });
  repo.commit("first");
  repo.git("worktree", "add", "--quiet", join(folder.path, "linked"), "-b", "one");
  repo.at(join(folder.path, "linked")).write("a", "b\n");
  expect(await loose()).toEqual({ "worktree linked": { a: ["b"] } });
});

test("links are not followed, be it a file or a folder on the way", async () => {
  repo.write("dir/file", "inside\n");
  repo.write("plain", "p\n");
  repo.commit("first");
  repo.remove("dir");
  repo.remove("plain");
  symlinkSync("/etc", join(repo.root, "dir"));
  symlinkSync("/etc/passwd", join(repo.root, "plain"));
  expect(await loose()).toEqual({ "worktree r": { "dir/file": null, plain: null } });
});

test("a conflict is in the working tree; files left out by a sparse checkout are not gone", async () => {
  repo.write("a", "base\n");
  repo.write("far/b", "b\n");
  repo.commit("base");
  repo.git("switch", "--quiet", "--create", "side");
  repo.write("a", "side\n");
  repo.commit("side");
  repo.git("switch", "--quiet", "main");
  repo.write("a", "ours\n");
  repo.commit("ours");
  repo.tryGit("merge", "--quiet", "side");
  const trees = await loose();
  expect(Object.keys(trees)).toEqual(["worktree r"]);
  expect(trees["worktree r"]?.["a"]).toHaveLength(5);
  repo.git("merge", "--abort");
  repo.git("update-index", "--skip-worktree", "far/b");
  repo.remove("far");
  expect(await loose()).toEqual({});
});

test("a change that keeps size and time is still seen when the index is no older than the file", async () => {
  repo.write("a", "one\n");
  repo.commit("first");
  repo.write("a", "two\n");
  const now = new Date();
  utimesSync(join(repo.root, "a"), now, now);
  utimesSync(join(repo.root, ".git/index"), now, now);
  repo.git("add", "a");
  repo.write("a", "six\n");
  expect(await loose()).toEqual({ "index r": { a: ["two"] }, "worktree r": { a: ["six"] } });
});
