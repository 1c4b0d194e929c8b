// The whole command line over repositories and logs that mean harm: nothing of theirs is run, nothing is written, and what
// can't be read is told. (issue 3)
import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Report } from "../../server/protocol/report.ts";
import { harmIn, say, type Said } from "../harness/command-line.ts";
import { snapshotOf } from "../harness/folder-snapshot.ts";
import { createFolder, createRepo, type TestRepo } from "../harness/repo.ts";
import { createTraps, type Traps } from "../harness/traps.ts";

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const SESSION = "5e55104e-0000-4000-8000-000000000000";

let folder: ReturnType<typeof createFolder>;
let repo: TestRepo;
let traps: Traps;
beforeEach(() => {
  folder = createFolder();
  chmodSync(folder.path, 0o755);
  repo = createRepo(join(folder.path, "repo"));
  traps = createTraps(folder.path);
});
afterEach(() => folder.dispose());

const home = (): string => join(folder.path, "home");

/** Names that git or a shell could take for something else. Those that can be, are files of the repository. */
const NAMES = [
  "-rf",
  "--upload-pack=touch pwned",
  "--output=pwned",
  ":(top)x",
  ":(exclude,glob)**",
  ":!x",
  "a\nb",
  "$(touch pwned)",
  "`touch pwned`",
  "*.ts",
  "\u001b[31mred",
  "\u202egnp.exe",
  "HEAD",
  "sub/a.ts",
  "planted/a.ts",
];
/** Paths that lead into git's own folder, out of the repository, or to what is no file. */
const TRAPS = [
  ".git/config",
  ".git/hooks/post-checkout",
  ".GIT/config",
  "bare.git/hooks/pre-commit",
  "../outside.ts",
  "link/passwd",
  "pipe",
  "x".repeat(300),
];

function writeLog(): void {
  const path = join(home(), ".claude/projects/p", `${SESSION}.jsonl`);
  mkdirSync(dirname(path), { recursive: true });
  const put = (record: object, n: number): void => {
    const frame = { sessionId: SESSION, cwd: repo.root, gitBranch: "main", uuid: `u${n}` };
    const timestamp = new Date(Date.UTC(2026, 0, 4) + n * 1000).toISOString();
    appendFileSync(path, `${JSON.stringify({ ...frame, timestamp, ...record })}\n`);
  };
  put({ type: "user", message: { role: "user", content: "Please." } }, 0);
  [...NAMES, ...TRAPS].forEach((name, i) => {
    const file_path = join(repo.root, name);
    const id = `toolu_${i}`;
    const usage = { input_tokens: 10, output_tokens: 10 };
    const use = { type: "tool_use", id, name: "Write", input: { file_path, content: textOf(name) } };
    const message = {
      id: `m${i}`,
      model: "claude-sonnet-4-5",
      role: "assistant",
      content: [use],
      usage,
      stop_reason: "end_turn",
    };
    put({ type: "assistant", requestId: `r${i}`, message }, 2 * i + 1);
    const content = [{ type: "tool_result", tool_use_id: id, content: "ok" }];
    const toolUseResult = {
      type: "create",
      filePath: file_path,
      content: textOf(name),
      structuredPatch: [],
      originalFile: null,
    };
    put({ type: "user", message: { role: "user", content }, toolUseResult }, 2 * i + 2);
  });
}

const textOf = (name: string): string =>
  `const made = ${JSON.stringify(name)};\nmake(made, ${name.length});\n`;

