// Money: what a request costs by published list prices at its own time. Always whole 10⁻¹² USD, so that sums are exact.
import { calcPrice } from "@pydantic/genai-prices";
import type { Usage } from "@pydantic/genai-prices";
import type { Tokens } from "../agents/agent.ts";
import type { RequestFact } from "../ledger/facts.ts";
import { findTariff, onlyModel, TARIFF_MODEL } from "./models.ts";
import type { Tariff } from "./models.ts";
import { cleanId, withoutVendor } from "./names.ts";
import { overrideAt } from "./overrides.ts";
import type { Overrides } from "./overrides.ts";

/** `pricedAs`: the table's name of the model. `assumed`: not the model's own price, but a near relative's. */
export type Price = { readonly picoUsd: bigint; readonly assumed: boolean; readonly pricedAs: string };

/** What pricing needs to know of a request. */
export type PricedRequest = Pick<
  RequestFact,
  "at" | "model" | "provider" | "tokens" | "webSearches" | "fast" | "estimatedInput" | "estimatedOutput"
>;

export type Prices = {
  readonly source: string;
  /** The day the table was published, `YYYY-MM-DD`: what came later is not known. */
  readonly asOf: string;
  /** Another one wherever a price may be another. */
  readonly mark: string;
  /**
   * What the recorded tokens cost; null where tokens or price aren't known (which is not the same as $0).
   * What a log itself says that a request cost is left out: it may be a subscription's or a reseller's price, and sums
   * of both would mean nothing.
   */
  price(request: PricedRequest): Price | null;
  /** What the estimated tokens beyond the recorded ones would cost, 10⁻¹² USD; null where no price is known of any. */
  estimate(request: PricedRequest): bigint | null;
};

/** The installed price table; a test holds it against the package. */
export const PRICE_TABLE = {
  name: "@pydantic/genai-prices",
  version: "0.1.8",
  published: "2026-09-23",
} as const;

const MOST_REMEMBERED = 10_000;
const NONE: Tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

/** The shipped price table with the user's own prices before it. Never throws, and asks no network. */
export function createPrices(options: { readonly overrides?: Overrides } = {}): Prices {
  const overrides = options.overrides ?? new Map();
  const tariffs = new Map<string, Tariff | null>();

  function remembered(provider: string | null, model: string, fast: boolean): Tariff | null {
    const key = `${provider ?? ""}\n${model}\n${fast}`;
    const known = tariffs.get(key);
    if (known !== undefined) return known;
    if (tariffs.size >= MOST_REMEMBERED) tariffs.clear();
    const tariff = findTariff(provider, model, fast);
    tariffs.set(key, tariff);
    return tariff;
  }

  function cost(request: PricedRequest, tokens: Tokens): Price | null {
    if (request.model === null) return null;
    const own = overrides.size === 0 ? null : ownTariff(overrides, request.model, request.fast, request.at);
    const tariff = own ?? remembered(request.provider, request.model, request.fast);
    if (tariff === null) return null;
    const picoUsd = picoUsdOf(tariff, usageOf(tokens, request.webSearches), request.at);
    return picoUsd === null ? null : { picoUsd, assumed: tariff.assumed, pricedAs: tariff.model };
  }

  return {
    source: `${PRICE_TABLE.name} ${PRICE_TABLE.version}${overrides.size === 0 ? "" : " and prices.json"}`,
    asOf: PRICE_TABLE.published,
    mark: `${PRICE_TABLE.version} ${JSON.stringify([...overrides])}`,
    price: (request) => (request.tokens === null ? null : cost(request, request.tokens)),
    estimate(request) {
      if (request.estimatedInput === 0 && request.estimatedOutput === 0) return 0n;
      const tokens = request.tokens ?? NONE;
      const { input, output } = tokens;
      const all = {
        ...tokens,
        input: input + request.estimatedInput,
        output: output + request.estimatedOutput,
      };
      const [more, less] = [cost(request, all), cost(request, tokens)];
      return more === null || less === null ? null : more.picoUsd - less.picoUsd;
    },
  };
}

/** The user's own price: an entry for `<model>-fast` holds for fast requests as it stands. */
function ownTariff(overrides: Overrides, model: string, fast: boolean, at: number): Tariff | null {
  const id = cleanId(model);
  const names = [id, withoutVendor(id)].flatMap((name) => (fast ? [`${name}-fast`, name] : [name]));
  for (const name of names) {
    const price = overrideAt(overrides, name, at);
    const provider = { id: "prices.json", name: "prices.json", api_pattern: "" };
    if (price !== null)
      return { provider: onlyModel(provider, price), model: name, factor: 1, assumed: false };
  }
  return null;
}

/** The table counts cached tokens as part of the input, and one-hour writes as part of all writes. */
function usageOf(tokens: Tokens, webSearches: number): Usage {
  const written = tokens.cacheWrite5m + tokens.cacheWrite1h;
  return {
    input_tokens: tokens.input + tokens.cacheRead + written,
    cache_read_tokens: tokens.cacheRead,
    cache_write_tokens: written,
    cache_write_1h_tokens: tokens.cacheWrite1h,
    output_tokens: tokens.output,
    web_searches: webSearches,
  };
}

function picoUsdOf(tariff: Tariff, usage: Usage, at: number): bigint | null {
  try {
    const price = calcPrice(usage, TARIFF_MODEL, { provider: tariff.provider, timestamp: new Date(at) });
    return price === null ? null : BigInt(Math.round(price.total_price * tariff.factor * 1e12));
  } catch {
    // The table refuses counts that are no counts and times that are no times.
    return null;
  }
}
