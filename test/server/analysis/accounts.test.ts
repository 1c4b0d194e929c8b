import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  accountOf,
  addUp,
  emptyAccount,
  type Account,
  type WeighedLine,
} from "../../../server/analysis/accounts.ts";
import type { Turn } from "../../../server/analysis/turns.ts";
import type { RequestFact } from "../../../server/ledger/facts.ts";
import { createPrices } from "../../../server/pricing/prices.ts";
import { turnOf } from "./facts.ts";

const prices = createPrices();
const all = (): boolean => true;
const count = fc.integer({ min: 0, max: 5000 });

const tokens: fc.Arbitrary<RequestFact["tokens"]> = fc.option(
  fc.record({ input: count, output: count, cacheRead: count, cacheWrite5m: count, cacheWrite1h: count }),
);
const request: fc.Arbitrary<Partial<RequestFact>> = fc.record({
  model: fc.constantFrom("claude-opus-4-5-20251101", "gpt-5", "model-of-nobody", null),
  tokens,
  estimatedOutput: fc.constantFrom(0, 0, 7, 400),
  quality: fc.constantFrom("exact", "floor"),
});
const turn: fc.Arbitrary<Turn> = fc.array(request, { maxLength: 4 }).map(turnOf);
const line: fc.Arbitrary<WeighedLine> = fc.record({
  repository: fc.constantFrom("/a", "/b", null),
  path: fc.constantFrom("/a/x", "/b/y", "/c"),
  place: fc.nat(50),
  written: fc.boolean(),
  outcome: fc.constantFrom("kept", "reworked", "reverted", "discarded", "open", "outside"),
});
const lines = fc.array(line, { maxLength: 12 });

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);
const money = (account: Account): bigint => Object.values(account.spend).reduce((a, b) => a + b, 0n);

/** All that is split among lines; requests are not, and count whole in each part. */
function splitOf({ requests: _, floors: __, estimated: ___, recorded: ____, cost, ...rest }: Account) {
  return { ...rest, cost: cost ?? 0n };
}

test("every dollar, token and line is in exactly one outcome, whatever part of a turn is asked for", () => {
  fc.assert(
    fc.property(turn, lines, fc.constantFrom("/a", "/b", null), fc.boolean(), (one, own, root, home) => {
      const account = accountOf(one, own, prices, (l) => l.repository === root, home);
      expect(money(account)).toBe(account.cost ?? 0n);
      expect(sum(Object.values(account.spendTokens))).toBe(sum(Object.values(account.tokens)));
      const { written, removed, ...outcomes } = account.lines;
      expect(sum(Object.values(outcomes))).toBe(written);
      expect(written + removed).toBe(own.filter((l) => l.repository === root).length);
      expect(Object.values(account.tokens).every((n) => n >= 0 && Number.isInteger(n))).toBe(true);
    }),
  );
});

test("the parts that fall to each repository and to none add up to the turn, kind by kind", () => {
  fc.assert(
    fc.property(turn, lines, (one, own) => {
      const roots = ["/a", "/b", null];
      const parts = roots.map((root) =>
        accountOf(one, own, prices, (l) => l.repository === root, root === "/a"),
      );
      expect(splitOf(addUp(parts))).toEqual(splitOf(accountOf(one, own, prices, all, true)));
    }),
  );
});

test("lines share evenly: no two shares of a turn differ by more than one unit", () => {
  fc.assert(
    fc.property(turn, fc.array(line, { minLength: 1, maxLength: 12 }), (one, own) => {
      const alone = own.map((mine) => accountOf(one, own, prices, (l) => l === mine, false));
      const costs = alone.map(money);
      const tokens = alone.map(({ spendTokens }) => sum(Object.values(spendTokens)));
      expect(costs.every((a) => costs.every((b) => a - b <= 1n))).toBe(true);
      expect(Math.max(...tokens) - Math.min(...tokens)).toBeLessThanOrEqual(1);
    }),
  );
});

test("what a division leaves over goes to the first lines by path and place, in whatever order they come", () => {
  const one = turnOf([{ tokens: { input: 5, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 } }]);
  const at = (path: string, place: number, outcome: WeighedLine["outcome"]): WeighedLine => ({
    repository: "/a",
    path,
    place,
    written: true,
    outcome,
  });
  const own = [at("/b", 1, "open"), at("/a", 9, "reworked"), at("/a", 2, "kept")];
  for (const given of [own, own.toReversed()])
    expect(accountOf(one, given, prices, all, true).spendTokens).toMatchObject({
      kept: 2,
      reworked: 2,
      open: 1,
    });
});

describe("a turn without a line", () => {
  test("is no code where the session is at home, and nothing elsewhere", () => {
    const one = turnOf([{}]);
    const home = accountOf(one, [], prices, all, true);
    expect(home.spend.noCode).toBe(home.cost);
    expect(home.spendTokens.noCode).toBe(1700);
    expect(accountOf(one, [], prices, all, false)).toEqual(emptyAccount());
  });

  test("has no code either when its lines all fall elsewhere: they bear its cost", () => {
    const elsewhere: WeighedLine = {
      repository: "/b",
      path: "/b/x",
      place: 0,
      written: true,
      outcome: "kept",
    };
    expect(accountOf(turnOf([{}]), [elsewhere], prices, () => false, true)).toEqual(emptyAccount());
  });
});

test("cost is null where nothing could be priced, and what has no price is counted beside the priced", () => {
  const nobodys = { model: "model-of-nobody" };
  const unpriced = accountOf(turnOf([nobodys]), [], prices, all, true);
  expect(unpriced).toMatchObject({ cost: null, unpricedTokens: 1700 });
  expect(unpriced.spendTokens.noCode).toBe(1700);
  const both = accountOf(turnOf([nobodys, {}]), [], prices, all, true);
  expect(both).toMatchObject({ cost: 8_500_000_000n, unpricedTokens: 1700 });
  expect(addUp([unpriced, unpriced]).cost).toBeNull();
  expect(addUp([unpriced, both]).cost).toBe(8_500_000_000n);
  expect(addUp([]).cost).toBeNull();
});

test("estimates stand apart: they are in no spend", () => {
  const account = accountOf(turnOf([{ tokens: null, estimatedOutput: 100 }]), [], prices, all, true);
  expect(account).toMatchObject({ cost: null, estimatedTokens: 100, estimatedCost: 2_500_000_000n });
  expect(money(account)).toBe(0n);
  expect(sum(Object.values(account.spendTokens))).toBe(0);
});