/** A repository with a submodule, another one inside that is none, a bare one, links and a pipe, and files of odd names. */
function build(): { readonly submodule: TestRepo; readonly planted: TestRepo } {
  const source = createRepo(join(folder.path, "source"));
  source.write("a.ts", textOf("sub/a.ts"));
  source.commit("of the submodule");
  repo.write(".gitattributes", "* filter=evil diff=evil merge=evil\n");
  repo.write(".gitignore", "planted/\n");
  repo.write("src/app.ts", "one\ntwo\n");
  for (const name of NAMES) if (!name.includes("/")) repo.write(name, textOf(name));
  repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", source.root, "sub");
  repo.commit("first");
  const planted = createRepo(join(repo.root, "planted"));
  planted.write("a.ts", textOf("planted/a.ts"));
  planted.commit("of the planted one");
  execFileSync("git", ["init", "--quiet", "--bare", join(repo.root, "bare.git")]);
  symlinkSync("/etc", join(repo.root, "link"));
  execFileSync("mkfifo", [join(repo.root, "pipe")]);
  repo.write("src/app.ts", "one\nstaged\n");
  repo.git("add", "src/app.ts");
  repo.write("src/app.ts", "one\nchanged\n");
  writeLog();
  return { submodule: repo.at(join(repo.root, "sub")), planted };
}

type Asking = {
  readonly own?: string;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly uid?: number;
};

const ask = (words: readonly string[], { own = "own", env = {}, cwd = repo.root, uid }: Asking = {}): Said =>
  say(words, {
    cwd,
    env: { HOME: home(), TOKENWORTH_HOME: join(folder.path, own), ...env },
    ...(uid === undefined ? {} : { uid }),
  });

const NOW = ["--now", "2026-06-01T00:00:00Z"];
const QUESTIONS: readonly (readonly string[])[] = [
  ["report", ...NOW, "--format", "json"],
  ["report", "--all", ...NOW],
  ["sessions", SESSION, ...NOW, "--format", "json"],
  ...NAMES.filter((_, i) => i % 3 === 0).map((name) => ["blame", ...NOW, "--format", "json", "--", name]),
  ["blame", ...NOW, "--rev", "HEAD", "--", "-rf"],
  ["verify", "--format", "json"],
  ["doctor"],
];

/** What every question says, without times that differ from run to run. */
function askAll(asking: Asking = {}): string[] {
  return QUESTIONS.map((words) => {
    const { status, stdout, stderr } = ask(words, asking);
    expect({ words, status, stderr }).toEqual({ words, status: 0, stderr: "" });
    expect(harmIn(stdout)).toBeNull();
    return words[0] === "doctor" ? "" : stdout.replaceAll(/"(?:replay|blame)": [\d.]+/g, "");
  });
}

