// All that the cards show for a filter.
import { breakdownsOf, hasSomething, type BreakdownFigures } from "../metrics/breakdowns.ts";
import type { CutPicture } from "../metrics/cut-picture.ts";
import { keptLinesOf } from "../metrics/kept-lines.ts";
import { lastingOf } from "../metrics/lasting.ts";
import { UNKNOWN } from "../metrics/portions.ts";
import { select, type Selection } from "../metrics/select.ts";
import { costOf, COUNT, countOf, MONEY, moneyOf, type Sums, tokensOf } from "../metrics/sums.ts";
import { sumsByTurn } from "../metrics/sums-by.ts";
import { confidenceOf, partOf, perLine, valueOf } from "../metrics/value.ts";
import { weeksOf } from "../metrics/weeks.ts";
import type { Breakdown, Filter, Freshness, Lasting, Overview, Row, Value, Week } from "../protocol/panel.ts";
import { choicesOf } from "./choices.ts";
import { coverageOf } from "./coverage.ts";
import { costOfRow, figuresOfRow, iso, spendUsdOfRow, usd } from "./figures.ts";
import { choiceBefore, choiceOf } from "./period.ts";

/** What an answer is given in. `now`: epoch ms. */
export type Frame = { readonly now: number; readonly freshness: Freshness };

/** The overview. */
export function overviewOf(cut: CutPicture, filter: Filter, { now, freshness }: Frame): Overview {
  const { picture } = cut;
  const selection = select(cut, choiceOf(picture, filter, now));
  const totals = sumsByTurn(selection, 1, () => 0);
  const before = choiceBefore(selection.choice, filter.period, now);
  return {
    schema: "tokenworth/overview@1",
    now: iso(now),
    filter,
    freshness,
    choices: choicesOf(cut, selection.choice.since),
    coverage: coverageOf(selection, totals),
    prices: picture.prices,
    totals: figuresOfRow(totals, 0),
    value: valueOnWire(selection, now),
    before: before === null ? null : valueOnWire(select(cut, before.choice), before.asOf),
    weeks: weeksOnWire(selection, now),
    lasting: lastingOnWire(selection),
    breakdowns: breakdownsOf(selection).map(breakdownOnWire),
  };
}

function valueOnWire(selection: Selection, asOf: number): Value {
  const { cost, ...value } = valueOf(selection, asOf);
  const { since } = selection.choice;
  return {
    since: since === null ? null : iso(since),
    until: iso(asOf),
    asOf: iso(asOf),
    costUsd: cost === null ? null : usd(cost),
    ...value,
    confidence: confidenceOf(value.sessions),
  };
}

function weeksOnWire(selection: Selection, now: number): Week[] {
  const { starts, sums, missing } = weeksOf(selection, now);
  return starts.map((start, row) => ({
    start: iso(start),
    costUsd: usd(costOf(sums, row)),
    sessions: countOf(sums, row, COUNT.sessions),
    spend: spendUsdOfRow(sums, row),
    keptShare: keptShareOf(sums, row),
    missing: missing[row] ?? [],
  }));
}

function lastingOnWire(selection: Selection): Lasting {
  const { steps, ...lasting } = lastingOf(selection);
  return { ...lasting, steps: steps.map(({ time, alive }) => ({ ageDays: time, alive })) };
}

function breakdownOnWire(figures: BreakdownFigures): Breakdown {
  const { by, names, sums } = figures;
  return {
    by,
    rows: names.flatMap(({ key, label }, row) =>
      hasSomething(figures, row) ? [{ key, label, ...rowOnWire(sums, row) }] : [],
    ),
  };
}

function rowOnWire(sums: Sums, row: number): Omit<Row, "key" | "label"> {
  const cost = costOfRow(sums, row);
  const sessions = countOf(sums, row, COUNT.sessions);
  const keptLines = keptLinesOf(countOf(sums, row, COUNT.words));
  return {
    sessions,
    costUsd: cost === null ? null : usd(cost),
    unpricedTokens: countOf(sums, row, COUNT.tokensWithoutPrice),
    tokens: tokensOf(sums, row),
    spend: spendUsdOfRow(sums, row),
    keptShare: keptShareOf(sums, row),
    keptLines,
    usdPerKeptLine: perLine(cost, keptLines),
    confidence: confidenceOf(sessions),
  };
}

/** null where nothing was spent, and where outcomes are not known. */
function keptShareOf(sums: Sums, row: number): number | null {
  const known = costOf(sums, row) - moneyOf(sums, row, MONEY.spend + UNKNOWN);
  return partOf(Number(moneyOf(sums, row, MONEY.spend)), Number(known));
}
