// The turns of a picture and what they cost: known from the logs alone.
import type { Names } from "../lib/intern.ts";
import { addMoney, moneyColumn } from "../metrics/money.ts";
import { NONE, type PicturedTurns, type Spends } from "../metrics/picture.ts";
import type { Prices } from "../pricing/prices.ts";
import { allTokens, wholeOf } from "./accounts.ts";
import type { Turn, Turns } from "./turns.ts";

/** The columns of all turns. */
export function turnColumns({ all, sessions }: Turns): PicturedTurns {
  const numbers = new Map(sessions.map((session, number) => [session, number]));
  return {
    session: Int32Array.from(all, ({ session }) => numbers.get(session) ?? NONE),
    index: Int32Array.from(all, ({ index }) => index),
    started: Float64Array.from(all, ({ started }) => started),
    unseen: Uint8Array.from(all, ({ unseen }) => (unseen ? 1 : 0)),
    context: Float64Array.from(all, contextOf),
  };
}

function contextOf({ requests }: Turn): number {
  let most = 0;
  for (const { tokens } of requests)
    if (tokens !== null)
      most = Math.max(most, tokens.input + tokens.cacheRead + tokens.cacheWrite5m + tokens.cacheWrite1h);
  return most;
}

/** What each turn cost, model by model. */
export function spendColumns({ all }: Turns, prices: Prices, models: Names): Spends {
  const rows = all.flatMap(({ requests }, turn) =>
    Array.from(byModel(requests), ([model, own]) => ({
      turn,
      model: model === null ? NONE : models.number(model),
      ...wholeOf(own, prices),
    })),
  );
  return {
    turn: Int32Array.from(rows, ({ turn }) => turn),
    model: Int32Array.from(rows, ({ model }) => model),
    requests: Int32Array.from(rows, ({ requests }) => requests),
    floors: Int32Array.from(rows, ({ floors }) => floors),
    estimated: Int32Array.from(rows, ({ estimated }) => estimated),
    recorded: Int32Array.from(rows, ({ recorded }) => recorded),
    priced: Uint8Array.from(rows, ({ cost }) => (cost === null ? 0 : 1)),
    cost: moneyColumn(rows.map(({ cost }) => cost ?? 0n)),
    estimatedCost: moneyColumn(rows.map(({ estimatedCost }) => estimatedCost)),
    unpricedTokens: Float64Array.from(rows, ({ unpricedTokens }) => unpricedTokens),
    estimatedTokens: Float64Array.from(rows, ({ estimatedTokens }) => estimatedTokens),
    input: Float64Array.from(rows, ({ tokens }) => tokens.input),
    output: Float64Array.from(rows, ({ tokens }) => tokens.output),
    cacheRead: Float64Array.from(rows, ({ tokens }) => tokens.cacheRead),
    cacheWrite: Float64Array.from(rows, ({ tokens }) => tokens.cacheWrite),
  };
}

/** Models in the order of their first request. */
function byModel(requests: Turn["requests"]): ReadonlyMap<string | null, Turn["requests"][number][]> {
  const groups = new Map<string | null, Turn["requests"][number][]>();
  for (const request of requests) {
    const own = groups.get(request.model);
    if (own === undefined) groups.set(request.model, [request]);
    else own.push(request);
  }
  return groups;
}

/** What each turn's work shares, from the rows of what it cost. Money in 10⁻¹² USD. */
export function sharedByTurn(
  { turn, cost, input, output, cacheRead, cacheWrite }: Spends,
  turns: number,
): (turn: number) => { cost: bigint; tokens: number } {
  const costs = new BigInt64Array(turns);
  const tokens = new Float64Array(turns);
  turn.forEach((number, row) => {
    costs[number] = addMoney(costs[number] ?? 0n, cost[row] ?? 0n);
    const [read = 0, made = 0] = [input[row], output[row]];
    const [cached = 0, put = 0] = [cacheRead[row], cacheWrite[row]];
    tokens[number] =
      (tokens[number] ?? 0) + allTokens({ input: read, output: made, cacheRead: cached, cacheWrite: put });
  });
  return (number) => ({ cost: costs[number] ?? 0n, tokens: tokens[number] ?? 0 });
}
