// Tables of sums: one row for whatever the figures are summed by, with the same columns everywhere. Plain numbers, since
// hundreds of thousands of portions are summed for each answer.
import type { CutPicture } from "./cut-picture.ts";
import { addMoney, heldMoney } from "./money.ts";
import { NO_CODE, UNKNOWN } from "./portions.ts";
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
  sums.money[at] = addMoney(sums.money[at] ?? 0n, heldMoney(more));
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
export function addPortion(sums: Sums, row: number, { picture, portions }: CutPicture, i: number): void {
  const { counts } = sums;
  const first = row * COUNT_COLUMNS;
  const outcome = portions.outcome[i] ?? UNKNOWN;
  payFrom(sums.money, row * MONEY_COLUMNS + MONEY.spend + outcome, portions.cost, i);
  addFrom(counts, first + COUNT.spendTokens + outcome, portions.tokens, i);
  if (portions.priced[i] === 1) counts[first + COUNT.priced] = (counts[first + COUNT.priced] ?? 0) + 1;
  else addFrom(counts, first + COUNT.tokensWithoutPrice, portions.tokens, i);
  const piece = portions.piece[i] ?? NONE;
  if (piece === NONE || portions.own[i] !== 1) return;
  const { lines, words, written } = picture.pieces;
  if (written[piece] === 1) {
    addWhole(counts, first + COUNT.lines + outcome, lines, piece);
    addWhole(counts, first + COUNT.words, words, piece);
  } else addWhole(counts, first + COUNT.removed, lines, piece);
}

/** Adds what is known of a model's requests in a turn, but for what its portions tell. */
export function addSpend({ money, counts }: Sums, row: number, { spends }: Picture, i: number): void {
  const first = row * COUNT_COLUMNS;
  payFrom(money, row * MONEY_COLUMNS + MONEY.estimatedCost, spends.estimatedCost, i);
  addWhole(counts, first + COUNT.requests, spends.requests, i);
  addWhole(counts, first + COUNT.floors, spends.floors, i);
  addWhole(counts, first + COUNT.estimated, spends.estimated, i);
  addWhole(counts, first + COUNT.recorded, spends.recorded, i);
  addFrom(counts, first + COUNT.unpricedTokens, spends.unpricedTokens, i);
  addFrom(counts, first + COUNT.estimatedTokens, spends.estimatedTokens, i);
  addFrom(counts, first + COUNT.input, spends.input, i);
  addFrom(counts, first + COUNT.output, spends.output, i);
  addFrom(counts, first + COUNT.cacheRead, spends.cacheRead, i);
  addFrom(counts, first + COUNT.cacheWrite, spends.cacheWrite, i);
}

// Amounts go from column to column, each kind of column by a function of its own: handed on as values, large ones would be
// objects.
function addWhole(to: Float64Array, at: number, from: Int32Array, i: number): void {
  to[at] = (to[at] ?? 0) + (from[i] ?? 0);
}

function addFrom(to: Float64Array, at: number, from: Float64Array, i: number): void {
  to[at] = (to[at] ?? 0) + (from[i] ?? 0);
}

/** Adds an amount of one column of money to a place in another. */
export function payFrom(to: BigInt64Array, at: number, from: BigInt64Array, i: number): void {
  to[at] = addMoney(to[at] ?? 0n, from[i] ?? 0n);
}

/** Adds row `from` of one table to row `to` of another. */
export function addRow(sums: Sums, to: number, others: Sums, from: number): void {
  for (let column = 0; column < MONEY_COLUMNS; column++) pay(sums, to, column, moneyOf(others, from, column));
  for (let column = 0; column < COUNT_COLUMNS; column++)
    count(sums, to, column, countOf(others, from, column));
}
