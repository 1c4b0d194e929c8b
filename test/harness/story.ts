// A story: a real repository, people and agents who work in it, and the agents' real log files, all at fixed times.
// Every line that carries weight has a text of its own, so that its text alone tells for ever who wrote it: the truth is
// a map from texts to authors, and needs no second repository (`story-truth.ts`).
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { AgentName, Hand } from "./story-agent.ts";
import { hireAgent } from "./story-agent.ts";
import type { Change, Clock } from "./session-log.ts";
import { applied } from "./session-log.ts";
import { inventLine, keyOf, linesOf } from "./story-text.ts";

/** Who wrote a text. `from`: the agent's line that a person changed a little. */
export type Author =
  | { readonly hand: "person"; readonly from: string | null }
  | { readonly hand: "agent"; readonly session: string; readonly turn: number };

/** What one turn wrote and took out, net of what it took back itself: keys of lines. */
export type Turn = {
  readonly startedAt: string;
  readonly written: Set<string>;
  readonly removed: Set<string>;
};

/** What is known beside the repository. `replaced`: agents' lines in whose place a later turn or a person wrote. */
export type Book = {
  readonly authors: Map<string, Author>;
  readonly hands: Map<string, Hand>;
  readonly turns: Map<string, Turn[]>;
  readonly replaced: Set<string>;
};

/** A change in words: `at` counts from 0 (from the end if negative; the end if left out), `add` may be a number of new lines. */
export type Wish = {
  readonly at?: number;
  readonly remove?: number;
  readonly add?: number | readonly string[];
};

export type Place = { readonly in?: string };

export type Story = {
  readonly home: string;
  readonly repo: string;
  readonly clock: Clock;
  readonly book: Book;
  /** The lines of a working file; none where there is no such file. */
  lines(path: string, at?: Place): string[];
  put(path: string, lines: readonly string[], at?: Place): void;
  /** New texts, each unlike all others; nobody has written them yet. */
  invent(count: number): string[];
  /** A wish as a change of the lines before. */
  plan(before: readonly string[], wish: Wish): Change;
  agent(name: AgentName, at?: Place): Hand;
  person: Person;
  /** Run git in the repository; its output without the final newline. */
  git(...args: readonly string[]): string;
  gitIn(folder: string, ...args: readonly string[]): string;
  /** Commit everything as it stands. */
  commit(subject: string, at?: Place): void;
  worktree(branch: string): string;
  close(): void;
};

/** What a person does in the working tree. Each answers the lines that it wrote. */
export type Person = {
  change(path: string, wish: Wish): string[];
  /** Change single lines a little: they are still mostly what they were. */
  touch(path: string, at: number, count?: number): string[];
  /** Cut lines out of one file and paste them into another (or the same, as it is then). */
  move(from: string, block: { readonly at: number; readonly count: number }, to: string, toAt?: number): void;
  rename(from: string, to: string): void;
  /** Change the white space at the beginning of each line. */
  indent(path: string, change: (space: string) => string): void;
};

/** Begin a story at a time: a repository with files of a person's, on `main`. */
export function openStory(
  files: readonly string[] = ["src/app.ts", "src/store.ts"],
  startsAt = "2026-03-02T09:00:00Z",
): Story {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "story-")));
  const [home, repo] = [join(root, "home"), join(root, "repo")];
  const book: Book = { authors: new Map(), hands: new Map(), turns: new Map(), replaced: new Set() };
  const clock = startClock(startsAt);
  let invented = 0;
  let sessions = 0;

  const gitIn = (folder: string, ...args: readonly string[]): string =>
    execFileSync("git", args, {
      cwd: folder,
      env: environment(home, clock),
      encoding: "utf8",
      stdio: "pipe",
    }).replace(/\n$/, "");

  const story: Story = {
    home,
    repo,
    clock,
    book,
    lines(path, at) {
      const file = join(at?.in ?? repo, path);
      return existsSync(file) ? linesOf(readFileSync(file, "utf8")) : [];
    },
    put(path, lines, at) {
      const file = join(at?.in ?? repo, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
    },
    invent: (count) => Array.from({ length: count }, () => inventLine((invented += 1))),
    plan(before, { at = before.length, remove = 0, add = [] }) {
      const start = at < 0 ? before.length + at : at;
      return { at: start, remove, add: typeof add === "number" ? story.invent(add) : add };
    },
    agent: (name, at) => hireAgent(story, name, (sessions += 1), at?.in ?? repo),
    get person() {
      return personOf(story);
    },
    git: (...args) => gitIn(repo, ...args),
    gitIn,
    commit(subject, at) {
      gitIn(at?.in ?? repo, "add", "-A");
      gitIn(at?.in ?? repo, "commit", "-q", "-m", subject);
      clock.wait(1);
    },
    worktree(branch) {
      const folder = join(root, branch);
      gitIn(repo, "worktree", "add", "-q", "-b", branch, folder);
      return folder;
    },
    close: () => rmSync(root, { recursive: true, force: true }),
  };

  mkdirSync(home, { recursive: true });
  mkdirSync(repo, { recursive: true });
  story.git("init", "-q", "-b", "main");
  for (const path of files) story.person.change(path, { add: 12 });
  story.commit("Start");
  clock.wait(60);
  return story;
}

function personOf(story: Story): Person {
  const { authors } = story.book;
  return {
    change(path, wish) {
      const before = story.lines(path);
      const change = story.plan(before, wish);
      for (const line of change.add) authors.set(keyOf(line), { hand: "person", from: null });
      story.put(path, applied(before, [change]));
      return [...change.add];
    },
    touch(path, at, count = 1) {
      const before = story.lines(path);
      const add = before.slice(at, at + count).map((line) => `${line} // checked`);
      for (const [i, line] of add.entries()) {
        const old = keyOf(before[at + i] ?? "");
        const wasAgents = authors.get(old)?.hand === "agent";
        if (wasAgents) story.book.replaced.add(old);
        authors.set(keyOf(line), { hand: "person", from: wasAgents ? old : null });
      }
      story.put(path, applied(before, [{ at, remove: count, add }]));
      return add;
    },
    move(from, { at, count }, to, toAt) {
      const source = story.lines(from);
      const moved = source.splice(at, count);
      story.put(from, source);
      const target = story.lines(to);
      story.put(to, target.toSpliced(toAt ?? target.length, 0, ...moved));
    },
    rename(from, to) {
      mkdirSync(dirname(join(story.repo, to)), { recursive: true });
      renameSync(join(story.repo, from), join(story.repo, to));
    },
    indent(path, change) {
      const lines = story.lines(path);
      story.put(
        path,
        lines.map((line) => line.replace(/^\s+/, change)),
      );
    },
  };
}

function startClock(start: string): Clock {
  let at = Date.parse(start);
  return {
    now: () => new Date(at).toISOString(),
    stamp: () => new Date((at += 3000)).toISOString(),
    wait: (minutes) => void (at += minutes * 60_000),
  };
}

/** The surroundings in which git and the command line run: nothing of this machine's user, and the story's time. */
export function environment(home: string, clock: Clock): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    HOME: home,
    USERPROFILE: home,
    TZ: "UTC",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: join(home, "no-such-file"),
    GIT_AUTHOR_NAME: "Someone",
    GIT_AUTHOR_EMAIL: "someone@example.invalid",
    GIT_COMMITTER_NAME: "Someone",
    GIT_COMMITTER_EMAIL: "someone@example.invalid",
    GIT_AUTHOR_DATE: clock.now(),
    GIT_COMMITTER_DATE: clock.now(),
    GIT_EDITOR: "true",
  };
}
