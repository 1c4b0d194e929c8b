import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutIntoTurns, turnIndex } from "../../../server/analysis/turns.ts";
import { requestFact, sessionFact } from "./facts.ts";

const time = fc.integer({ min: 0, max: 40 });
const times = fc.array(time, { maxLength: 8 }).map((list) => list.toSorted((a, b) => a - b));

test("a time belongs to the last prompt not after it, and to turn 0 before the first", () => {
  fc.assert(
    fc.property(times, time, (prompts, at) => {
      const since = prompts.filter((prompt) => prompt <= at).length;
      expect(turnIndex(prompts, at)).toBe(since === 0 ? 0 : since - 1);
    }),
  );
});

test("each request of a session is in exactly one of its turns, at a time that the turn covers", () => {
  fc.assert(
    fc.property(times, times, (prompts, asked) => {
      const requests = asked.map((at, i) => requestFact({ at, key: `${i}` }));
      const { all } = cutIntoTurns([sessionFact({ prompts })], requests);
      expect(all.map(({ index }) => index)).toEqual((prompts.length > 0 ? prompts : [0]).map((_, i) => i));
      expect(all.flatMap((turn) => turn.requests)).toHaveLength(requests.length);
      for (const { index, requests: own } of all)
        for (const { at } of own) {
          expect(at).toBeGreaterThanOrEqual(index > 0 ? (prompts[index] ?? NaN) : -Infinity);
          expect(at).toBeLessThan(prompts[index + 1] ?? Infinity);
        }
    }),
  );
});

describe("turns", () => {
  test("begin with their prompts, session by session in order of their start", () => {
    const late = sessionFact({ session: "late", started: 50, prompts: [60] });
    const early = sessionFact({ session: "early", started: 10, prompts: [20, 30] });
    const { all, sessions } = cutIntoTurns([late, early], []);
    expect(sessions.map(({ session }) => session)).toEqual(["early", "late"]);
    expect(all.map(({ session, index, started }) => [session.session, index, started])).toEqual([
      ["early", 0, 20],
      ["early", 1, 30],
      ["late", 0, 60],
    ]);
  });

  test("of a session without a prompt are one, from its start", () => {
    const { all } = cutIntoTurns([sessionFact({ started: 7 })], [requestFact({ at: 9 })]);
    expect(all).toMatchObject([{ index: 0, started: 7, requests: [{ at: 9 }] }]);
  });

  test("of sessions with one id are told apart by their agents", () => {
    const two = ["a", "b"].map((agent) => sessionFact({ agent, prompts: [1] }));
    const turns = cutIntoTurns(two, [requestFact({ agent: "b", at: 2 })]);
    expect(turns.all.map(({ requests }) => requests.length)).toEqual([0, 1]);
    expect(turns.at("b", "one", 5)).toBe(1);
    expect(turns.at("c", "one", 5)).toBeUndefined();
  });

  test("are unseen where a command ran that probably changed files", () => {
    const { all } = cutIntoTurns([sessionFact({ prompts: [10, 20, 30], commands: [5, 25] })], []);
    expect(all.map(({ unseen }) => unseen)).toEqual([true, true, false]);
  });
});
