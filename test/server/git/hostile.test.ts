// Nothing that a repository's or a user's configuration names is ever executed, and it changes no answer.
import { chmodSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { blameFile } from "../../../server/git/blame.ts";
import { readCommits } from "../../../server/git/commits.ts";
import { generatedPaths, ignoredPaths, readLines } from "../../../server/git/files.ts";
import { listCommits } from "../../../server/git/history.ts";
import { readLooseTrees } from "../../../server/git/loose.ts";
import { checkoutOf } from "../../../server/git/repository.ts";
import { readRefs, resolve } from "../../../server/git/refs.ts";
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

/** Every program that git has a name for, each leaving a file that tells of it. */
const PROGRAMS = (
  "core.fsmonitor core.pager core.editor core.sshCommand core.askPass core.gitProxy core.alternateRefsCommand " +
  "pager.log pager.diff pager.rev-list diff.external diff.evil.textconv diff.evil.command filter.evil.clean " +
  "filter.evil.smudge filter.evil.process merge.evil.driver gpg.program gpg.ssh.program credential.helper " +
  "sequence.editor uploadpack.packObjectsHook trailer.x.command interactive.diffFilter diff.tool difftool.x.cmd"
).split(" ");

/** Settings that change what git says. */
const SETTINGS: Readonly<Record<string, string>> = {
  "diff.evil.cachetextconv": "false",
  "filter.evil.required": "true",
  "log.showSignature": "true",
  "log.diffMerges": "combined",
  "log.showRoot": "false",
  "log.follow": "true",
  "log.date": "relative",
  "log.decorate": "full",
  "log.abbrevCommit": "true",
  "format.pretty": "fuller",
  "format.notes": "*",
  "diff.noprefix": "true",
  "diff.mnemonicPrefix": "true",
  "diff.context": "9",
  "diff.interHunkContext": "50",
  "diff.orderFile": "missing",
  "diff.algorithm": "patience",
  "diff.indentHeuristic": "false",
  "diff.renames": "false",
  "diff.renameLimit": "1",
  "diff.submodule": "log",
  "diff.ignoreSubmodules": "all",
  "diff.suppressBlankEmpty": "true",
  "diff.relative": "true",
  "diff.colorMoved": "zebra",
  "diff.wordRegex": ".",
  "diff.wsErrorHighlight": "all",
  "color.ui": "always",
  "core.abbrev": "4",
  "core.quotePath": "true",
  "core.untrackedCache": "true",
  "blame.ignoreRevsFile": "../ignored-revs",
  "blame.markIgnoredLines": "true",
  "blame.showEmail": "true",
  "blame.showRoot": "true",
  "blame.blankBoundary": "true",
  "blame.date": "relative",
  "blame.coloring": "repeatedLines",
  "i18n.logOutputEncoding": "ISO-8859-1",
  "protocol.allow": "always",
  "remote.evil.url": "ext::sh -c exit",
  "remote.evil.promisor": "true",
  "core.repositoryFormatVersion": "1",
  "extensions.partialClone": "evil",
};

const HOOKS =
  "post-checkout pre-commit post-index-change reference-transaction fsmonitor-watchman query-watchman".split(
    " ",
  );

/** A program that leaves a file of its own name behind. */
function program(name: string): string {
  repo.write(
    `../programs/${name}`,
    `#!/bin/sh\necho ran > "${join(folder.path, "marks", name)}"\nexec cat\n`,
  );
  chmodSync(join(folder.path, "programs", name), 0o755);
  return join(folder.path, "programs", name);
}

function plant(): string {
  const marks = join(folder.path, "marks");
  mkdirSync(marks);
  repo.write("../ignored-revs", `${repo.git("rev-parse", "main^")}\n`);
  for (const name of PROGRAMS) repo.git("config", name, program(name));
  for (const [name, value] of Object.entries(SETTINGS)) repo.git("config", name, value);
  for (const alias of ["log", "rev-list", "ls-files", "cat-file"])
    repo.git("config", `alias.${alias}`, `!${program("alias")}`);
  repo.git("update-ref", `refs/replace/${repo.git("rev-parse", "side")}`, repo.git("rev-parse", "main"));
  for (const hook of HOOKS) {
    repo.write(`.git/hooks/${hook}`, `#!/bin/sh\necho ran > "${marks}/${hook}"\n`);
    chmodSync(join(repo.root, ".git/hooks", hook), 0o755);
  }
  return marks;
}

function stubEnvironment(): void {
  for (const name of ["EXTERNAL_DIFF", "PAGER", "SSH", "SSH_COMMAND", "ASKPASS", "EDITOR", "PROXY_COMMAND"])
    vi.stubEnv(`GIT_${name}`, program(`GIT_${name}`));
  vi.stubEnv("PAGER", program("PAGER"));
  vi.stubEnv("GIT_DIFF_OPTS", "-u5");
  vi.stubEnv("GIT_CONFIG_COUNT", "1");
  vi.stubEnv("GIT_CONFIG_KEY_0", "diff.external");
  vi.stubEnv("GIT_CONFIG_VALUE_0", program("GIT_CONFIG_VALUE_0"));
  vi.stubEnv("GIT_DIR", join(folder.path, "elsewhere"));
  vi.stubEnv("GIT_INDEX_FILE", join(folder.path, "elsewhere"));
  vi.stubEnv("GIT_NAMESPACE", "evil");
  vi.stubEnv("GIT_TRACE", join(folder.path, "marks/trace"));
  vi.stubEnv("GIT_LITERAL_PATHSPECS", "1");
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
  const marks = plant();
  stubEnvironment();
  const after = await askEverything();
  expect(readdirSync(marks)).toEqual([]);
  expect(after).toEqual(before);
});

test("the same configuration does run programs when git is asked carelessly", () => {
  const marks = plant();
  repo.tryGit("log", "-p", "-O/dev/null", "signed");
  repo.tryGit("status");
  repo.tryGit("diff", "HEAD");
  const ran = readdirSync(marks);
  expect(ran).toContain("core.fsmonitor");
  expect(ran).toContain("gpg.program");
  expect(ran.some((name) => /filter\.evil|diff\.external/.test(name))).toBe(true);
});
