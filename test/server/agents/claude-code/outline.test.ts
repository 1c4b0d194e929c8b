// What a line tells may never depend on whether its long texts were left out.
import fc from "fast-check";
import { expect, test } from "vitest";
import { claudeCode } from "../../../../server/agents/claude-code/index.ts";
import { start, type State } from "../../../../server/agents/claude-code/state.ts";
import { lineText } from "../../../../server/ingest/line-text.ts";
import type { LinesAgent } from "../../../../server/ingest/read-file.ts";

const outline: LinesAgent["outline"] = claudeCode.source === "lines" ? claudeCode.outline : undefined;
const parse = (line: string, state: State): unknown =>
  claudeCode.source === "lines" ? claudeCode.parse(line, state) : null;

const long = 'long \\n "text" é '.repeat(100);
const some = (...values: unknown[]): fc.Arbitrary<unknown> => fc.constantFrom(...values);
/** The first mostly, so that many lines are like true ones. */
const mostly = (usual: unknown, ...others: unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 8 }, some(...others));
const text = some(
  "short",
  long,
  "The user doesn't want to proceed with this tool use",
  `<tool_use_error>${long}`,
);
const result = fc.record({
  type: mostly("tool_result", "text", long),
  tool_use_id: mostly("toolu_1", "toolu_open", "", long, 1),
  content: fc.oneof(text, some(7)),
  is_error: some(true, false),
});
const block = fc.oneof(
  { arbitrary: result, weight: 6 },
  fc.record({ type: some("text"), text }),
  some(null, 1),
);
const detail = fc.oneof(
  text,
  fc.record({ type: some("text"), file: fc.record({ content: text, filePath: some("/w/a") }) }),
  fc.record({ filePath: some("/w/a", long), oldString: text, newString: text, originalFile: text }),
  fc.record({
    filePath: some("/w/a"),
    structuredPatch: some([], [{ oldStart: 1, lines: ["+a"] }]),
    content: text,
  }),
  fc.record({ notebook_path: some("/w/n.ipynb", 1), new_source: text, old_source: text }),
);
const own = fc.record(
  {
    type: mostly("user", "assistant", long, "progress"),
    sessionId: mostly("s", "t", long),
    cwd: mostly("/w", "/v", `/${"deep/".repeat(500)}`, "relative"),
    gitBranch: mostly("main", "HEAD", long),
    timestamp: mostly("2026-01-01T00:00:00.000Z", long),
    forkSessionId: mostly("f", long),
    toolDenialKind: some("x"),
    isSidechain: some(true),
    message: fc.record(
      {
        role: some("user"),
        content: fc.oneof(fc.tuple(block), fc.tuple(block, block), fc.constant([]), text),
        usage: some({ input_tokens: 1 }),
      },
      { requiredKeys: ["content"] },
    ),
    toolUseResult: detail,
    padding: some(long.repeat(3)),
  },
  { requiredKeys: ["type", "message", "padding"] },
);
const carried = own.map((message) => ({
  type: "progress",
  sessionId: "s",
  timestamp: "2026-01-01T00:00:00.000Z",
  data: { type: "agent_progress", message },
}));

test("a line tells the same without its long texts, or is read whole", () => {
  let outlined = 0;
  const before: State = { ...start({ path: "/logs/s.jsonl", at: 0 }), open: ["toolu_open"] };
  fc.assert(
    fc.property(fc.oneof(own, carried), some("", "{}"), (record, behind) => {
      const line = JSON.stringify(record) + behind;
      const read = lineText(Buffer.from(line), outline, before);
      if (read !== line) outlined++;
      expect(parse(read, before)).toEqual(parse(line, before));
    }),
    { numRuns: 5000, seed: 1 },
  );
  expect(outlined).toBeGreaterThan(100);
});
