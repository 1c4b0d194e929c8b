import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { natureOf, rootCommits } from "../../../server/git/nature.ts";
import { createFolder, createRepo, openRepository, type TestRepo } from "../../harness/repo.ts";

function open(): { readonly repo: TestRepo; readonly first: string; beside(name: string): string } {
  const folder = createFolder();
  onTestFinished(() => folder.dispose());
  const repo = createRepo(join(folder.path, "r"));
  repo.write("f", "one\n");
  const first = repo.commit("first");
  repo.write("f", "two\n");
  repo.commit("second");
  return { repo, first, beside: (name) => join(folder.path, name) };
}

const plain = { bare: false, shallow: false, partial: false, objectFormat: "sha1", empty: false };

test("an ordinary repository", async () => {
  const { repo, first } = open();
  expect(await natureOf(await openRepository(repo.root))).toEqual({ ...plain, main: "main" });
  expect(await rootCommits(await openRepository(repo.root))).toEqual([first]);
});

test("a bare, a shallow and a partial clone; how a shallow one began is not known", async () => {
  const { repo, first, beside } = open();
  repo.git("config", "uploadpack.allowFilter", "true");
  const clones: [string[], object, readonly string[]][] = [
    [["--bare"], { bare: true }, [first]],
    [["--depth=1"], { shallow: true }, []],
    [["--filter=blob:none"], { partial: true }, [first]],
  ];
  for (const [[flag = ""], nature, roots] of clones) {
    const to = beside(`clone${flag}`);
    repo.git("clone", "-q", flag, `file://${repo.root}`, to);
    const clone = await openRepository(to);
    expect(await natureOf(clone)).toMatchObject({ ...plain, ...nature, main: "main" });
    expect(await rootCommits(clone)).toEqual(roots);
  }
});

test("an empty one of SHA-256, and one whose branches have other names and beginnings", async () => {
  const { repo, first, beside } = open();
  repo.git("init", "-q", "--object-format=sha256", beside("sha256"));
  const empty = await openRepository(beside("sha256"));
  expect(await natureOf(empty)).toEqual({ ...plain, objectFormat: "sha256", empty: true, main: null });
  expect(await rootCommits(empty)).toEqual([]);
  repo.git("branch", "-m", "main", "feature");
  repo.git("switch", "-q", "--orphan", "pages");
  const pages = repo.commit("pages");
  repo.git("switch", "-q", "--detach");
  const repository = await openRepository(repo.root);
  expect(await natureOf(repository)).toMatchObject({ empty: false, main: "HEAD" });
  expect(await rootCommits(repository)).toEqual([first, pages].toSorted());
});
