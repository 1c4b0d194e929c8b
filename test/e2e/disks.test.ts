// Disks that are full, closed, read-only or broken: what is said, and that nothing is lost. (issue 3)
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../server/protocol/report.ts";
import { say, type Said } from "../harness/command-line.ts";
import { createFolder } from "../harness/repo.ts";
import { tellShortStory } from "../harness/short-story.ts";
import type { Story } from "../harness/story.ts";
import { canTrace } from "../harness/trace.ts";

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
/** Whether a file system of our own can be mounted here, for one process and its children. */
const canMount = spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0;

let story: Story;
let whole: string;
const folder = createFolder();
beforeAll(() => {
  story = tellShortStory();
  const { status, stdout } = ask(join(folder.path, "whole"));
  if (status !== 0) throw new Error("there is no report to hold the others against");
  whole = stdout;
});
afterAll(() => {
  story.close();
  folder.dispose();
});

/** A report as JSON, from the ledger in `own`. `through`: a program that starts it. */
function ask(own: string, through: readonly string[] = [], home = story.home): Said {
  const env = { HOME: home, TOKENWORTH_HOME: own };
  const words = ["report", "--format", "json", "--now", "2026-06-01T00:00:00Z"];
  return say(words, { cwd: story.repo, env, through });
}

describe.skipIf(!canMount)("a file system of its own", () => {
  /** Runs what follows it in a new space of mounts, after a line of the shell and before another. */
  const inSpace = (before: string, after: string, own: string, other = ""): string[] => [
    ..."unshare -rm sh -c".split(" "),
    `own="$1" other="$2"; shift 2; ${before}; "$@"; status=$?; ${after}; exit $status`,
    "sh",
    own,
    other,
  ];

  test.each([8, 64, 160, 200, 256, 300, 400, 600])(
    "with room for %i KiB: it says that the disk is full, and goes on when there is room",
    (size) => {
      const own = join(folder.path, `full-${size}`);
      mkdirSync(own);
      const mount = `mount -t tmpfs -o size=${size}k none "$own"`;
      const copy = 'mkdir "$own.kept"; cp -a "$own/." "$own.kept/"';
      const { status, stdout, stderr } = ask(own, inSpace(mount, copy, own));
      expect([0, 3]).toContain(status);
      expect(status === 0 ? stdout : "").toBe(status === 0 ? whole : "");
      expect(stderr).toMatch(
        status === 0
          ? /^$/
          : /^tokenworth: the ledger cannot be used: .*(?:disk is full|no space left)[^\n]*\n$/,
      );
      expect(ask(`${own}.kept`)).toEqual({ status: 0, stdout: whole, stderr: "" });
    },
  );

  test("a ledger that was filled is refused more, keeps what it had, and goes on", () => {
    const own = join(folder.path, "filled");
    mkdirSync(own);
    // Something else takes all that is left.
    const fill =
      'mount -t tmpfs -o size=900k none "$own"; cp -a "$other/." "$own/"; cat /dev/zero > "$own/filler" 2>/dev/null';
    const copy = 'rm "$own/filler"; mkdir "$own.kept"; cp -a "$own/." "$own.kept/"';
    const home = join(folder.path, "filled-home");
    cpSync(story.home, home, { recursive: true });
    const full = ask(own, inSpace(fill, copy, own, join(folder.path, "whole")), home);
    expect(full).toEqual({ status: 3, stdout: "", stderr: expect.stringMatching(/disk is full[^\n]*\n$/) });
    expect(ask(`${own}.kept`)).toEqual({ status: 0, stdout: whole, stderr: "" });
  });

  test("logs on a disk that can only be read are read", () => {
    const bind = 'mount --bind "$own" "$own"; mount -o remount,ro,bind "$own"';
    const said = ask(join(folder.path, "beside"), inSpace(bind, ":", story.home));
    expect(said).toEqual({ status: 0, stdout: whole, stderr: "" });
  });

  test("a ledger on a disk that can only be read is refused in one line", () => {
    const own = join(folder.path, "whole");
    const bind = 'mount --bind "$own" "$own"; mount -o remount,ro,bind "$own"';
    const { status, stdout, stderr } = ask(own, inSpace(bind, ":", own));
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    expect(stderr).toMatch(
      /^tokenworth: the ledger cannot be used: [^\n]*(?:nothing can be written|read-only)[^\n]*\n$/i,
    );
  });
});

describe.skipIf(!existsSync("/dev/full"))("an output that can't be written", () => {
  const into = (redirected: string): string[] => ["sh", "-c", `exec "$@" ${redirected}`, "sh"];

  test("is told in one line, with status 3", () => {
    const said = ask(join(folder.path, "whole"), into("> /dev/full"));
    expect(said).toEqual({
      status: 3,
      stdout: "",
      stderr: "tokenworth: the output could not be written (ENOSPC)\n",
    });
  });

  test("changes nothing where it is that of errors, or nobody listens any more", () => {
    const own = join(folder.path, "whole");
    expect(ask(own, into("2> /dev/full"))).toEqual({ status: 0, stdout: whole, stderr: "" });
    expect(ask(own, into("2>&-"))).toEqual({ status: 0, stdout: whole, stderr: "" });
    expect(ask(own, into("| true"))).toEqual({ status: 0, stdout: "", stderr: "" });
    const wrong = say(["bogus"], {
      cwd: story.repo,
      env: { HOME: story.home },
      through: into("2> /dev/full"),
    });
    expect(wrong).toEqual({ status: 2, stdout: "", stderr: "" });
  });
});

