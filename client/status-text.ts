// What the status bar item says, from what is known and what the user chose. Pure.
import type { Cost, Status } from "../server/protocol/panel.ts";
import { fixedWidth, money, spokenMoney } from "./money.ts";
import type { ServerState } from "./server.ts";
import type { Budget, Settings } from "./settings.ts";
import type { Words } from "./words.ts";

/** What is known at a moment. */
export type Known = {
  readonly status: Status | null;
  readonly server: ServerState;
  /** It has worked for so long that it is worth saying. */
  readonly busy: boolean;
};

/** Nothing is known, or there is nothing to know. */
const NOTHING = "—";

/** The cost that the user chose to see; null: not known, or no session is running. */
export function chosenCost(status: Status | null, { show, of }: Settings): Cost | null {
  if (status === null || status.freshness.costsAsOf === null || show === "nothing") return null;
  return status[of][show];
}

/** `$(graph) $1.24`, always of the same width. */
export function statusText(known: Known, settings: Settings, { locale }: Words): string {
  const cost = chosenCost(known.status, settings);
  const amount = cost === null ? NOTHING : amountOf(cost, locale);
  return `$(${iconOf(known)}) ${fixedWidth(amount)}`;
}

/** What a screen reader says in its place. */
export function spokenText(known: Known, settings: Settings, { t, locale }: Words): string {
  const cost = chosenCost(known.status, settings);
  const amount = cost === null ? t("nothing known yet") : spokenAmount(cost, { t, locale });
  return [`Tokenworth: ${amount}`, whatOf(settings, t), ...(known.busy ? [t("working")] : [])].join(", ");
}

/** Whether the budget that the user set is exceeded: of all repositories, today or this week. */
export function isOverBudget(status: Status | null, budget: Budget | null): boolean {
  if (status === null || budget === null) return false;
  const { costUsd } = budget.per === "day" ? status.all.today : status.all.week;
  return costUsd !== null && costUsd > budget.amountUsd;
}

/** Whether more was spent than `costUsd` tells: tokens without a price, or that could only be estimated. */
export const isFloor = (cost: Cost): boolean => cost.unpricedTokens > 0 || cost.estimatedCostUsd > 0;

/** `$1.24`; `$1.24+` for at least that much; `~$1.24` where there is but an estimate. */
export function amountOf(cost: Cost, locale: string): string {
  if (cost.costUsd !== null) return `${money(cost.costUsd, locale)}${isFloor(cost) ? "+" : ""}`;
  if (cost.estimatedCostUsd > 0) return `~${money(cost.estimatedCostUsd, locale)}`;
  return cost.tokens > 0 ? NOTHING : money(0, locale);
}

function spokenAmount(cost: Cost, { t, locale }: Words): string {
  if (cost.costUsd !== null) {
    const amount = spokenMoney(cost.costUsd, locale);
    return isFloor(cost) ? t("at least {0}", amount) : amount;
  }
  if (cost.estimatedCostUsd > 0) return t("about {0}", spokenMoney(cost.estimatedCostUsd, locale));
  return cost.tokens > 0 ? t("no price is known") : spokenMoney(0, locale);
}

function iconOf({ status, server, busy }: Known): string {
  if (server === "stopped") return "debug-disconnect";
  if (status?.freshness.activity === "problem") return "warning";
  return busy ? "loading~spin" : "graph";
}

function whatOf({ show, of }: Settings, t: Words["t"]): string {
  const where = of === "workspace" ? t("this workspace") : t("all repositories");
  switch (show) {
    case "today":
      return t("today, {0}", where);
    case "week":
      return t("this week, {0}", where);
    case "session":
      return t("the running session, {0}", where);
    case "nothing":
      return where;
  }
}
