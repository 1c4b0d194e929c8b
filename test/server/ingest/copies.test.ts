import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AgentEvent } from "../../../server/agents/agent.ts";
import {
  createPlace,
  edit,
  file,
  line,
  type Place,
  plainAgent,
  prompt,
  request,
  viewsOf,
} from "./plain-agent.ts";

let place: Place;
beforeEach(() => {
  place = createPlace();
});
afterEach(() => place.end());

const FLOOR = { quality: "floor", tokens: null, visible: "what can be seen" } as const;

/** Records beyond the beginning by which copies are known. */
const story = (length: number, other: readonly AgentEvent[] = []): string[] => [
  line({
    kind: "session",
    session: "s",
    at: 1,
    cwd: `/w/${"long/".repeat(300)}`,
    branch: "main",
    parent: null,
  }),
  ...Array.from({ length }, (_, i) =>
    line(
      prompt(`p${i}`, i),
      request(`r${i}`, i, FLOOR),
      edit(`e${i}`, i, { files: [file("/w/a", `${i}\n`, `${i + 1}\n`)] }),
      ...other,
    ),
  ),
  line(request("r0", 2), { kind: "undo", key: "u", session: "s", at: 99, edits: ["e1"] }),
];

async function read(
  texts: readonly string[],
  together: boolean,
): Promise<{ views: unknown; parsed: number }> {
  const own = createPlace();
  let parsed = 0;
  const parse: typeof plainAgent.parse = (text, state) => {
    parsed++;
    return plainAgent.parse(text, state);
  };
  for (const [index, text] of texts.entries()) {
    own.write(`logs/${index}.jsonl`, text);
    if (!together) await own.ingest({ agents: [{ ...plainAgent, parse }] });
  }
  if (together) await own.ingest({ agents: [{ ...plainAgent, parse }] });
  const views = { ...Object(viewsOf(own.ledger)), coverage: own.ledger.coverage() };
  own.end();
  return { views, parsed };
}

describe("a record that stands in several files", () => {
  test("tells the same as if each file were read alone, and is parsed once", async () => {
    const records = story(40);
    const texts = [1, 10, 41, 42, 42].map((end) => records.slice(0, end).join(""));
    const [apart, together] = [await read(texts, false), await read(texts, true)];
    expect(together.views).toEqual(apart.views);
    expect(apart.parsed).toBe(1 + 10 + 41 + 42 + 42);
    // The first line of each may begin with a mark. One record was told to be exact before its tokens were counted.
    expect(together.parsed).toBeLessThanOrEqual(42 + 4 + 2);
  });

  test("is read for itself where what came before it differs", async () => {
    const [first = "", ...rest] = story(10);
    const broken = '{"events": broken\n';
    const texts = [
      [first, ...rest],
      [first, broken, ...rest],
      [first, ...rest.toReversed()],
      [first, broken],
    ];
    const [apart, together] = [
      await read(
        texts.map((lines) => lines.join("")),
        false,
      ),
      await read(
        texts.map((lines) => lines.join("")),
        true,
      ),
    ];
    expect(together.views).toEqual(apart.views);
  });

  test("is told again after the file that told it first was rewritten", async () => {
    const records = story(5);
    place.write("logs/a.jsonl", records.join(""));
    place.write("logs/b.jsonl", records.join(""));
    await place.ingest();
    const before = viewsOf(place.ledger);
    place.write("logs/a.jsonl", line(prompt("p0", 0)));
    await place.ingest();
    expect(viewsOf(place.ledger)).toEqual(before);
  });
});
