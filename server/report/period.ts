// Filters as choices: periods become times.
import { type Choice, EVERYTHING } from "../metrics/choice.ts";
import type { Picture } from "../metrics/picture.ts";
import { scopeOfRepository } from "../metrics/scope.ts";
import { daysBefore, startOfDay } from "../lib/time.ts";
import type { Filter, Period } from "../protocol/panel.ts";

const DAYS: Readonly<Record<Exclude<Period, "all">, number>> = {
  today: 1,
  "7d": 7,
  "30d": 30,
  "90d": 90,
  "365d": 365,
};

/** What a filter leaves, seen from `now`, epoch ms. */
export function choiceOf(picture: Picture, filter: Filter, now: number): Choice {
  const { period, repository, agent, model } = filter;
  const [since, until] =
    period === "all" ? [null, null] : [startOfDay(now, 1 - DAYS[period]), startOfDay(now, 1)];
  const scope = repository === null ? null : scopeOfRepository(picture, repository);
  return { ...EVERYTHING, since, until, scope, agent, model };
}

/** As long a time before, until its own `asOf`, which lies as far back; null for a period without a beginning. */
export function choiceBefore(
  choice: Choice,
  period: Period,
  now: number,
): { readonly choice: Choice; readonly asOf: number } | null {
  if (period === "all" || choice.since === null) return null;
  const asOf = daysBefore(now, DAYS[period]);
  return { choice: { ...choice, since: startOfDay(choice.since, -DAYS[period]), until: asOf }, asOf };
}
