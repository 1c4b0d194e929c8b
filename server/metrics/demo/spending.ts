// What the made-up turns cost.
import type { Chance } from "./chance.ts";
import { DEMO_MODELS, SMALL_MODEL, type DemoAgent } from "./world.ts";

/** A row of spends, but for its turn. */
export type MadeSpend = {
  readonly model: number;
  readonly requests: number;
  readonly floors: number;
  readonly estimated: number;
  readonly recorded: number;
  readonly priced: number;
  readonly cost: bigint;
  readonly estimatedCost: bigint;
  readonly unpricedTokens: number;
  readonly estimatedTokens: number;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
};

/** What a turn's requests of one model came to. `context`: tokens that each of them read; `fresh`: of them not cached. */
type Asked = {
  readonly model: number;
  readonly requests: number;
  readonly context: number;
  readonly fresh: number;
  readonly floors: boolean;
};

export function spendOf(chance: Chance, asked: Asked): MadeSpend {
  const { model, requests, floors } = asked;
  const price = DEMO_MODELS[model]?.price ?? null;
  const tokens = {
    input: requests * chance.whole(4, 60),
    output: Math.round(requests * chance.spread(340, 0.5)),
    cacheRead: requests * asked.context,
    cacheWrite: asked.fresh,
  };
  const all = tokens.input + tokens.output + tokens.cacheRead + tokens.cacheWrite;
  const estimatedTokens = floors ? Math.round(tokens.output * 0.4) : 0;
  const cost =
    price === null
      ? 0n
      : BigInt(tokens.input) * price.input +
        BigInt(tokens.output) * price.output +
        BigInt(tokens.cacheRead) * price.cacheRead +
        BigInt(tokens.cacheWrite) * price.cacheWrite;
  return {
    model,
    requests,
    floors: floors ? requests : 0,
    estimated: floors ? requests : 0,
    recorded: requests,
    priced: price === null ? 0 : 1,
    cost,
    estimatedCost: price === null ? 0n : BigInt(estimatedTokens) * price.output,
    unpricedTokens: price === null ? all : 0,
    estimatedTokens,
    ...tokens,
  };
}

/** How a session's context grows from turn to turn, until it is summed up and begins anew. */
export function createContext(chance: Chance, largest: number) {
  let tokens = chance.whole(9_000, 26_000);
  return (requests: number): { readonly before: number; readonly after: number } => {
    if (tokens > largest) tokens = chance.whole(18_000, 34_000);
    const before = tokens;
    tokens += requests * Math.round(chance.spread(1_300, 0.7));
    return { before, after: tokens };
  };
}

/** A turn's spends: the session's model, and now and then a small one for something beside. */
export function spendsOfTurn(
  chance: Chance,
  agent: DemoAgent,
  asked: {
    readonly model: number;
    readonly requests: number;
    readonly before: number;
    readonly after: number;
  },
): MadeSpend[] {
  const { model, requests, before, after } = asked;
  const main = spendOf(chance, {
    model,
    requests,
    context: Math.round((before + after) / 2),
    fresh: after - before,
    floors: agent.floors,
  });
  if (model === SMALL_MODEL || agent.floors || !chance.percent(11)) return [main];
  const aside = {
    model: SMALL_MODEL,
    requests: chance.whole(1, 7),
    context: chance.whole(5_000, 19_000),
    fresh: chance.whole(3_000, 9_000),
    floors: false,
  };
  return [main, spendOf(chance, aside)];
}
