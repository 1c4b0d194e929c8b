// What is true of a story, by the words of the contract, read off git and the story's book: a text tells its author.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Story, Turn } from "./story.ts";
import { isSignificant, keyOf, linesOf } from "./story-text.ts";

/** Where a session's lines went: written ones by outcome, and the share of a turn's cost that each outcome gets. */
export type SessionTruth = {
  readonly id: string;
  readonly lines: Readonly<Record<string, number>>;
  /** For each turn: how many of its weighed lines went where; empty where it changed no code. */
  readonly turns: readonly Readonly<Record<string, number>>[];
};

/** The true account of every session of the story, as of now. `main` is the main line. */
export function truthOf(story: Story, main = "main"): SessionTruth[] {
  const world = look(story, main);
  return [...story.book.turns].map(([id, turns]) => {
    const written = turns.flatMap((turn) => [...turn.written].map((key) => fateOfWritten(world, story, key)));
    return { id, lines: tally(written), turns: turns.map((turn) => fatesOf(world, story, turn)) };
  });
}

/** The author of each line of a file on the main line, as `blame` should have it; `person` may stand for `none`. */
export function authorsOf(story: Story, path: string, main = "main") {
  return linesOf(show(story, main, path)).map((line) => {
    const author = story.book.authors.get(keyOf(line));
    return isSignificant(line) && author !== undefined ? author : null;
  });
}

/** The paths of a revision. */
export function pathsOf(story: Story, rev = "main"): string[] {
  return story.git("ls-tree", "-r", "-z", "--name-only", rev).split("\0").filter(Boolean);
}

type World = {
  readonly kept: ReadonlySet<string>;
  readonly unlanded: ReadonlySet<string>;
  /** What stood in a commit that the main line or a branch still reaches. */
  readonly stood: ReadonlySet<string>;
  /** Of the main line's history: what it ever brought, and how and when it last took a text out. */
  readonly main: Passage;
  /** Of what the main line does not reach. */
  readonly side: Passage;
  /** Texts that a checkout, an index or a stash lacks though the commit that it stands on has them. */
  readonly lacking: ReadonlySet<string>;
};

type Passage = {
  readonly brought: ReadonlySet<string>;
  readonly taken: ReadonlyMap<string, { readonly at: number; readonly reverts: boolean }>;
};

function look(story: Story, main: string): World {
  const refs = story.git("for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes").split("\n");
  const stashes = story.git("stash", "list", "--format=%H").split("\n");
  const tips = [...refs, ...stashes].filter(Boolean);
  const checkouts = worktreesOf(story);
  const kept = treeOf(story, main);
  const working = checkouts.map((folder) => workingTextsOf(story, folder));
  const indexes = checkouts.map((folder) => treeOf(story, story.gitIn(folder, "write-tree")));
  const heads = checkouts.map((folder) => treeOf(story, story.gitIn(folder, "rev-parse", "HEAD")));
  const unlanded = union([...working, ...indexes, ...tips.map((tip) => treeOf(story, tip))]);
  const stashed = stashes
    .filter(Boolean)
    .map((stash) => ["^1", "", "^2"].map((of) => treeOf(story, stash + of)));
  const states = [...checkouts.map((_, i) => [heads[i], working[i], indexes[i]]), ...stashed];
  const lacking = states.flatMap(([head, tree, index]) =>
    [...(head ?? [])].filter((key) => tree?.has(key) !== true || index?.has(key) !== true),
  );
  return {
    kept,
    unlanded,
    lacking: new Set(lacking),
    stood: passage(story, [main, ...refs.filter(Boolean)]).brought,
    main: passage(story, [main]),
    side: passage(story, [...tips, "--not", main]),
  };
}

function fateOfWritten(world: World, story: Story, key: string): string {
  if (world.kept.has(key)) return "kept";
  if (world.main.brought.has(key))
    return world.main.taken.get(key)?.reverts === true ? "reverted" : "reworked";
  if (world.unlanded.has(key)) return "open";
  return story.book.replaced.has(key) ? "reworked" : "discarded";
}

function fateOfRemoved(world: World, key: string, startedAt: number): string {
  const since = (side: Passage): boolean => (side.taken.get(key)?.at ?? 0) >= startedAt - 1000;
  if (!world.kept.has(key) && world.main.brought.has(key)) return "kept";
  if (since(world.main)) return "reverted";
  return since(world.side) || world.lacking.has(key) ? "open" : "discarded";
}

/** A removal has weight only if its line stood in a commit that the main line or a branch still reaches. */
function fatesOf(world: World, story: Story, turn: Turn): Readonly<Record<string, number>> {
  const startedAt = Date.parse(turn.startedAt);
  return tally([
    ...[...turn.written].map((key) => fateOfWritten(world, story, key)),
    ...[...turn.removed]
      .filter((key) => world.stood.has(key))
      .map((key) => fateOfRemoved(world, key, startedAt)),
  ]);
}

/** What a range of history brought and took; a text that one commit takes and brings has only moved. */
function passage(story: Story, range: readonly string[]): Passage {
  const format = "--format=%x00%cI%x01%B%x01%P%x01";
  const log = story.git(
    "log",
    "--topo-order",
    "-p",
    "-m",
    "--no-renames",
    "--no-color",
    format,
    ...range,
    "--",
  );
  const brought = new Set<string>();
  const taken = new Map<string, { at: number; reverts: boolean }>();
  for (const commit of log.split("\0").slice(1)) {
    const [when = "", message = "", parents = "", patch = ""] = commit.split("\u0001");
    const [added, removed] = ["+", "-"].map((sign) => keysWith(patch, sign));
    for (const key of added ?? []) brought.add(key);
    // A merge takes nothing out itself: it passes on what one of its sides took.
    if (parents.includes(" ")) continue;
    const death = { at: Date.parse(when), reverts: message.includes("This reverts commit") };
    for (const key of removed ?? []) if (!added?.has(key) && !taken.has(key)) taken.set(key, death);
  }
  return { brought, taken };
}

function keysWith(patch: string, sign: string): Set<string> {
  const lines = linesOf(patch).filter((line) => line.startsWith(sign) && !line.startsWith(sign.repeat(3)));
  return keysOf(lines.map((line) => line.slice(1)));
}

function treeOf(story: Story, rev: string): Set<string> {
  return union(pathsOf(story, rev).map((path) => keysOf(linesOf(show(story, rev, path)))));
}

function workingTextsOf(story: Story, folder: string): Set<string> {
  const listed = story.gitIn(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
  const files = [...new Set(listed.split("\0"))].map((path) => join(folder, path));
  const texts = files
    .filter((file) => file !== folder && existsSync(file))
    .map((file) => readFileSync(file, "utf8"));
  return union(texts.map((text) => keysOf(linesOf(text))));
}

function worktreesOf(story: Story): string[] {
  const list = story.git("worktree", "list", "--porcelain").split("\n");
  return list.filter((line) => line.startsWith("worktree ")).map((line) => line.slice("worktree ".length));
}

const show = (story: Story, rev: string, path: string): string => {
  const text = story.git("show", `${rev}:${path}`);
  return text === ""
    ? ""
    : `${text}
`;
};
const keysOf = (lines: readonly string[]): Set<string> => new Set(lines.filter(isSignificant).map(keyOf));
const union = (sets: readonly ReadonlySet<string>[]): Set<string> => new Set(sets.flatMap((set) => [...set]));

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
