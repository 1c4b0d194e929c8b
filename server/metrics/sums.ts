// Tables of sums: one row for whatever the figures are summed by, with the same columns everywhere. Plain numbers, since
// hundreds of thousands of portions are summed for each answer.
import { NO_CODE, type Portions, UNKNOWN } from "./portions.ts";
import { NONE, type Picture } from "./picture.ts";

/** Columns of money. One for each outcome follows `spend`: those of OUTCOMES, NO_CODE, UNKNOWN. */
export const MONEY = { estimatedCost: 0, spend: 1 } as const;
const MONEY_COLUMNS = MONEY.spend + UNKNOWN + 1;

/** Columns of counts. One for each outcome follows `lines` (those of OUTCOMES) and `spendTokens` (all). */
export const COUNT = {
  sessions: 0,
  turns: 1,
  unseen: 2,
  /** Portions that could be priced. */
  priced: 3,
  requests: 4,
  floors: 5,
  estimated: 6,
  recorded: 7,
  unpricedTokens: 8,
  estimatedTokens: 9,
  input: 10,
  output: 11,
  cacheRead: 12,
  cacheWrite: 13,
  /** Words of code in kept lines. */
  words: 14,
  removed: 15,
  /** Tokens of portions that could not be priced: rows of portions have these in place of `unpricedTokens`. */
  tokensWithoutPrice: 16,
  lines: 17,
  spendTokens: 17 + NO_CODE,
} as const;
const COUNT_COLUMNS = COUNT.spendTokens + UNKNOWN + 1;

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

/** All that a row cost, 10⁻¹² USD. */
export function costOf(sums: Sums, row: number): bigint {
  let cost = 0n;
  for (let outcome = 0; outcome <= UNKNOWN; outcome++) cost += moneyOf(sums, row, MONEY.spend + outcome);
  return cost;
}

/** All recorded tokens of a row. */
export function tokensOf(sums: Sums, row: number): number {
  return sumOf(sums, row, COUNT.spendTokens, UNKNOWN + 1);
}

/** All lines that were written. */
export function writtenOf(sums: Sums, row: number): number {
  return sumOf(sums, row, COUNT.lines, NO_CODE);
}

function sumOf(sums: Sums, row: number, first: number, columns: number): number {
  let sum = 0;
  for (let column = 0; column < columns; column++) sum += countOf(sums, row, first + column);
  return sum;
}

/** Adds what a portion cost to its outcome, and its lines. */
export function addPortion(sums: Sums, row: number, portions: Portions, i: number, picture: Picture): void {
  const outcome = portions.outcome[i] ?? UNKNOWN;
  const tokens = portions.tokens[i] ?? 0;
  pay(sums, row, MONEY.spend + outcome, portions.cost[i] ?? 0n);
  count(sums, row, COUNT.spendTokens + outcome, tokens);
  if (portions.priced[i] === 1) count(sums, row, COUNT.priced);
  else count(sums, row, COUNT.tokensWithoutPrice, tokens);
  const piece = portions.piece[i] ?? NONE;
  if (piece === NONE || portions.own[i] !== 1) return;
  const lines = picture.pieces.lines[piece];
  if (picture.pieces.written[piece] === 1) {
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
