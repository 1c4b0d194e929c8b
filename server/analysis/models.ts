// What the models of a report cost is known by: prices of their own, a near relative's, or none.
import type { PricedRequest, Prices } from "../pricing/prices.ts";
import type { Turn } from "./turns.ts";

/** Models without a price, with their tokens, most first. */
export function unpricedOf(turns: readonly Turn[], prices: Prices): { model: string; tokens: number }[] {
  const byModel = new Map<string, number>();
  for (const { requests } of turns)
    for (const request of requests) {
      if (request.tokens === null || prices.price(request) !== null) continue;
      const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = request.tokens;
      const model = request.model ?? "unknown";
      byModel.set(
        model,
        (byModel.get(model) ?? 0) + input + output + cacheRead + cacheWrite5m + cacheWrite1h,
      );
    }
  return [...byModel]
    .map(([model, tokens]) => ({ model, tokens }))
    .sort((a, b) => b.tokens - a.tokens || (a.model < b.model ? -1 : 1));
}

/** Models that were counted at a near relative's price. */
export function assumedOf(turns: readonly Turn[], prices: Prices): { model: string; pricedAs: string }[] {
  const byModel = new Map<string, string>();
  for (const { requests } of turns)
    for (const request of requests) {
      const price = request.model === null || byModel.has(request.model) ? null : prices.price(request);
      if (price?.assumed === true && request.model !== null) byModel.set(request.model, price.pricedAs);
    }
  return [...byModel]
    .map(([model, pricedAs]) => ({ model, pricedAs }))
    .sort((a, b) => (a.model < b.model ? -1 : 1));
}

/** Each request's price is asked for by its turn's account, by the lists of models, and again by the next picture. */
export function lookedUpOnce(table: Prices): Prices {
  return { ...table, price: once(table.price), estimate: once(table.estimate) };
}

function once<T>(look: (request: PricedRequest) => T): (request: PricedRequest) => T {
  const known = new WeakMap<PricedRequest, { readonly value: T }>();
  return (request) => {
    const found = known.get(request);
    if (found !== undefined) return found.value;
    const value = look(request);
    known.set(request, { value });
    return value;
  };
}
