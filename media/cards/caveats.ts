// What has to be known beside the figures: each a short sentence, only where there is something to say.
import type { Overview } from "../../server/protocol/panel.ts";
import type { Context } from "./card.ts";

/** Of all recorded tokens; null where there are none. */
export function pricedShare({ totals }: Overview): number | null {
  const { input, output, cacheRead, cacheWrite } = totals.tokens;
  const all = input + output + cacheRead + cacheWrite;
  return all > 0 ? 1 - totals.unpricedTokens / all : null;
}

const counted = (count: number, one: string, many: string): string | null =>
  count === 0 ? null : count === 1 ? one : many;

/** None of them is about the user's work: they are about what the figures can't know. */
export function caveats({
  overview,
  format,
  t,
}: Pick<Context, "overview" | "format" | "t">): readonly string[] {
  const { coverage, totals } = overview;
  const { unpriced, assumedPrices, floorRequests, unseenChanges, unreadable } = coverage;
  const all: readonly (string | null)[] = [
    unpriced.length === 0
      ? null
      : t("{0} tokens have no known price and are not in the sums", format.tokens(totals.unpricedTokens)),
    assumedPrices.length === 0 ? null : t("Some models are counted at a near relative's price"),
    counted(
      floorRequests,
      t("Of 1 request the output is only known to be at least so much"),
      t("Of {0} requests the output is only known to be at least so much", format.count(floorRequests)),
    ),
    totals.estimatedCostUsd === 0
      ? null
      : t("About {0} more is estimated and added to nothing", format.money(totals.estimatedCostUsd)),
    counted(
      unseenChanges,
      t("1 turn probably made changes that cannot be seen"),
      t("{0} turns probably made changes that cannot be seen", format.count(unseenChanges)),
    ),
    counted(
      unreadable.length,
      t("1 log could not be read"),
      t("{0} logs could not be read", format.count(unreadable.length)),
    ),
  ];
  return all.filter((caveat) => caveat !== null);
}
