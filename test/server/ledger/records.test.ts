import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeRequests, type RequestRecord } from "../../../server/ledger/records.ts";

const count = fc.nat(2);
const record: fc.Arbitrary<RequestRecord> = fc
  .record({
    session: fc.constantFrom("a", "b"),
    at: count,
    position: count,
    model: fc.constantFrom("m", "n", null),
    provider: fc.constantFrom("x", null),
    tokens: fc.option(
      fc.record({ input: count, output: count, cacheRead: count, cacheWrite5m: count, cacheWrite1h: count }),
    ),
    webSearches: count,
    fast: fc.boolean(),
    quality: fc.constantFrom("exact" as const, "floor" as const, "none" as const),
    costUsd: fc.option(count),
    sidechain: fc.boolean(),
    sameAs: fc.option(count),
    replay: fc.option(count),
    parts: fc
      .uniqueArray(count)
      .map((prints) =>
        prints.toSorted((a, b) => a - b).map((print) => ({ print, input: print === 0, tokens: print * 3 })),
      ),
  })
  .map((fields) => ({ ...fields, key: "k", parts: fields.quality === "exact" ? [] : fields.parts }));

test("records of a request come to the same in any order and any number", () => {
  fc.assert(
    fc.property(record, record, record, (a, b, c) => {
      expect(mergeRequests(a, b)).toEqual(mergeRequests(b, a));
      expect(mergeRequests(mergeRequests(a, b), c)).toEqual(mergeRequests(a, mergeRequests(b, c)));
      expect(mergeRequests(a, a)).toEqual(a);
    }),
    { numRuns: 2000 },
  );
});
