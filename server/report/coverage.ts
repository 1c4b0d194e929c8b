// How much of the truth a selection is.
import { NONE } from "../metrics/picture.ts";
import { rowsByTurn } from "../metrics/portions.ts";
import type { Selection } from "../metrics/select.ts";
import { COUNT, countOf, type Sums } from "../metrics/sums.ts";
import type { Coverage } from "../protocol/panel.ts";

/** The coverage; `totals` sums the selection up. */
export function coverageOf(selection: Selection, totals: Sums): Coverage {
  const { unpriced, priced } = modelsOf(selection);
  const { coverage } = selection.picture;
  return {
    sessions: selection.sessions.length,
    requests: countOf(totals, 0, COUNT.requests),
    unpriced: [...unpriced]
      .map(([model, tokens]) => ({ model, tokens }))
      .sort((a, b) => b.tokens - a.tokens || (a.model < b.model ? -1 : 1)),
    assumedPrices: coverage.assumed.filter(({ model }) => priced.has(model)),
    unreadable: coverage.unreadable,
    skippedRecords: coverage.skippedRecords,
    floorRequests: countOf(totals, 0, COUNT.floors),
    unseenChanges: countOf(totals, 0, COUNT.unseen),
  };
}

/** Unpriced tokens by model, and the models that could be priced, in the turns of a selection. */
function modelsOf({ picture, turns, choice }: Selection) {
  const { spends, models } = picture;
  const at = rowsByTurn(spends.turn, picture.turns.session.length);
  const unpriced = new Map<string, number>();
  const priced = new Set<string>();
  for (let k = 0; k < turns.length; k++) {
    const turn = turns[k] ?? 0;
    for (let row = at[turn] ?? 0; row < (at[turn + 1] ?? 0); row++) {
      const model = models[spends.model[row] ?? NONE] ?? "unknown";
      if (choice.model !== null && model !== choice.model) continue;
      const tokens = spends.unpricedTokens[row] ?? 0;
      if (tokens > 0) unpriced.set(model, (unpriced.get(model) ?? 0) + tokens);
      if (spends.priced[row] === 1) priced.add(model);
    }
  }
  return { unpriced, priced };
}
