// From what a log calls a model to the one entry of the price table that prices it.
import { calcPrice } from "@pydantic/genai-prices";
import type { ConditionalPrice, ModelPrice, Provider } from "@pydantic/genai-prices";
import { cleanId, isSameModel, stemOf, withoutVendor } from "./names.ts";

/** A price table of one model, with its whole history, so that asking it is quick. */
export type Tariff = {
  readonly provider: Provider;
  /** The table's name of the model. */
  readonly model: string;
  /** What fast mode multiplies the price by; 1 otherwise. */
  readonly factor: number;
  /** The model's own price isn't known: a near relative's is taken. */
  readonly assumed: boolean;
};

/** The only model that a tariff's provider has, by this name. */
export const TARIFF_MODEL = "model";

const LONGEST_ID = 200;
// Models on the user's own machine have no list price, whatever their names.
const LOCAL = new Set(["ollama", "lmstudio", "lm-studio", "llama.cpp", "llamacpp", "vllm", "local"]);

/** Multiples of the normal price in fast mode, by stem. */
const FAST_FACTORS: ReadonlyMap<string, number> = new Map([
  ["claude-opus-4-6", 6],
  ["claude-opus-4-7", 6],
  ["claude-opus-4-8", 2],
  ["gpt-5-5", 2.5],
  ["gpt-5-4", 2],
  ["gpt-5-3-codex", 2],
]);

/**
 * The tariff for a model as a log names it, or null where none is known.
 * `provider` is the price table's or the log's word for who served it; null lets the model's name decide.
 */
export function findTariff(provider: string | null, model: string, fast: boolean): Tariff | null {
  if (model.length > LONGEST_ID || (provider !== null && LOCAL.has(provider.toLowerCase()))) return null;
  const id = cleanId(model);
  if (!fast && !id.endsWith("-fast")) {
    const match = lookUpAll(provider, id);
    return match && tariffOf(match, 1);
  }
  const plain = id.replace(/-fast$/, "");
  // The table takes `x-fast` for `x`, at the normal price: only an entry of that very name will do.
  const listed = lookUpAll(provider, `${plain}-fast`);
  if (listed?.exact) return tariffOf(listed, 1);
  const normal = lookUpAll(provider, plain);
  const factor = FAST_FACTORS.get(stemOf(plain));
  return normal && tariffOf({ ...normal, exact: normal.exact && factor !== undefined }, factor ?? 1);
}

type Match = { readonly provider: Provider; readonly model: string; readonly exact: boolean };

/** Tries the names under which the table may know a model, the surest first. */
function lookUpAll(provider: string | null, id: string): Match | null {
  const bare = withoutVendor(id);
  return (
    lookUp(provider, id) ??
    (bare === id ? null : lookUp(provider, bare)) ??
    (provider === null ? null : assumed(lookUp(null, bare))) ??
    assumed(lookUp(provider, `${bare}-preview`))
  );
}

const assumed = (match: Match | null): Match | null => match && { ...match, exact: false };

function lookUp(provider: string | null, id: string): Match | null {
  try {
    const found = calcPrice({}, id, {
      timestamp: new Date(0),
      ...(provider === null ? {} : { providerId: provider }),
    });
    if (found === null) return null;
    const { id: model, prices } = found.model;
    return {
      provider: onlyModel(found.provider, withLongContext(model, found.provider.id, prices)),
      model,
      exact: isSameModel(id, found.model),
    };
  } catch {
    return null;
  }
}

function tariffOf(match: Match, factor: number): Tariff {
  return { provider: match.provider, model: match.model, factor, assumed: !match.exact };
}

/** A provider with one model at these prices. */
export function onlyModel(
  provider: Pick<Provider, "id" | "name" | "api_pattern">,
  prices: ModelPrice | ConditionalPrice[],
): Provider {
  const { id, name, api_pattern } = provider;
  return { id, name, api_pattern, models: [{ id: TARIFF_MODEL, match: { equals: TARIFF_MODEL }, prices }] };
}

/** The table lacks the long-context prices of Sonnet 4: the same factors as of its successor. */
function withLongContext(
  model: string,
  provider: string,
  prices: ModelPrice | ConditionalPrice[],
): ModelPrice | ConditionalPrice[] {
  if (provider !== "anthropic" || model !== "claude-sonnet-4-0" || Array.isArray(prices)) return prices;
  const tiered = (base: number, price: number) => ({ base, tiers: [{ start: 200_000, price }] });
  return {
    ...prices,
    input_mtok: tiered(3, 6),
    output_mtok: tiered(15, 22.5),
    cache_read_mtok: tiered(0.3, 0.6),
    cache_write_mtok: tiered(3.75, 7.5),
    cache_write_1h_mtok: tiered(6, 12),
  };
}
