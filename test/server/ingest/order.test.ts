import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AgentEvent } from "../../../server/agents/agent.ts";
import { createPlace, edit, file, line, request, viewsOf } from "./plain-agent.ts";

describe("the order of files", () => {
  const session = fc.constantFrom("a", "b", "c");
  const at = fc.integer({ min: 1, max: 6 });
  const tokens = fc.record({
    input: fc.nat(3),
    output: fc.nat(3),
    cacheRead: fc.nat(1),
    cacheWrite5m: fc.nat(1),
    cacheWrite1h: fc.constant(0),
  });
  const event: fc.Arbitrary<AgentEvent> = fc.oneof(
    fc.record({
      kind: fc.constant("session" as const),
      session,
      at: fc.option(at),
      cwd: fc.constantFrom("/w", "/v", null),
      branch: fc.constantFrom("main", null),
      parent: fc.option(
        fc.record({ session, relation: fc.constantFrom("subagent" as const, "fork" as const) }),
      ),
    }),
    fc.record({
      kind: fc.constant("prompt" as const),
      key: fc.constantFrom("p", "q"),
      session,
      at,
      text: fc.constant(null),
    }),
    fc
      .record({
        key: fc.constantFrom("r", "q"),
        at,
        session,
        tokens: fc.option(tokens),
        model: fc.constantFrom("m", "n", null),
        quality: fc.constantFrom("exact" as const, "floor" as const, "none" as const),
        visible: fc.constantFrom("", "ab", "abc"),
        sidechain: fc.boolean(),
        sameAs: fc.constantFrom(null, "x"),
        replay: fc.constantFrom(null, "1", "2"),
      })
      .map(({ key, at: time, ...more }) => request(key, time, more)),
    fc
      .record({
        key: fc.constantFrom("e", "f"),
        at,
        session,
        stage: fc.constantFrom("call" as const, "result" as const),
        status: fc.constantFrom(
          "applied" as const,
          "applied" as const,
          "unknown" as const,
          "failed" as const,
        ),
        files: fc.constantFrom(
          [],
          [file("/w/a", "1\n", "2\n")],
          [file("/w/a", "1\n", "3\n")],
          [file("/w/b", null, "3\n")],
        ),
      })
      .map(({ key, at: time, ...more }) => edit(key, time, more)),
  );

  test("does not matter, nor in how many runs they are read", async () => {
    const files = fc.array(fc.array(event, { maxLength: 6 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        files.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(
              all.map((_, i) => i),
              { minLength: all.length },
            ),
          ),
        ),
        async ([all, order]) => {
          const [together, apart] = [createPlace(), createPlace()];
          all.forEach((events, index) =>
            together.write(`logs/${index}.jsonl`, events.map((one) => line(one)).join("")),
          );
          await together.ingest();
          for (const index of order) {
            const events = all[index] ?? [];
            const half = Math.floor(events.length / 2);
            for (const end of [half, events.length]) {
              apart.write(
                `logs/${order.indexOf(index)}-${index}.jsonl`,
                events
                  .slice(0, end)
                  .map((one) => line(one))
                  .join(""),
              );
              await apart.ingest();
            }
          }
          expect(viewsOf(apart.ledger)).toEqual(viewsOf(together.ledger));
          [together, apart].forEach((one) => one.end());
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});
