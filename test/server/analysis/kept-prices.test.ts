import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { keptPrices } from "../../../server/analysis/kept-prices.ts";
import type { RequestFact } from "../../../server/ledger/facts.ts";
import type { Derived } from "../../../server/ledger/derived.ts";
import { openLedger } from "../../../server/ledger/ledger.ts";
import { createPrices, type Prices } from "../../../server/pricing/prices.ts";
import { requestFact } from "./facts.ts";

function derivedValues(): Derived {
  const folder = mkdtempSync(join(tmpdir(), "kept-prices-"));
  const ledger = openLedger(folder, new Uint8Array(32));
  onTestFinished(() => {
    ledger.close();
    rmSync(folder, { recursive: true });
  });
  return ledger.derived;
}

/** A table that counts how often it is asked. */
function asked(table: Prices = createPrices()) {
  const counts = { price: 0, estimate: 0 };
  const prices: Prices = {
    ...table,
    price: (request) => (counts.price++, table.price(request)),
    estimate: (request) => (counts.estimate++, table.estimate(request)),
  };
  return { prices, counts };
}

const count = fc.nat(2_000_000);
const request: fc.Arbitrary<RequestFact> = fc
  .record({
    at: fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2026, 9) }),
    model: fc.constantFrom(
      "claude-opus-4-5-20251101",
      "claude-sonnet-4-20250514",
      "gpt-5",
      "model-of-nobody",
      null,
    ),
    provider: fc.constantFrom("anthropic", null),
    tokens: fc.option(
      fc.record({ input: count, output: count, cacheRead: count, cacheWrite5m: count, cacheWrite1h: count }),
    ),
    fast: fc.boolean(),
    webSearches: fc.nat(2),
    estimatedInput: fc.constantFrom(0, 5),
    estimatedOutput: fc.constantFrom(0, 700),
  })
  .map(requestFact);

test("what was kept is what the table says, and the table is not asked again", () => {
  const derived = derivedValues();
  const some = fc.array(request, { minLength: 300, maxLength: 400 });
  fc.assert(
    fc.property(some, (requests) => {
      const table = createPrices();
      derived.drop();
      const first = keptPrices(table, derived, "a build");
      const said = requests.map((one) => [first.prices.price(one), first.prices.estimate(one)]);
      expect(said).toEqual(requests.map((one) => [table.price(one), table.estimate(one)]));
      first.save();
      const { prices, counts } = asked();
      const second = keptPrices(prices, derived, "a build").prices;
      expect(requests.map((one) => [second.price(one), second.estimate(one)])).toEqual(said);
      expect(counts).toEqual({ price: 0, estimate: 0 });
    }),
    { numRuns: 2 },
  );
});

test("what no column holds costs the same the next time", () => {
  const derived = derivedValues();
  const requests = Array.from({ length: 300 }, (_, i) =>
    requestFact({ at: Date.UTC(2026, 2, 2) + i, webSearches: i % 2 === 0 ? 1e11 : 1 }),
  );
  const first = keptPrices(createPrices(), derived, "a build");
  const said = requests.map(first.prices.price);
  expect(said[0]?.picoUsd).toBeGreaterThan(2n ** 63n);
  first.save();
  const { prices, counts } = asked();
  expect(requests.map(keptPrices(prices, derived, "a build").prices.price)).toEqual(said);
  expect(counts.price).toBe(150);
});

test("another build, another table, and what decides about a price are asked for anew", () => {
  const derived = derivedValues();
  const requests = Array.from({ length: 300 }, (_, i) => requestFact({ at: Date.UTC(2026, 2, 2) + i }));
  const first = keptPrices(createPrices(), derived, "a build");
  requests.forEach(first.prices.price);
  first.save();
  const [one = requestFact()] = requests;
  const times = (table: Prices, build: string, ...wanted: RequestFact[]): number => {
    const { prices, counts } = asked(table);
    wanted.forEach(keptPrices(prices, derived, build).prices.price);
    return counts.price;
  };
  const own = createPrices({
    overrides: new Map([["a-model", [{ from: null, price: { input_mtok: 1 } }]]]) as never,
  });
  expect(times(createPrices(), "a build", one)).toBe(0);
  expect(times(createPrices(), "another build", one)).toBe(1);
  expect(times(own, "a build", one)).toBe(1);
  const others: Partial<RequestFact>[] = [
    { model: "gpt-5" },
    { provider: null },
    { fast: true },
    { webSearches: 1 },
    { at: 0 },
    { tokens: null },
    { estimatedOutput: 1 },
    { tokens: { input: 200, output: 100, cacheRead: 1000, cacheWrite5m: 400, cacheWrite1h: 0 } },
  ];
  expect(times(createPrices(), "a build", ...others.map((other) => requestFact({ ...one, ...other })))).toBe(
    others.length,
  );
});

test("a few new ones are not worth the writing, and a build that is not known keeps nothing", () => {
  for (const [many, build] of [
    [3, "a build"],
    [300, ""],
  ] as const) {
    const derived = derivedValues();
    const kept = keptPrices(createPrices(), derived, build);
    for (let i = 0; i < many; i++) kept.prices.price(requestFact({ at: i }));
    kept.save();
    expect(derived.get("", "prices")).toBeNull();
  }
});
