// The built program counts tokens as its sources do: it reads the tokenizer's ranks from a file beside it.
import { appendFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runBuilt } from "../harness/built.ts";
import { reportOf } from "../harness/story-ask.ts";
import { openStory } from "../harness/story.ts";

test("tokens that no record counts are estimated by the built program as by its sources", async () => {
  const story = openStory();
  const hand = story.agent("claude-code");
  hand.prompt().change("src/app.ts", { add: 3 });
  const words = "Words in several languages, wörter and 文字, of which no count is known. ".repeat(40);
  const message = {
    id: "floor",
    model: "claude-opus-4-5",
    role: "assistant",
    content: [{ type: "text", text: words }],
    usage: { input_tokens: 5, output_tokens: 1 },
    stop_reason: null,
  };
  const frame = { sessionId: hand.id, cwd: story.repo, timestamp: story.clock.stamp(), uuid: "floor" };
  appendFileSync(
    hand.file,
    `${JSON.stringify({ ...frame, type: "assistant", requestId: "floor", message })}\n`,
  );

  const expected = await reportOf(story, { ledger: "sources", args: ["--all"] });
  const asked = ["report", "--all", "--format", "json", "--now", story.clock.now()];
  const built = await runBuilt(story, `${story.home}-built`, asked);
  story.close();
  expect(built).toMatchObject({ status: 0, stderr: "" });
  expect(JSON.parse(built.stdout)).toEqual(expected);
  expect(expected.totals.estimatedTokens).toBeGreaterThan(400);
});
