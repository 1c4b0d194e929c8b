// The accounts: every dollar and token of a turn goes where its lines went, and they add up to the last digit.
import { evenShare, evenSplit, shares } from "../lib/shares.ts";
import type { Prices } from "../pricing/prices.ts";
import type { OutcomeOfLine } from "../survival/outcome.ts";
import type { Turn } from "./turns.ts";

export type Outcome = OutcomeOfLine | "noCode";

/** One line of a turn that has weight. */
export type WeighedLine = {
  /** Root of the repository that it lies in; null for none. */
  readonly repository: string | null;
  /** Absolute. */
  readonly path: string;
  /** Orders the lines of a path. */
  readonly place: number;
  readonly written: boolean;
  readonly outcome: OutcomeOfLine;
};

export type Tokens = { input: number; output: number; cacheRead: number; cacheWrite: number };
export type Lines = { written: number; removed: number } & Record<OutcomeOfLine, number>;

/** What a turn, or the part of it that falls into one repository, comes to. Money in 10⁻¹² USD; `cost` is null where nothing could be priced. */
export type Account = {
  cost: bigint | null;
  estimatedCost: bigint;
  unpricedTokens: number;
  tokens: Tokens;
  estimatedTokens: number;
  requests: number;
  floors: number;
  estimated: number;
  recorded: number;
  lines: Lines;
  spend: Record<Outcome, bigint>;
  spendTokens: Record<Outcome, number>;
};

/** An account of nothing. */
export function emptyAccount(): Account {
  return {
    cost: null,
    estimatedCost: 0n,
    unpricedTokens: 0,
    tokens: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
    estimatedTokens: 0,
    requests: 0,
    floors: 0,
    estimated: 0,
    recorded: 0,
    lines: { written: 0, removed: 0, kept: 0, reworked: 0, reverted: 0, discarded: 0, open: 0, outside: 0 },
    spend: { kept: 0n, reworked: 0n, reverted: 0n, discarded: 0n, open: 0n, outside: 0n, noCode: 0n },
    spendTokens: { kept: 0, reworked: 0, reverted: 0, discarded: 0, open: 0, outside: 0, noCode: 0 },
  };
}

/**
 * The account of a turn as far as it falls to `falls`: the lines that it says yes to, and the turn as a whole where
 * it has no line and `wholeFalls`. All lines of the turn share its cost evenly, in order of path and line.
 */
export function accountOf(
  turn: Turn,
  lines: readonly WeighedLine[],
  prices: Prices,
  falls: (line: WeighedLine) => boolean,
  wholeFalls: boolean,
): Account {
  const account = emptyAccount();
  const whole = wholeOf(turn.requests, prices);
  const tokens = allTokens(whole.tokens);
  const cost = whole.cost ?? 0n;
  if (lines.length === 0) {
    if (!wholeFalls) return account;
    account.spend.noCode = cost;
    account.spendTokens.noCode = tokens;
    return withOutcomes(whole, account);
  }
  const ordered = inOrder(lines);
  const fallen = ordered.map(falls);
  if (!fallen.includes(true)) return account;
  const money = evenSplit(cost, ordered.length);
  const shared = evenSplit(BigInt(tokens), ordered.length);
  const tallies = new Map<OutcomeOfLine, { lines: number; money: number; tokens: number }>();
  ordered.forEach(({ outcome, written }, i) => {
    if (fallen[i] !== true) return;
    const tally = tallies.get(outcome) ?? { lines: 0, money: 0, tokens: 0 };
    tallies.set(outcome, tally);
    tally.lines++;
    if (i < money.over) tally.money++;
    if (i < shared.over) tally.tokens++;
    if (written) {
      account.lines.written++;
      account.lines[outcome]++;
    } else account.lines.removed++;
  });
  for (const [outcome, tally] of tallies) {
    account.spend[outcome] = money.sum(tally.lines, tally.money);
    account.spendTokens[outcome] = Number(shared.sum(tally.lines, tally.tokens));
  }
  return withOutcomes(fallen.includes(false) ? part(whole, fallen) : whole, account);
}

/** The figures of one account with the outcomes of another. */
function withOutcomes(figures: Whole, { lines, spend, spendTokens }: Account): Account {
  return { ...figures, lines, spend, spendTokens };
}

