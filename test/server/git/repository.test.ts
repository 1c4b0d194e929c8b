import { chownSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { checkoutOf, findRepository } from "../../../server/git/repository.ts";
import { readRefs, resolve } from "../../../server/git/refs.ts";
import { createFolder, createRepo, openRepository, type TestRepo } from "../../harness/repo.ts";

let folder: ReturnType<typeof createFolder>;
let repo: TestRepo;

beforeEach(() => {
  folder = createFolder();
  repo = createRepo(join(folder.path, "mein Projekt ü"));
  repo.write("src/a.ts", "a\n");
  repo.commit("first");
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.dispose();
});

test("found from a file, a folder, and a path that is not there", async () => {
  for (const path of ["", "src", "src/a.ts", "src/new/deep/file.ts", ".git", ".git/config"]) {
    const found = await findRepository(join(repo.root, path));
    expect(found).toMatchObject({ root: repo.root, gitDir: join(repo.root, ".git") });
  }
  expect(await findRepository(join(folder.path, "nothing/here"))).toBeNull();
});

test("linked working trees share one repository, also when their folder is gone", async () => {
  const linked = join(folder.path, "linked tree");
  const lost = join(folder.path, "lost");
  repo.git("worktree", "add", "--quiet", linked, "-b", "one");
  repo.git("worktree", "add", "--quiet", lost, "-b", "two");
  rmSync(lost, { recursive: true });
  const found = await openRepository(join(linked, "src/a.ts"));
  const head = repo.git("rev-parse", "HEAD");
  expect(found).toEqual({
    root: repo.root,
    gitDir: join(repo.root, ".git"),
    checkouts: [
      { root: repo.root, head, gone: false },
      { root: linked, head, gone: false },
      { root: lost, head, gone: true },
    ],
  });
  expect(checkoutOf(found, join(linked, "src/a.ts"))).toEqual({ checkout: linked, path: "src/a.ts" });
  expect(checkoutOf(found, join(lost, "x/y.ts"))).toEqual({ checkout: lost, path: "x/y.ts" });
  expect(checkoutOf(found, join(repo.root, "new"))).toEqual({ checkout: repo.root, path: "new" });
  expect(checkoutOf(found, join(folder.path, "linked treehouse"))).toBeNull();
  expect(checkoutOf(found, join(repo.root, ".git/config"))).toBeNull();
  expect(checkoutOf(found, repo.root)).toBeNull();
});

test("a working tree within another belongs to itself", async () => {
  const inner = join(repo.root, "trees/one");
  repo.git("worktree", "add", "--quiet", inner, "-b", "one");
  const found = await openRepository(inner);
  expect(checkoutOf(found, join(inner, "src/a.ts"))).toEqual({ checkout: inner, path: "src/a.ts" });
});

test("symbolic links are followed to the one true place", async () => {
  symlinkSync(join(repo.root, "src"), join(folder.path, "link"));
  const found = await openRepository(join(folder.path, "link/a.ts"));
  expect(found.root).toBe(repo.root);
  expect(checkoutOf(found, join(folder.path, "link/new.ts"))).toEqual({
    checkout: repo.root,
    path: "src/new.ts",
  });
});

test("a submodule is its own repository; a bare one has no checkout", async () => {
  const outer = createRepo(join(folder.path, "outer"));
  outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", repo.root, "lib/sub");
  outer.commit("with a submodule");
  const sub = await openRepository(join(outer.root, "lib/sub/src/a.ts"));
  expect(sub.root).toBe(join(outer.root, "lib/sub"));
  expect(sub.checkouts.map(({ root }) => root)).toEqual([sub.root]);
  expect(checkoutOf(sub, join(sub.root, "src/a.ts"))?.path).toBe("src/a.ts");
  expect((await openRepository(outer.root)).root).toBe(outer.root);
  const bare = join(folder.path, "bare.git");
  repo.git("clone", "--quiet", "--bare", repo.root, bare);
  expect(await findRepository(bare)).toEqual({ root: bare, gitDir: bare, checkouts: [] });
});

test("a git folder elsewhere, and linked trees of a bare repository", async () => {
  const apart = join(folder.path, "apart");
  repo.git("init", "--quiet", `--separate-git-dir=${join(folder.path, "store")}`, apart);
  expect((await openRepository(apart)).root).toBe(apart);
  const bare = join(folder.path, "bare");
  repo.git("clone", "--quiet", "--bare", repo.root, join(bare, ".git"));
  repo.git("-C", join(bare, ".git"), "worktree", "add", "--quiet", join(bare, "main"), "main");
  const found = await openRepository(join(bare, "main"));
  expect(found.root).toBe(join(bare, ".git"));
  expect(found.checkouts.map(({ root }) => root)).toEqual([join(bare, "main")]);
});

test("what the environment says of another repository is not believed", async () => {
  const other = createRepo(join(folder.path, "other"));
  vi.stubEnv("GIT_DIR", join(other.root, ".git"));
  vi.stubEnv("GIT_WORK_TREE", other.root);
  vi.stubEnv("GIT_CEILING_DIRECTORIES", repo.root);
  expect(await findRepository(join(repo.root, "src"))).toMatchObject({ root: repo.root });
});

test("no git is an error, not a missing repository", async () => {
  vi.stubEnv("PATH", join(folder.path, "empty"));
  expect(await findRepository(repo.root)).toEqual({ error: "git was not found" });
});

test("the main line is origin's, else one with a usual name, else what is checked out", async () => {
  const repository = await openRepository(repo.root);
  const mainOf = async (branch: string | null = null): Promise<string | undefined> => {
    const refs = await readRefs(repository, branch);
    return "error" in refs ? refs.error : refs.main?.name;
  };
  expect(await mainOf()).toBe("main");
  repo.git("branch", "-m", "main", "trunk");
  repo.git("branch", "other");
  expect(await mainOf()).toBe("trunk");
  repo.git("branch", "master");
  expect(await mainOf()).toBe("master");
  repo.git("update-ref", "refs/remotes/origin/develop", "HEAD");
  repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/develop");
  expect(await mainOf()).toBe("origin/develop");
  repo.git("branch", "develop");
  expect(await mainOf()).toBe("develop");
  expect(await mainOf("other")).toBe("other");
  expect(await mainOf("HEAD~0")).toBe("HEAD~0");
  expect(await mainOf("nope")).toContain('no branch or commit "nope"');
  expect(await mainOf("--all")).toContain("no branch or commit");
});

test("without any of those names it is the branch that is checked out, or nothing in an empty repository", async () => {
  repo.git("branch", "-m", "main", "feature/x");
  expect(await readRefs(await openRepository(repo.root), null)).toMatchObject({
    main: { name: "feature/x" },
  });
  const empty = createRepo(join(folder.path, "empty"));
  expect(await readRefs(await openRepository(empty.root), null)).toEqual({
    main: null,
    tips: [],
    heads: new Map(),
    stashes: [],
  });
});

test("tips are those of branches, remotes and every checkout; stashes are all of them", async () => {
  const first = repo.git("rev-parse", "HEAD");
  repo.git("worktree", "add", "--quiet", "--detach", join(folder.path, "linked"));
  const linked = repo.at(join(folder.path, "linked"));
  linked.write("b", "b\n");
  const detached = linked.commit("nowhere else");
  for (const text of ["one", "two"]) {
    repo.write("src/a.ts", `${text}\n`);
    repo.git("stash", "--quiet");
  }
  const refs = await readRefs(await openRepository(repo.root), null);
  expect(refs).toEqual({
    main: { name: "main", commit: first },
    tips: [first, detached].toSorted(),
    heads: new Map([
      [repo.root, first],
      [linked.root, detached],
    ]),
    stashes: [repo.git("rev-parse", "stash@{0}"), repo.git("rev-parse", "stash@{1}")],
  });
});

test("revisions become full ids; options and nonsense become nothing", async () => {
  const repository = await openRepository(repo.root);
  expect(await resolve(repository, "main")).toBe(repo.git("rev-parse", "HEAD"));
  for (const rev of ["--output=x", "-h", "", "nope", "main:src/a.ts", "a\0b", "main\n"])
    expect(await resolve(repository, rev)).toBeNull();
});

test.skipIf(process.getuid?.() !== 0)(
  "a folder of another user's is an error, and stays closed",
  async () => {
    chownSync(repo.root, 12345, 12345);
    chownSync(join(repo.root, ".git"), 12345, 12345);
    expect(await findRepository(join(repo.root, "src"))).toEqual({
      error: expect.stringContaining("dubious ownership"),
    });
  },
);
