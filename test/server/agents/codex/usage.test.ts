import { describe, expect, test } from "vitest";
import {
  context,
  count,
  event,
  eventsOf,
  exact,
  message,
  meta,
  read,
  rollout,
  sizes,
  usage,
  type LogRecord,
} from "./rollout.ts";

describe("requests", () => {
  test("are what a total adds; a repeated row is none, and a lower total begins anew", () => {
    const rows = [
      count(usage(100, 40, 10), usage(100, 40, 10)),
      count(usage(100, 40, 10), usage(100, 40, 10)),
      count(usage(300, 140, 30), usage(999, 0, 99)),
      count(usage(50, 20, 5), usage(30, 10, 5)),
      count(null, usage(7, 3, 2)),
    ];
    const requests = exact(meta, context, ...rows);
    expect(sizes(requests)).toEqual([
      [60, 40, 0, 10],
      [100, 100, 0, 20],
      [20, 10, 0, 5],
      [4, 3, 0, 2],
    ]);
    expect(requests.map((request) => request.key)).toEqual(["own:0", "own:1", "own:2", "own:3"]);
    expect(new Set(requests.map((request) => request.replay)).size).toBe(4);
  });

  test("written tokens are inside the input, reasoning is inside the output", () => {
    const total = { ...usage(100, 40, 10), cache_write_input_tokens: 25, reasoning_output_tokens: 9 };
    expect(sizes(exact(meta, count(total, total)))).toEqual([[35, 40, 25, 10]]);
  });

  test("a child's first row without a last request only carries its parent's total over", () => {
    const child: LogRecord = ["session_meta", { id: "own", forked_from_id: "other" }];
    const inherited = count(usage(500, 100, 50), usage(0, 0, 0));
    expect(sizes(exact(child, inherited, count(usage(510, 104, 52), usage(10, 4, 2))))).toEqual([
      [6, 4, 0, 2],
    ]);
    expect(sizes(exact(child, count(usage(510, 104, 52), usage(10, 4, 2))))).toEqual([[6, 4, 0, 2]]);
  });

  test("carry the model and the tier that were set before them", () => {
    const fast = event("thread_settings_applied", {
      thread_settings: { model: "gpt-5.4", service_tier: "priority" },
    });
    const slow = event("thread_settings_applied", { thread_settings: { service_tier: null } });
    const rows = [1, 2, 3].map((n) => count(usage(n, 0, 0), usage(1, 0, 0)));
    const requests = exact(meta, context, rows[0] ?? meta, fast, rows[1] ?? meta, slow, rows[2] ?? meta);
    expect(requests.map(({ model, fast: tier }) => [model, tier])).toEqual([
      ["gpt-5", false],
      ["gpt-5.4", true],
      ["gpt-5.4", false],
    ]);
  });

  test("of a provider that nobody knows leave the price to the model's name", () => {
    const local: LogRecord = ["session_meta", { id: "own", model_provider: "my-box" }];
    expect(exact(local, count(usage(1, 0, 1), null))[0]?.provider).toBeNull();
    expect(exact(meta, count(usage(1, 0, 1), null))[0]?.provider).toBe("openai");
  });

  test("without counts are one of unknown size in each turn, which the first count takes over", () => {
    const turn = [message("user", "do"), message("assistant", "done")];
    const requests = eventsOf("request", meta, ...turn, ...turn);
    expect(
      requests.map(({ key, quality, visible, visibleInput }) => [key, quality, visible, visibleInput]),
    ).toEqual([
      ["own:0", "none", "", "do"],
      ["own:0", "none", "done", ""],
      ["own:1", "none", "", "do"],
      ["own:1", "none", "done", ""],
    ]);
    const counted = eventsOf(
      "request",
      meta,
      ...turn,
      count(usage(9, 0, 1), null),
      ...turn,
      count(usage(20, 0, 2), null),
    );
    expect(counted.map(({ key, quality }) => `${key} ${quality}`)).toEqual([
      "own:0 none",
      "own:0 none",
      "own:0 exact",
      "own:1 exact",
    ]);
  });

  test("counts of an unknown shape are skipped, missing ones say nothing", () => {
    const odd = event("token_count", { info: { prompt: 1, completion: 2 } });
    expect(read(rollout(meta, odd, event("token_count", { info: null }))).skipped).toEqual(["unknown-usage"]);
  });
});
