// What was spent and what became of it, in one sentence of plain words; and the words for times that go with it.
import { html, nothing, type TemplateResult } from "lit";
import type { Period } from "../../server/protocol/panel.ts";
import { woven, type Translate } from "../words.ts";
import type { Context } from "./card.ts";
import { followed } from "./followed.ts";

const strong = (text: string): TemplateResult => html`<strong>${text}</strong>`;

/** "51 sessions" */
export const sessionsIn = (count: number, { t, format }: Pick<Context, "t" | "format">): string =>
  count === 1 ? t("1 session") : t("{0} sessions", format.count(count));

function spentIn(t: Translate, period: Period): string {
  switch (period) {
    case "today":
      return t("You spent {0} in {1} today.");
    case "7d":
      return t("You spent {0} in {1} in the last 7 days.");
    case "30d":
      return t("You spent {0} in {1} in the last 30 days.");
    case "90d":
      return t("You spent {0} in {1} in the last 90 days.");
    case "365d":
      return t("You spent {0} in {1} in the last 365 days.");
    case "all":
      return t("You spent {0} in {1} in all.");
    default:
      return period satisfies never;
  }
}

/** As long a time before, with a place for what was so then. */
export function timeBefore(t: Translate, period: Period): string {
  switch (period) {
    case "today":
      return t("{0} the day before");
    case "7d":
      return t("{0} in the 7 days before");
    case "30d":
      return t("{0} in the 30 days before");
    case "90d":
      return t("{0} in the 90 days before");
    case "365d":
      return t("{0} in the 365 days before");
    case "all":
      return "";
    default:
      return period satisfies never;
  }
}

/** What was spent and what became of it, in plain words. */
export function sentence({ overview, format, t }: Context): TemplateResult {
  const { value, totals, filter, freshness } = overview;
  const spent = woven(spentIn(t, filter.period), [
    strong(format.money(totals.costUsd)),
    sessionsIn(value.sessions, { t, format }),
  ]);
  const share = (usd: number): TemplateResult =>
    strong(format.share(totals.costUsd ? usd / totals.costUsd : null));
  const { kept, reworked, reverted } = totals.spend;
  const lasted = woven(t("{0} of it is in work that is still there; {1} was done again."), [
    share(kept),
    share(reworked + reverted),
  ]);
  const unknown = freshness.restricted
    ? t("What became of it is not looked at here.")
    : t("What became of it is not known yet.");
  return html`<p class="sentence">
    ${spent} ${followed(overview) ? (totals.costUsd ? lasted : nothing) : unknown}
  </p>`;
}
