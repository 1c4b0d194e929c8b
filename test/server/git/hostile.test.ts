// Nothing that a repository's or a user's configuration names is ever executed, and it changes no answer.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { blameFile } from "../../../server/git/blame.ts";
import { readCommits } from "../../../server/git/commits.ts";
import { generatedPaths, ignoredPaths, readLines } from "../../../server/git/files.ts";
import { listCommits } from "../../../server/git/history.ts";
import { readLooseTrees } from "../../../server/git/loose.ts";
import { checkoutOf } from "../../../server/git/repository.ts";
import { readRefs, resolve } from "../../../server/git/refs.ts";
import { createTraps, type Traps } from "../../harness/traps.ts";
import { createFolder, createRepo, openRepository, type TestRepo } from "../../harness/repo.ts";

let folder: ReturnType<typeof createFolder>;
let repo: TestRepo;

beforeEach(() => {
  folder = createFolder();
  repo = createRepo(join(folder.path, "r"));
  build();
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.dispose();
});

/** A history with everything that git could be led astray by: signatures, renames, merges, attributes, a lost blob. */
function build(): void {
  const lines = Array.from({ length: 30 }, (_, i) => `line ${i}\n`);
  repo.write(".gitattributes", "* filter=evil diff=evil merge=evil\n");
  repo.write("ü f.txt", lines.join(""));
  repo.write("lost", "lost\n");
  repo.commit("first");
  repo.git("switch", "--quiet", "--create", "side");
  repo.write("ü f.txt", lines.join("").replace("line 20", "side"));
  repo.commit("side");
  repo.git("switch", "--quiet", "main");
  repo.move("ü f.txt", "moved.txt");
  repo.write("moved.txt", lines.join("").replace("line 3\n", "new\n").replace("line 9\n", ""));
  repo.commit("moved");
  repo.git("merge", "--quiet", "--no-ff", "--no-edit", "side");
  repo.write("moved.txt", "worktree\n");
  repo.git("stash", "--quiet");
  repo.write("moved.txt", "staged\n");
  repo.git("add", "moved.txt");
  repo.write("moved.txt", "changed again\n");
  repo.write("untracked", "u\n");
  sign();
  const oid = repo.git("rev-parse", "HEAD:lost");
  rmSync(join(repo.root, ".git/objects", oid.slice(0, 2), oid.slice(2)));
}

/** Gives the branch `signed` a commit with a signature, which `log.showSignature` would have checked. */
function sign(): void {
  const signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n";
  repo.write(".git/raw", `${repo.git("cat-file", "commit", "HEAD").replace("\n\n", `\n${signature}\n`)}\n`);
  const id = repo.git("hash-object", "-t", "commit", "-w", ".git/raw");
  repo.git("update-ref", "refs/heads/signed", id);
}

function plant(): Traps {
  const traps = createTraps(folder.path);
  repo.git("update-ref", `refs/replace/${repo.git("rev-parse", "side")}`, repo.git("rev-parse", "main"));
  traps.plantIn(repo);
  return traps;
}

/** What every function of this stage says. */
async function askEverything(): Promise<unknown> {
  const repository = await openRepository(join(repo.root, "moved.txt"));
  const refs = await readRefs(repository, null);
  if ("error" in refs) throw new Error(refs.error);
  const heads = await listCommits(repository, [...refs.tips, ...refs.stashes]);
  const commits: unknown[] = [];
  for (const firstParent of [false, true])
    for await (const commit of readCommits(
      repository,
      heads.map(({ id }) => id),
      { firstParent },
    ))
      commits.push(commit);
  const checkout = repository.checkouts[0];
  const blamed: unknown[] = [];
  for (const firstParent of [false, true])
    for await (const lines of blameFile(repository, refs.main?.commit ?? "", "moved.txt", { firstParent }))
      blamed.push(lines);
  return {
    repository,
    refs,
    heads,
    commits,
    blamed,
    loose: await readLooseTrees(repository),
    lines: await readLines(repository, "main", "moved.txt"),
    lost: await readLines(repository, "main", "lost"),
    main: await resolve(repository, "main"),
    at: checkoutOf(repository, join(repo.root, "moved.txt")),
    ignored: checkout && (await ignoredPaths(checkout, ["moved.txt", "x"])),
    generated: await generatedPaths(repository, ["moved.txt"]),
  };
}

test("a hostile configuration runs nothing and changes nothing", async () => {
  const before = await askEverything();
  const { marks, environment } = plant();
  for (const [name, value] of Object.entries(environment())) vi.stubEnv(name, value);
  const after = await askEverything();
  expect(readdirSync(marks)).toEqual([]);
  expect(after).toEqual(before);
});

test("the same configuration does run programs when git is asked carelessly", () => {
  const { marks } = plant();
  repo.tryGit("log", "-p", "-O/dev/null", "signed");
  repo.tryGit("status");
  repo.tryGit("diff", "HEAD");
  const ran = readdirSync(marks);
  expect(ran).toContain("core.fsmonitor");
  expect(ran).toContain("gpg.program");
  expect(ran.some((name) => /filter\.evil|diff\.external/.test(name))).toBe(true);
});
