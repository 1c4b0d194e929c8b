// The two figures, side by side, since each alone can be bent.
import { html, nothing, type TemplateResult } from "lit";
import type { Value } from "../../server/protocol/panel.ts";
import { woven, type Translate } from "../words.ts";
import type { Card, Context } from "./card.ts";

/** The parts of the money that are in work that lasted and in work that was done again, in one sentence. */
function sentence({ overview, format, t }: Context): TemplateResult {
  const { value, totals } = overview;
  const strong = (text: string): TemplateResult => html`<strong>${text}</strong>`;
  const spent = woven(
    value.sessions === 1
      ? t("You spent {0} in 1 session.")
      : t("You spent {0} in {1} sessions.", "{0}", format.count(value.sessions)),
    [strong(format.money(totals.costUsd))],
  );
  const again = totals.costUsd ? (totals.spend.reworked + totals.spend.reverted) / totals.costUsd : null;
  const lasted =
    value.lastedUsd === null
      ? []
      : woven(t("{0} of it is in work that is still there; {1} was done again."), [
          strong(format.share(value.lastedUsd)),
          strong(format.share(again)),
        ]);
  return html`<p class="sentence">${spent} ${lasted}</p>`;
}

/** "61 ¢" of every dollar: a share in cents. */
const cents = (share: number | null, { format, t }: Context): string =>
  share === null ? format.money(null) : t("{0} ¢", format.count(share * 100));

function remark(value: Value, t: Translate): TemplateResult | typeof nothing {
  if (value.confidence === "enough") return nothing;
  return html`<p class="remark">
    ${value.confidence === "few" ? t("Few sessions: read it with care.") : t("Too few sessions to tell.")}
  </p>`;
}

function before(context: Context, told: (value: Value) => string): TemplateResult | typeof nothing {
  const { overview, format, t } = context;
  if (overview.before === null) return nothing;
  if (overview.before.sessions === 0) return html`<p class="quiet">${t("Nothing in the time before")}</p>`;
  const sessions =
    overview.before.sessions === 1
      ? t("1 session")
      : t("{0} sessions", format.count(overview.before.sessions));
  return html`<p class="quiet">
    ${t("{0} in the time before, at the same age", told(overview.before))} · ${sessions}
  </p>`;
}

function render(context: Context): TemplateResult {
  const { overview, format, t } = context;
  const { value } = overview;
  return html`
    ${sentence(context)}
    <div class="figures">
      <div class="figure">
        <p class="number">${cents(value.lastedUsd, context)}</p>
        <p>${t("of every dollar is in work that lasted")}</p>
        ${before(context, (then) => cents(then.lastedUsd, context))} ${remark(value, t)}
      </div>
      <div class="figure">
        <p class="number">${format.fineMoney(value.usdPerKeptLine)}</p>
        <p>${t("for each line kept")}</p>
        ${before(context, (then) => format.fineMoney(then.usdPerKeptLine))} ${remark(value, t)}
      </div>
    </div>
  `;
}

export const valuePerToken: Card = {
  id: "value",
  title: (t) => t("Value per token"),
  render,
};
