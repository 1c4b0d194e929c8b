// Weeks and breakdowns: tables of the same figures, summed in one pass.
import { breakdownsOf, hasSomething } from "../metrics/breakdowns.ts";
import { keptLinesOf } from "../metrics/kept-lines.ts";
import { UNKNOWN } from "../metrics/portions.ts";
import type { Selection } from "../metrics/select.ts";
import { costOf, COUNT, countOf, MONEY, moneyOf, type Sums, tokensOf } from "../metrics/sums.ts";
import { sumsByPortion } from "../metrics/sums-by.ts";
import { confidenceOf, partOf, perLine } from "../metrics/value.ts";
import { weeksOf } from "../metrics/weeks.ts";
import type { Overview, Row, Week } from "../protocol/panel.ts";
import { costOfRow, iso, spendUsdOfRow, usd } from "./figures.ts";

/** The tables of a selection, seen from `now`, epoch ms. */
export function tablesOf(selection: Selection, now: number): Pick<Overview, "weeks" | "breakdowns"> {
  const { starts, missing, grouping } = weeksOf(selection, now);
  const breakdowns = breakdownsOf(selection);
  const groupings = [grouping, ...breakdowns.map((breakdown) => breakdown.grouping)];
  const [ofWeeks, ...others] = sumsByPortion(selection, groupings);
  return {
    weeks: starts.flatMap((start, row) =>
      ofWeeks === undefined ? [] : [weekOnWire(start, missing[row] ?? [], ofWeeks, row)],
    ),
    breakdowns: breakdowns.map((breakdown, place) => ({
      by: breakdown.by,
      rows: breakdown.names.flatMap(({ key, label }, row) => {
        const sums = others[place];
        if (sums === undefined || !hasSomething(breakdown, sums, row)) return [];
        return [{ key, label, ...rowOnWire(sums, row) }];
      }),
    })),
  };
}

function weekOnWire(start: number, missing: readonly string[], sums: Sums, row: number): Week {
  const sessions = countOf(sums, row, COUNT.sessions);
  const cost = sessions === 0 ? 0n : costOfRow(sums, row);
  return {
    start: iso(start),
    costUsd: cost === null ? null : usd(cost),
    sessions,
    spend: spendUsdOfRow(sums, row),
    keptShare: keptShareOf(sums, row),
    missing,
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
