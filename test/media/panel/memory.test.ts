import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryIn, memoryOf } from "../../../media/panel/memory.ts";
import { FIRST_STATE } from "../../../media/panel/state.ts";

test("what was kept comes back", () => {
  const chosen = { breakdown: "model" };
  const session = { agent: "a", session: "s" };
  const state = { ...FIRST_STATE, chosen, session, outcome: "noCode" as const };
  expect(memoryIn(JSON.parse(JSON.stringify(memoryOf(state, 120))))).toEqual({
    chosen,
    session,
    outcome: "noCode",
    scroll: 120,
  });
});

test("whatever else was kept is nothing, and does no harm", () => {
  const nothing = { chosen: {}, session: null, outcome: null, scroll: 0 };
  expect(memoryIn(null)).toEqual(nothing);
  expect(memoryIn({ chosen: { a: 1 }, session: { agent: "a" }, outcome: "best", scroll: -1 })).toEqual(
    nothing,
  );
  fc.assert(
    fc.property(fc.jsonValue(), (kept) => {
      expect(Object.keys(memoryIn(kept))).toHaveLength(4);
    }),
  );
});