describe.skipIf(process.platform === "win32")("a hostile repository", () => {
  test("has none of its programs run, by any question, and changes no answer", { timeout: 180_000 }, () => {
    const { submodule, planted } = build();
    const before = askAll();
    for (const one of [repo, submodule, planted]) traps.plantIn(one);
    writeFileSync(join(repo.root, "bare.git/config"), `${traps.config()}[core]\n\tbare = true\n`);
    writeFileSync(join(folder.path, "included"), traps.config());
    repo.git("config", "includeIf.gitdir:/**.path", join(folder.path, "included"));
    repo.git("config", "core.hooksPath", join(folder.path, "programs"));
    mkdirSync(join(home(), ".config/git"), { recursive: true });
    writeFileSync(join(home(), ".gitconfig"), traps.config());
    writeFileSync(join(home(), ".config/git/attributes"), "* filter=evil diff=evil\n");
    const env = traps.environment();
    const planned = snapshotOf(folder.path, ["own", "again"]);
    expect(askAll({ own: "again", env })).toEqual(before);
    expect(readdirSync(traps.marks)).toEqual([]);
    expect([...snapshotOf(folder.path, ["own", "again"])]).toEqual([...planned]);
  });

  test("would have them run by git alone", () => {
    build();
    traps.plantIn(repo);
    repo.tryGit("status");
    repo.tryGit("log", "-p", "-O/dev/null");
    expect(readdirSync(traps.marks)).toContain("core.fsmonitor");
  });

  test("whose records name git's own files: those are no lines of it", () => {
    build();
    const { sessions } = JSON.parse(ask(["report", ...NOW, "--format", "json"]).stdout) as Report;
    const { files } = JSON.parse(ask(["sessions", SESSION, ...NOW, "--format", "json"]).stdout) as {
      files: { path: string; repository: string | null; lines: { kept: number; outside: number } }[];
    };
    const fate = (path: string) => files.find((file) => file.path.endsWith(path));
    expect(sessions).toHaveLength(1);
    expect(fate("-rf")).toMatchObject({ repository: repo.root, lines: { kept: 2 } });
    expect(fate(".git/config")).toMatchObject({ repository: null, lines: { kept: 0, outside: 2 } });
    expect(fate("sub/a.ts")).toMatchObject({ repository: join(repo.root, "sub"), lines: { kept: 2 } });
    expect(fate("planted/a.ts")).toMatchObject({
      repository: join(repo.root, "planted"),
      lines: { kept: 2 },
    });
    expect(fate("pipe")).toMatchObject({ lines: { kept: 0 } });
  });

  test("whose working tree is said to be elsewhere: git's word holds, and nothing there is run or changed", () => {
    build();
    const elsewhere = createRepo(join(folder.path, "elsewhere"));
    elsewhere.write("src/app.ts", "theirs\n");
    elsewhere.commit("theirs");
    traps.plantIn(elsewhere);
    repo.git("config", "core.worktree", elsewhere.root);
    const before = snapshotOf(folder.path, ["own"]);
    for (const words of [
      ["report", "--all", ...NOW],
      ["report", ...NOW],
      ["blame", ...NOW, "src/app.ts"],
    ]) {
      const { status, stdout, stderr } = ask(words);
      expect([0, 2, 3]).toContain(status);
      expect(harmIn(stdout + stderr)).toBeNull();
      expect(stderr.split("\n").length).toBeLessThanOrEqual(2);
    }
    expect(readdirSync(traps.marks)).toEqual([]);
    expect([...snapshotOf(folder.path, ["own"])]).toEqual([...before]);
  });

  test("whose objects lie in another's folder is read from there, and nothing is run", () => {
    build();
    const lender = createRepo(join(folder.path, "lender"));
    traps.plantIn(lender);
    cpSync(join(repo.root, ".git/objects"), join(lender.root, ".git/objects"), { recursive: true });
    const before = ask(["report", ...NOW, "--format", "json"]);
    execFileSync("rm", ["-r", join(repo.root, ".git/objects")]);
    repo.write(".git/objects/info/alternates", `${join(lender.root, ".git/objects")}\n`);
    expect(ask(["report", ...NOW, "--format", "json"], { own: "again" })).toEqual(before);
    expect(readdirSync(traps.marks)).toEqual([]);
  });

  test("with a loop of alternates, links in place of its files, or rubbish in them, is told in a line", () => {
    build();
    repo.write(".git/objects/info/alternates", `${join(repo.root, ".git/objects")}\n/dev/zero\n/dev/stdin\n`);
    for (const [path, content] of [
      ["HEAD", "ref: ../../../../etc/passwd\n"],
      ["packed-refs", "\0\x1b[31m\n"],
      ["index", "DIRC"],
      ["config", "[core\n"],
    ] as const) {
      const before = existsSync(join(repo.root, ".git", path))
        ? readFileSync(join(repo.root, ".git", path))
        : "";
      repo.write(`.git/${path}`, content);
      const all = ask(["report", "--all", ...NOW, "--format", "json"]);
      expect(all).toMatchObject({ status: 0, stderr: "" });
      const { status, stderr } = ask(["report", ...NOW]);
      expect([0, 2, 3]).toContain(status);
      expect(stderr).toMatch(/^(?:|tokenworth: [^\n]*\n)$/);
      expect(harmIn(all.stdout + stderr)).toBeNull();
      const { coverage } = JSON.parse(all.stdout) as Report;
      expect(coverage.unreadable.map((one) => one.path)).toContain(repo.root);
      repo.write(`.git/${path}`, before);
    }
  });

  test("whose objects are damaged or lost: that is told in a line", { timeout: 120_000 }, () => {
    build();
    const broken = ["HEAD", "HEAD^{tree}", "HEAD:src/app.ts"].map((name) => repo.git("rev-parse", name));
    for (const oid of broken) {
      const path = `.git/objects/${oid.slice(0, 2)}/${oid.slice(2)}`;
      chmodSync(join(repo.root, path), 0o644);
      const bytes = readFileSync(join(repo.root, path));
      for (const spoiled of [bytes.subarray(0, 9), null]) {
        if (spoiled === null) repo.remove(path);
        else repo.write(path, spoiled);
        const one = ask(["report", ...NOW]);
        expect([0, 3]).toContain(one.status);
        expect(one.stderr).toMatch(one.status === 0 ? /^$/ : /^tokenworth: [^\n]+\n$/);
        const all = ask(["report", "--all", ...NOW, "--format", "json"]);
        expect({ oid, ...all, stdout: "" }).toEqual({ oid, status: 0, stdout: "", stderr: "" });
        expect(harmIn(all.stdout)).toBeNull();
      }
      repo.write(path, bytes);
    }
  });

  test.runIf(isRoot)("of another user is refused as git refuses it, and told", () => {
    build();
    execFileSync("chown", ["-R", `${NOBODY}:${NOBODY}`, repo.root]);
    const one = ask(["report", ...NOW]);
    expect(one).toMatchObject({
      status: 3,
      stdout: "",
      stderr: expect.stringMatching(/^tokenworth: [^\n]*dubious ownership[^\n]*\n$/),
    });
    const { coverage, sessions } = JSON.parse(
      ask(["report", "--all", ...NOW, "--format", "json"]).stdout,
    ) as Report;
    expect(sessions).toHaveLength(1);
    expect(coverage.unreadable).toEqual(
      expect.arrayContaining([{ path: repo.root, reason: expect.stringContaining("dubious ownership") }]),
    );
    writeFileSync(join(home(), ".gitconfig"), "[safe]\n\tdirectory = *\n");
    expect(ask(["report", ...NOW])).toMatchObject({ status: 0, stderr: "" });
  });
});

