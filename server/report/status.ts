// What the status bar shows.
import { costsOf, type CostsFigures } from "../metrics/costs.ts";
import type { CutPicture } from "../metrics/cut-picture.ts";
import { scopeOfFolders } from "../metrics/scope.ts";
import { COUNT, countOf, MONEY, moneyOf, type Sums, tokensOf } from "../metrics/sums.ts";
import type { Cost, Costs, Status } from "../protocol/panel.ts";
import { costOfRow, spendUsdOfRow, usd } from "./figures.ts";
import type { Frame } from "./overview.ts";
import { sessionRowsOf } from "./session-row.ts";

/** How many of the week's dearest sessions are told. */
const TOP = 3;

/** The status. `folders`: the workspace's, absolute and in one spelling. */
export function statusOf(cut: CutPicture, folders: readonly string[], { now, freshness }: Frame): Status {
  return {
    schema: "tokenworth/status@1",
    now: new Date(now).toISOString(),
    freshness,
    workspace: costsOnWire(cut, costsOf(cut, scopeOfFolders(cut.picture, folders), now)),
    all: costsOnWire(cut, costsOf(cut, null, now)),
    sessions: cut.picture.sessions.length,
  };
}

function costsOnWire({ picture }: CutPicture, { today, week, ofWeek, running }: CostsFigures): Costs {
  const session = picture.sessions[running?.session ?? -1];
  const label = picture.agents.find(({ id }) => id === session?.agent)?.label;
  return {
    today: costOnWire(today),
    week: costOnWire(week),
    session:
      running === null || session === undefined
        ? null
        : {
            ...costOnWire(running.sums),
            agent: session.agent,
            agentLabel: label ?? session.agent,
            id: session.session,
          },
    spend: picture.followed ? spendUsdOfRow(week, 0) : null,
    top: topOf(ofWeek),
  };
}

function costOnWire(sums: Sums): Cost {
  const cost = costOfRow(sums, 0);
  return {
    costUsd: cost === null ? null : usd(cost),
    estimatedCostUsd: usd(moneyOf(sums, 0, MONEY.estimatedCost)),
    unpricedTokens: countOf(sums, 0, COUNT.unpricedTokens),
    tokens: tokensOf(sums, 0),
    sessions: countOf(sums, 0, COUNT.sessions),
  };
}

/** The dearest first; those that cost nothing that is known are not among them. */
function topOf(ofWeek: CostsFigures["ofWeek"]): Costs["top"] {
  const rows = sessionRowsOf(ofWeek);
  const costs = Array.from({ length: rows.count }, (_, place) => ({
    place,
    cost: costOfRow(rows.sums, place) ?? 0n,
  }));
  return costs
    .filter(({ cost }) => cost > 0n)
    .sort((a, b) => (a.cost === b.cost ? a.place - b.place : a.cost > b.cost ? -1 : 1))
    .slice(0, TOP)
    .map(({ place }) => rows.row(place));
}
