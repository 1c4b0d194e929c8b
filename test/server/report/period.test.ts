import { expect, test } from "vitest";
import type { Period } from "../../../server/protocol/panel.ts";
import { choiceBefore, choiceOf } from "../../../server/report/period.ts";
import { ALL } from "../../harness/story-overview.ts";
import { NOW, pictureOf } from "../metrics/pictures.ts";

const iso = (at: number | null | undefined): string | null =>
  at == null ? null : new Date(at).toISOString();

function timesOf(period: Period) {
  const choice = choiceOf(pictureOf([]), { ...ALL, period }, NOW);
  const before = choiceBefore(choice, period, NOW);
  return {
    since: iso(choice.since),
    until: iso(choice.until),
    before: before === null ? null : [iso(before.choice.since), iso(before.choice.until), iso(before.asOf)],
  };
}

test.each([
  ["today", "2026-06-17T00", "2026-06-16T00", "2026-06-16T15:20"],
  ["7d", "2026-06-11T00", "2026-06-04T00", "2026-06-10T15:20"],
  ["30d", "2026-05-19T00", "2026-04-19T00", "2026-05-18T15:20"],
] as const)(
  "%s: whole local days, and as long a time before, as it stood that long ago",
  (period, since, from, asOf) => {
    const times = timesOf(period);
    expect(times.since).toContain(since);
    expect(times.until).toBe("2026-06-18T00:00:00.000Z");
    expect(times.before?.[0]).toContain(from);
    expect(times.before?.slice(1)).toEqual([`${asOf}:00.000Z`, `${asOf}:00.000Z`]);
  },
);

test("all has no beginning and nothing before", () => {
  expect(timesOf("all")).toEqual({ since: null, until: null, before: null });
});
