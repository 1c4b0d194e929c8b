// When the made-up sessions began: few at weekends, a holiday, and somewhat more of late.
import { startOfDay } from "../../lib/time.ts";
import type { Chance } from "./chance.ts";

const HOUR = 3_600_000;
/** Weeks ago. */
const HOLIDAY = [10, 11];

/** So many starts within the weeks before `now`, in order; the last one is still going on. Epoch ms. */
export function startsOfSessions(
  chance: Chance,
  { now, count, weeks }: { readonly now: number; readonly count: number; readonly weeks: number },
): number[] {
  const starts = count === 0 ? [] : [now - 0.6 * HOUR];
  while (starts.length < count) {
    const days = chance.whole(0, weeks * 7 - 1);
    const day = startOfDay(now, -days);
    if (!chance.percent(likely(day, days, weeks * 7))) continue;
    const hour = 8.5 + 5.5 * (chance.share() + chance.share());
    const start = day + Math.round(hour * HOUR);
    if (start < now - HOUR) starts.push(start);
  }
  return starts.sort((a, b) => a - b);
}

function likely(day: number, daysAgo: number, days: number): number {
  const weekday = new Date(day).getDay();
  const often = weekday === 0 ? 7 : weekday === 6 ? 12 : 60;
  const holiday = HOLIDAY.includes(Math.floor(daysAgo / 7)) ? 0.12 : 1;
  return often * holiday * (1.5 - (0.8 * daysAgo) / days);
}
