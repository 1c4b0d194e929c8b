// Tables of sums: one row for whatever the figures are summed by, with the same columns everywhere. Plain numbers, since
// hundreds of thousands of portions are summed for each answer.
import { NO_CODE, type Portions } from "./portions.ts";
import { NONE, type Picture } from "./picture.ts";

/** Columns of money: the spend by outcome follows `spend`, in the order of OUTCOMES, then `noCode`. */
export const MONEY = { cost: 0, estimatedCost: 1, spend: 2 } as const;
const MONEY_COLUMNS = MONEY.spend + NO_CODE + 1;

/** Columns of counts: one for each outcome follows `lines` (without `noCode`) and `spendTokens`. */
export const COUNT = {
  sessions: 0,
  turns: 1,
  /** Portions that could be priced. */
  priced: 2,
  requests: 3,
  floors: 4,
  estimated: 5,
  recorded: 6,
  unpricedTokens: 7,
  estimatedTokens: 8,
  input: 9,
  output: 10,
  cacheRead: 11,
  cacheWrite: 12,
  tokens: 13,
  /** Words of code in kept lines. */
  words: 14,
  unseen: 15,
  written: 16,
  removed: 17,
  lines: 18,
  spendTokens: 18 + NO_CODE,
  /** Tokens of portions that could not be priced: rows of portions have these in place of `unpricedTokens`. */
  tokensWithoutPrice: 19 + 2 * NO_CODE,
} as const;
const COUNT_COLUMNS = COUNT.tokensWithoutPrice + 1;

export type Sums = {
  readonly rows: number;
  /** 10⁻¹² USD. */
  readonly money: BigInt64Array;
  readonly counts: Float64Array;
};

/** A table of so many rows of nothing. */
export function createSums(rows: number): Sums {
  return {
    rows,
    money: new BigInt64Array(rows * MONEY_COLUMNS),
    counts: new Float64Array(rows * COUNT_COLUMNS),
  };
}

/** A sum of money. */
export function moneyOf(sums: Sums, row: number, column: number): bigint {
  return sums.money[row * MONEY_COLUMNS + column] ?? 0n;
}

/** A count, or a sum of tokens. */
export function countOf(sums: Sums, row: number, column: number): number {
  return sums.counts[row * COUNT_COLUMNS + column] ?? 0;
}

/** Adds to a count. */
export function count(sums: Sums, row: number, column: number, more = 1): void {
  const at = row * COUNT_COLUMNS + column;
  sums.counts[at] = (sums.counts[at] ?? 0) + more;
}

/** Adds to a sum of money. */
export function pay(sums: Sums, row: number, column: number, more: bigint): void {
  const at = row * MONEY_COLUMNS + column;
  sums.money[at] = BigInt.asIntN(64, (sums.money[at] ?? 0n) + more);
}

/** Adds what a portion cost to its outcome, and its lines. */
export function addPortion(sums: Sums, row: number, portions: Portions, i: number, picture: Picture): void {
  const outcome = portions.outcome[i] ?? 0;
  const tokens = portions.tokens[i] ?? 0;
  const cost = portions.cost[i] ?? 0n;
  pay(sums, row, MONEY.cost, cost);
  count(sums, row, COUNT.tokens, tokens);
  if (portions.priced[i] === 1) count(sums, row, COUNT.priced);
  else count(sums, row, COUNT.tokensWithoutPrice, tokens);
  if (outcome <= NO_CODE) {
    pay(sums, row, MONEY.spend + outcome, cost);
    count(sums, row, COUNT.spendTokens + outcome, tokens);
  }
  const piece = portions.piece[i] ?? NONE;
  if (piece === NONE || portions.own[i] !== 1) return;
  const lines = picture.pieces.lines[piece] ?? 0;
  if (picture.pieces.written[piece] === 1) {
    count(sums, row, COUNT.written, lines);
    count(sums, row, COUNT.lines + outcome, lines);
    count(sums, row, COUNT.words, picture.pieces.words[piece]);
  } else count(sums, row, COUNT.removed, lines);
}

/** Adds what is known of a model's requests in a turn, but for what its portions tell. */
export function addSpend(sums: Sums, row: number, picture: Picture, i: number): void {
  const { spends } = picture;
  pay(sums, row, MONEY.estimatedCost, spends.estimatedCost[i] ?? 0n);
  count(sums, row, COUNT.requests, spends.requests[i]);
  count(sums, row, COUNT.floors, spends.floors[i]);
  count(sums, row, COUNT.estimated, spends.estimated[i]);
  count(sums, row, COUNT.recorded, spends.recorded[i]);
  count(sums, row, COUNT.unpricedTokens, spends.unpricedTokens[i]);
  count(sums, row, COUNT.estimatedTokens, spends.estimatedTokens[i]);
  count(sums, row, COUNT.input, spends.input[i]);
  count(sums, row, COUNT.output, spends.output[i]);
  count(sums, row, COUNT.cacheRead, spends.cacheRead[i]);
  count(sums, row, COUNT.cacheWrite, spends.cacheWrite[i]);
}

/** Adds row `from` of one table to row `to` of another. */
export function addRow(sums: Sums, to: number, others: Sums, from: number): void {
  for (let column = 0; column < MONEY_COLUMNS; column++) pay(sums, to, column, moneyOf(others, from, column));
  for (let column = 0; column < COUNT_COLUMNS; column++)
    count(sums, to, column, countOf(others, from, column));
}