/** The lines of a turn in the order in which they share its cost. */
export function inOrder<Line extends WeighedLine>(lines: readonly Line[]): Line[] {
  return lines.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.place - b.place));
}

/** Tokens of all kinds. */
export const allTokens = ({ input, output, cacheRead, cacheWrite }: Tokens): number =>
  input + output + cacheRead + cacheWrite;

/** What requests come to, whatever became of the work. */
export type Whole = Omit<Account, "lines" | "spend" | "spendTokens">;

/** The figures of some requests. */
export function wholeOf(requests: Turn["requests"], prices: Prices): Whole {
  const whole: Whole = emptyAccount();
  for (const request of requests) {
    whole.requests++;
    const { tokens, quality } = request;
    if (quality === "floor") whole.floors++;
    const estimated = request.estimatedInput + request.estimatedOutput;
    if (estimated > 0) whole.estimated++;
    whole.estimatedTokens += estimated;
    whole.estimatedCost += prices.estimate(request) ?? 0n;
    if (tokens === null) continue;
    whole.recorded++;
    const cacheWrite = tokens.cacheWrite5m + tokens.cacheWrite1h;
    whole.tokens.input += tokens.input;
    whole.tokens.output += tokens.output;
    whole.tokens.cacheRead += tokens.cacheRead;
    whole.tokens.cacheWrite += cacheWrite;
    const price = prices.price(request);
    if (price === null) whole.unpricedTokens += allTokens({ ...tokens, cacheWrite });
    else whole.cost = (whole.cost ?? 0n) + price.picoUsd;
  }
  return whole;
}

/** What falls to some of a turn's lines: each has its even share, so that the parts of a turn add up to it. */
function part(whole: Whole, fallen: readonly boolean[]): Whole {
  const of = (amount: bigint): bigint => {
    const split = evenSplit(amount, fallen.length);
    const early = fallen.slice(0, split.over);
    return split.sum(countOf(fallen), countOf(early));
  };
  return {
    ...whole,
    cost: whole.cost === null ? null : of(whole.cost),
    estimatedCost: of(whole.estimatedCost),
    unpricedTokens: Number(of(BigInt(whole.unpricedTokens))),
    tokens: partOfTokens(whole.tokens, fallen),
    estimatedTokens: Number(of(BigInt(whole.estimatedTokens))),
  };
}

const countOf = (flags: readonly boolean[]): number => flags.reduce((sum, flag) => sum + (flag ? 1 : 0), 0);

/** Each line in its turn takes its even share of all tokens, in proportion to what is left of each kind. */
function partOfTokens({ input, output, cacheRead, cacheWrite }: Tokens, fallen: readonly boolean[]): Tokens {
  let left = [input, output, cacheRead, cacheWrite].map(BigInt);
  const all = left.reduce((a, b) => a + b, 0n);
  const sum = [0n, 0n, 0n, 0n];
  fallen.forEach((mine, i) => {
    const taken = shares(evenShare(all, fallen.length, i), left);
    left = left.map((count, kind) => count - (taken[kind] ?? 0n));
    if (mine) taken.forEach((count, kind) => (sum[kind] = (sum[kind] ?? 0n) + count));
  });
  const [own, made, read, written] = sum.map(Number);
  return { input: own ?? 0, output: made ?? 0, cacheRead: read ?? 0, cacheWrite: written ?? 0 };
}

/** The sum of accounts. */
export function addUp(accounts: readonly Account[]): Account {
  const sum = emptyAccount();
  for (const account of accounts) {
    if (account.cost !== null) sum.cost = (sum.cost ?? 0n) + account.cost;
    sum.estimatedCost += account.estimatedCost;
    for (const key of [
      "unpricedTokens",
      "estimatedTokens",
      "requests",
      "floors",
      "estimated",
      "recorded",
    ] as const)
      sum[key] += account[key];
    addInto(sum.tokens, account.tokens);
    addInto(sum.lines, account.lines);
    addInto(sum.spendTokens, account.spendTokens);
    for (const outcome of keysOf(sum.spend)) sum.spend[outcome] += account.spend[outcome];
  }
  return sum;
}

function addInto<K extends string>(sum: Record<K, number>, more: Record<K, number>): void {
  for (const key of keysOf(sum)) sum[key] += more[key];
}

const keysOf = <K extends string>(record: Record<K, unknown>): K[] => Object.keys(record) as K[];
