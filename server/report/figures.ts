// Figures as the wire has them: money in USD, times in ISO.
import type { Account } from "../analysis/accounts.ts";
import { OUTCOMES } from "../metrics/picture.ts";
import { costOf, COUNT, countOf, MONEY, moneyOf, type Sums, tokensOf, writtenOf } from "../metrics/sums.ts";
import type { Figures, Outcome } from "../protocol/report.ts";

/** An account in the words of the wire. */
export function figuresOf(account: Account): Figures {
  const { tokens, lines, spendTokens } = account;
  return {
    costUsd: account.cost === null ? null : usd(account.cost),
    estimatedCostUsd: usd(account.estimatedCost),
    unpricedTokens: account.unpricedTokens,
    tokens: { ...tokens },
    estimatedTokens: account.estimatedTokens,
    quality: qualityOf(account),
    requests: account.requests,
    lines: { ...lines },
    spend: spendOf(account.spend),
    spendTokens: { ...spendTokens },
  };
}

/** A row of sums in the words of the wire. */
export function figuresOfRow(sums: Sums, row: number): Figures {
  const count = (column: number): number => countOf(sums, row, column);
  return figuresOf({
    cost: costOfRow(sums, row),
    estimatedCost: moneyOf(sums, row, MONEY.estimatedCost),
    unpricedTokens: count(COUNT.unpricedTokens),
    tokens: {
      input: count(COUNT.input),
      output: count(COUNT.output),
      cacheRead: count(COUNT.cacheRead),
      cacheWrite: count(COUNT.cacheWrite),
    },
    estimatedTokens: count(COUNT.estimatedTokens),
    requests: count(COUNT.requests),
    floors: count(COUNT.floors),
    estimated: count(COUNT.estimated),
    recorded: count(COUNT.recorded),
    lines: {
      written: writtenOf(sums, row),
      removed: count(COUNT.removed),
      ...byOutcome((place) => count(COUNT.lines + place)),
    },
    spend: spendOfRow(sums, row),
    spendTokens: {
      ...byOutcome((place) => count(COUNT.spendTokens + place)),
      noCode: count(COUNT.spendTokens + OUTCOMES.length),
    },
  });
}

/** The figures that rows of sessions and turns have, and their tokens in all. */
export function shownFigures(
  sums: Sums,
  row: number,
): Pick<
  Figures,
  "costUsd" | "estimatedCostUsd" | "unpricedTokens" | "quality" | "requests" | "lines" | "spend"
> & {
  readonly tokens: number;
} {
  const { costUsd, estimatedCostUsd, unpricedTokens, quality, requests, lines, spend } = figuresOfRow(
    sums,
    row,
  );
  const tokens = tokensOf(sums, row);
  return { tokens, costUsd, estimatedCostUsd, unpricedTokens, quality, requests, lines, spend };
}

/** What a row cost in 10⁻¹² USD; null where nothing could be priced. */
export function costOfRow(sums: Sums, row: number): bigint | null {
  return countOf(sums, row, COUNT.priced) === 0 ? null : costOf(sums, row);
}

/** What a row cost by outcome, in USD. */
export function spendUsdOfRow(sums: Sums, row: number): Readonly<Record<Outcome, number>> {
  return spendOf(spendOfRow(sums, row));
}

function spendOfRow(sums: Sums, row: number): Record<Outcome, bigint> {
  const spend = (place: number): bigint => moneyOf(sums, row, MONEY.spend + place);
  return { ...byOutcome(spend), noCode: spend(OUTCOMES.length) };
}

function byOutcome<T>(of: (place: number) => T): Record<(typeof OUTCOMES)[number], T> {
  const at = (outcome: (typeof OUTCOMES)[number]): T => of(OUTCOMES.indexOf(outcome));
  return {
    kept: at("kept"),
    reworked: at("reworked"),
    reverted: at("reverted"),
    discarded: at("discarded"),
    open: at("open"),
    outside: at("outside"),
  };
}

function spendOf(spend: Readonly<Record<Outcome, bigint>>): Record<Outcome, number> {
  return {
    kept: usd(spend.kept),
    reworked: usd(spend.reworked),
    reverted: usd(spend.reverted),
    discarded: usd(spend.discarded),
    open: usd(spend.open),
    outside: usd(spend.outside),
    noCode: usd(spend.noCode),
  };
}

/** How well the tokens are known: the worst of the requests decides. */
function qualityOf({ requests, recorded, estimated, floors }: Account): Figures["quality"] {
  if (requests === 0) return "none";
  if (recorded < requests) return estimated > 0 ? "estimate" : recorded > 0 ? "floor" : "none";
  return floors > 0 ? "floor" : "exact";
}

/** 10⁻¹² USD as USD: the nearest number, so that twelve decimals of it are exact up to thousands of dollars. */
export function usd(pico: bigint): number {
  return Number(pico) / 1e12;
}

/** The last moment that a date can have; git takes later ones for a commit's. */
const LAST = 8.64e15;

/** Epoch ms as ISO. What is no date is the nearest one. */
export function iso(at: number): string {
  return new Date(Math.max(-LAST, Math.min(LAST, at)) || 0).toISOString();
}
