// How many words of code are in what is kept, in a real repository: no trick of layout raises them.
import { expect, test } from "vitest";
import type { Picture } from "../../server/metrics/picture.ts";
import { tell } from "../harness/story-check.ts";
import { pictureOf } from "../harness/story-picture.ts";
import type { Story } from "../harness/story.ts";

const wordsIn = ({ pieces, paths }: Picture): Record<string, number> => {
  const words: Record<string, number> = {};
  pieces.turn.forEach((_, row) => {
    const name = (paths[pieces.path[row] ?? -1] ?? "").split("/repo/")[1] ?? "";
    words[name] = (words[name] ?? 0) + (pieces.words[row] ?? 0);
  });
  return words;
};

const FUNCTION = [
  'import { first } from "./first";',
  "// What it does.",
  "export function second(value: number) {",
  "  const doubled = first(value) + first(value);",
  "  if (doubled > 12) return doubled;",
  "  let rest = value;",
  "  while (rest > 2) rest -= 2;",
  "  return rest;",
  "}",
];

/** An agent's work, committed: of each file its lines. */
async function wordsOf(files: Readonly<Record<string, readonly string[]>>, then = (_: Story): void => {}) {
  const story = tell();
  const hand = story.agent("claude-code").prompt();
  for (const [path, lines] of Object.entries(files)) {
    hand.create(path, lines);
    story.commit(`Write ${path}`);
  }
  then(story);
  return wordsIn((await pictureOf(story)).whole);
}

test("words of code, without imports and comments", async () => {
  expect(await wordsOf({ "lib/second.ts": FUNCTION })).toEqual({ "lib/second.ts": 26 });
});

test("a line for each word, comments, and empty lines make no more", async () => {
  const parts = (line: string): string[] => (line.startsWith("//") ? [line] : line.trim().split(" "));
  const flooded = FUNCTION.flatMap((line) => [...parts(line), "", "/* So it is. */"]);
  expect(await wordsOf({ "lib/second.ts": flooded })).toEqual({ "lib/second.ts": 26 });
});

test("a copy makes no more, of an agent's work or of what stood there before", async () => {
  const twice = await wordsOf({ "lib/second.ts": FUNCTION, "lib/third.ts": [...FUNCTION, "const own = 1;"] });
  expect(twice).toEqual({ "lib/second.ts": 26, "lib/third.ts": 3 });
  const story = tell();
  const hand = story.agent("claude-code").prompt();
  hand.create("src/copy.ts", story.lines("src/app.ts"));
  story.commit("Copy");
  expect(wordsIn((await pictureOf(story)).whole)).toEqual({ "src/copy.ts": 0 });
});

test("what is gone has none, and what moved has its own", async () => {
  const words = await wordsOf({ "lib/second.ts": FUNCTION, "lib/gone.ts": ["const gone = 1;"] }, (story) => {
    story.git("rm", "-q", "lib/gone.ts");
    story.commit("Remove");
    story.person.rename("lib/second.ts", "lib/moved.ts");
    story.person.indent("lib/moved.ts", () => "\t");
    story.commit("Move");
  });
  expect(words).toEqual({ "lib/second.ts": 26, "lib/gone.ts": 0 });
});