describe.skipIf(process.platform === "win32")("git itself", () => {
  const withGit = (script: string | null): Record<string, string> => {
    const bin = join(folder.path, "bin");
    mkdirSync(bin, { recursive: true });
    if (script !== null) writeFileSync(join(bin, "git"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return { PATH: bin };
  };

  test.each<[string, string | null, RegExp]>([
    ["is missing", null, /git was not found/],
    ["is too old", 'echo "git version 2.30.9"', /git 2\.31 or newer is needed; this is git version 2\.30\.9/],
    ["is something else", "echo '\u001b[31mhello'", /git 2\.31 or newer is needed/],
    ["fails at everything", "echo '\u001b[31mno\nway' >&2; exit 7", /no/],
    ["dies", "kill -9 $$", /./],
  ])("%s: that is told in a line, and what needs no git is still said", (_, script, words) => {
    build();
    const env = withGit(script);
    const one = ask(["report", ...NOW], { env });
    expect({ status: one.status, stdout: one.stdout }).toEqual({ status: 3, stdout: "" });
    expect(one.stderr).toMatch(/^tokenworth: [^\n]+\n$/);
    expect(one.stderr).toMatch(words);
    expect(harmIn(one.stderr)).toBeNull();
    const all = ask(["report", "--all", ...NOW, "--format", "json"], { env });
    expect(all).toMatchObject({ status: 0, stderr: "" });
    const { sessions, coverage } = JSON.parse(all.stdout) as Report;
    expect(sessions).toHaveLength(1);
    expect(coverage.unreadable.map(({ path }) => path)).toContain(repo.root);
  });

  test("is the one of the PATH, not one that lies in the repository", () => {
    build();
    repo.write("git", `#!/bin/sh\ntouch ${join(traps.marks, "own-git")}\n`);
    chmodSync(join(repo.root, "git"), 0o755);
    expect(ask(["report", ...NOW])).toMatchObject({ status: 0 });
    expect(readdirSync(traps.marks)).toEqual([]);
    expect(spawnSync(join(repo.root, "git")).status).toBe(0);
    expect(readdirSync(traps.marks)).toEqual(["own-git"]);
  });
});
