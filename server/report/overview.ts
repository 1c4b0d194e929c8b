// All that the cards show for a filter.
import { EVERYTHING } from "../metrics/choice.ts";
import type { CutPicture } from "../metrics/cut-picture.ts";
import { lastingOf } from "../metrics/lasting.ts";
import { select, type Selection } from "../metrics/select.ts";
import { sumsByTurn } from "../metrics/sums-by.ts";
import { confidenceOf, valueOf } from "../metrics/value.ts";
import type { Filter, Freshness, Lasting, Overview, Value } from "../protocol/panel.ts";
import { choicesOf } from "./choices.ts";
import { coverageOf } from "./coverage.ts";
import { figuresOfRow, iso, usd } from "./figures.ts";
import { choiceBefore, choiceOf } from "./period.ts";
import { tablesOf } from "./tables.ts";

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
    choices: choicesOf(ofPeriod(cut, selection)),
    coverage: coverageOf(selection, totals),
    prices: picture.prices,
    totals: figuresOfRow(totals, 0),
    value: valueOnWire(selection, now),
    before: before === null ? null : valueOnWire(select(cut, before.choice), before.asOf),
    lasting: lastingOnWire(selection),
    ...tablesOf(selection, now),
  };
}

/** What the period leaves without the other filters. */
function ofPeriod(cut: CutPicture, selection: Selection): Selection {
  const { since, until, scope, agent, model } = selection.choice;
  if (scope === null && agent === null && model === null) return selection;
  return select(cut, { ...EVERYTHING, since, until });
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

function lastingOnWire(selection: Selection): Lasting {
  const { steps, ...lasting } = lastingOf(selection);
  return { ...lasting, steps: steps.map(({ time, alive }) => ({ ageDays: time, alive })) };
}