describe.skipIf(process.platform === "win32")("the same logs twice count once", () => {
  const homeWith = (name: string, add: (home: string) => void): string => {
    const home = join(folder.path, name);
    cpSync(story.home, home, { recursive: true });
    add(home);
    return home;
  };

  test.each<[string, (home: string) => void]>([
    [
      "in the old and the new place",
      (home) => cpSync(join(home, ".claude"), join(home, ".config/claude"), { recursive: true }),
    ],
    [
      "where the new place is a link to the old one",
      (home) => {
        mkdirSync(join(home, ".config"), { recursive: true });
        symlinkSync("../.claude", join(home, ".config/claude"));
      },
    ],
    [
      "active and archived",
      (home) =>
        cpSync(join(home, ".codex/sessions"), join(home, ".codex/archived_sessions"), { recursive: true }),
    ],
    [
      "in a folder that leads back to itself",
      (home) => symlinkSync("..", join(home, ".claude/projects/again")),
    ],
  ])("%s", (name, add) => {
    const said = ask(join(folder.path, `own ${name}`), [], homeWith(name, add));
    expect(said).toEqual({ status: 0, stdout: whole, stderr: "" });
  });
});

describe("logs that are closed to us", () => {
  test.skipIf(process.platform === "win32")(
    "are named, whether file or folder, and the others are read",
    () => {
      const home = join(folder.path, "closed-home");
      cpSync(story.home, home, { recursive: true });
      const projects = join(home, ".claude/projects");
      const names = ["no-way-in", "no-list", "no-file"];
      for (const name of names) {
        mkdirSync(join(projects, name));
        writeFileSync(join(projects, name, "a.jsonl"), '{"type":"user"}\n');
      }
      const own = join(folder.path, "closed");
      mkdirSync(own);
      chmodSync(join(projects, "no-way-in"), 0o444);
      chmodSync(join(projects, "no-list"), 0o111);
      chmodSync(join(projects, "no-file/a.jsonl"), 0o000);
      chmodSync(dirname(story.repo), 0o755);
      const asNobody = isRoot ? { uid: NOBODY } : {};
      if (isRoot) chownSync(own, NOBODY, NOBODY);
      chmodSync(folder.path, 0o755);
      const words = ["report", "--all", "--format", "json"];
      const env = { HOME: home, TOKENWORTH_HOME: own };
      const { status, stdout, stderr } = say(words, { cwd: story.repo, env, ...asNobody });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      const { coverage } = JSON.parse(stdout) as Report;
      expect(coverage.unreadable).toEqual(
        expect.arrayContaining([
          { path: join(projects, "no-way-in/a.jsonl"), reason: "EACCES" },
          { path: join(projects, "no-list"), reason: "EACCES" },
          { path: join(projects, "no-file/a.jsonl"), reason: "EACCES" },
        ]),
      );
      expect(coverage.requests).toBe((JSON.parse(whole) as Report).coverage.requests);
      for (const name of names) chmodSync(join(projects, name), 0o755);
    },
  );
});

describe.skipIf(!canTrace)("a disk that breaks", () => {
  const failing = (path: string, ...calls: string[]): string[] =>
    ["strace", "-f", "-qq", "-o", "/dev/null", "-P", path].concat(calls.flatMap((call) => ["-e", call]));

  test("under a log: it is named, the others are read, and it is read when the disk is well again", () => {
    const own = join(folder.path, "broken-log");
    const [log = ""] = readdirSync(join(story.home, ".codex"), { recursive: true, encoding: "utf8" }).filter(
      (name) => name.endsWith(".jsonl"),
    );
    const path = join(story.home, ".codex", log);
    const said = ask(own, failing(path, "inject=read,pread64:error=EIO"));
    expect(said).toMatchObject({ status: 0, stderr: "" });
    const { coverage } = JSON.parse(said.stdout) as Report;
    expect(coverage).toMatchObject({ sessions: 1, unreadable: [{ path, reason: "EIO" }] });
    expect(ask(own)).toEqual({ status: 0, stdout: whole, stderr: "" });
  });

  test.each([
    ["EIO", "the disk could not be read or written"],
    ["ENOSPC", "the disk is full"],
  ])("under the ledger (%s): it is told in one line, and nothing is lost", (error, words) => {
    const own = join(folder.path, `broken-${error}`);
    const wal = join(own, "ledger.sqlite-wal");
    const said = ask(own, failing(wal, `inject=write,pwrite64:error=${error}:when=30+`));
    expect(said).toMatchObject({ status: 3, stdout: "" });
    expect(said.stderr).toMatch(/^tokenworth: [^\n]+\n$/);
    expect(said.stderr).toContain(words);
    expect(ask(own)).toEqual({ status: 0, stdout: whole, stderr: "" });
  });
});
