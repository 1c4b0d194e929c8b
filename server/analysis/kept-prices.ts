// What requests cost, kept for the next time: the price table takes some thirty microseconds for each, and there are hundreds
// of thousands of them.
import type { Derived } from "../ledger/derived.ts";
import { BUILD } from "../lib/build.ts";
import { checksum, checksumOfNumbers } from "../lib/checksum.ts";
import { pack, unpack } from "../lib/pack.ts";
import { heldMoney } from "../metrics/money.ts";
import type { Price, PricedRequest, Prices } from "../pricing/prices.ts";

export type KeptPrices = {
  readonly prices: Prices;
  /** Keeps what was asked for since, where that is worth the writing. */
  save(): void;
};

type Entry = { readonly price: Price | null; readonly estimate: bigint | null };

/** By the marks of requests: two that differ in anything that decides have the same one hardly ever. */
type Packed = {
  readonly marks: Float64Array;
  readonly costs: BigInt64Array;
  /** Place of what it was priced as among `models`; -1: it has no price. */
  readonly pricedAs: Int32Array;
  readonly assumed: Uint8Array;
  readonly estimates: BigInt64Array;
  readonly models: readonly string[];
};

const PLACE = ["", "prices"] as const;
const NO_ESTIMATE = -(2n ** 63n);
/** Fewer are looked up again sooner than all are written. */
const WORTH_WRITING = 256;

/** A table that remembers what `derived` keeps of it. `build` "": nothing is kept. */
export function keptPrices(table: Prices, derived: Derived, build = BUILD): KeptPrices {
  const format = `prices 1 ${build} ${table.mark}`;
  const known = build === "" ? new Map<number, Entry>() : load(derived.get(...PLACE), format);
  const asked = new Map<number, Entry>();
  const markOf = createMarks();
  let fresh = 0;

  function entryOf(request: PricedRequest): Entry {
    const mark = markOf(request);
    let entry = known.get(mark) ?? asked.get(mark);
    if (entry === undefined) {
      entry = { price: table.price(request), estimate: table.estimate(request) };
      fresh++;
    }
    asked.set(mark, entry);
    return entry;
  }

  return {
    prices: {
      ...table,
      price: (request) => entryOf(request).price,
      estimate: (request) => entryOf(request).estimate,
    },
    save() {
      if (build === "" || fresh < WORTH_WRITING) return;
      try {
        derived.put(...PLACE, pack(packed(asked), format));
        fresh = 0;
      } catch {
        // Another process is writing: the next run keeps them.
      }
    },
  };
}

/** Marks of all that a price depends on. */
function createMarks(): (request: PricedRequest) => number {
  const names = new Map<string, number>();
  return ({ at, model, provider, tokens, webSearches, fast, estimatedInput, estimatedOutput }) => {
    const name = `${provider ?? ""}\n${model ?? "\n"}`;
    const number = names.get(name) ?? checksum(name);
    names.set(name, number);
    const { input = -1, output = 0, cacheRead = 0, cacheWrite5m = 0, cacheWrite1h = 0 } = tokens ?? {};
    const counts = [input, output, cacheRead, cacheWrite5m, cacheWrite1h, webSearches];
    return checksumOfNumbers([number, at, ...counts, fast ? 1 : 0, estimatedInput, estimatedOutput]);
  };
}

/** What a column can't hold is looked up each time. */
const fits = ({ price, estimate }: Entry): boolean =>
  [price?.picoUsd ?? 0n, estimate ?? 0n].every(
    (amount) => heldMoney(amount) === amount && amount !== NO_ESTIMATE,
  );

function packed(entries: ReadonlyMap<number, Entry>): Packed {
  const models: string[] = [];
  const numberOf = (price: Price | null): number => {
    if (price === null) return -1;
    const known = models.indexOf(price.pricedAs);
    return known < 0 ? models.push(price.pricedAs) - 1 : known;
  };
  const fitting = [...entries].filter(([, entry]) => fits(entry));
  const all = fitting.map(([, entry]) => entry);
  return {
    marks: Float64Array.from(fitting, ([mark]) => mark),
    costs: BigInt64Array.from(all, ({ price }) => price?.picoUsd ?? 0n),
    pricedAs: Int32Array.from(all, ({ price }) => numberOf(price)),
    assumed: Uint8Array.from(all, ({ price }) => (price?.assumed === true ? 1 : 0)),
    estimates: BigInt64Array.from(all, ({ estimate }) => estimate ?? NO_ESTIMATE),
    models,
  };
}

function load(value: Uint8Array | null, format: string): Map<number, Entry> {
  const entries = new Map<number, Entry>();
  // The format vouches for the shape.
  const kept = (value && unpack(value, format)) as Packed | null;
  kept?.marks.forEach((mark, i) => {
    const pricedAs = kept.models[kept.pricedAs[i] ?? -1];
    const picoUsd = kept.costs[i] ?? 0n;
    const estimate = kept.estimates[i] ?? NO_ESTIMATE;
    entries.set(mark, {
      price: pricedAs === undefined ? null : { picoUsd, assumed: kept.assumed[i] === 1, pricedAs },
      estimate: estimate === NO_ESTIMATE ? null : estimate,
    });
  });
  return entries;
}
