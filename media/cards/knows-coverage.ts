// How much of what the cards show is known, and how well.
import { html, nothing, type TemplateResult } from "lit";
import { caveats } from "./caveats.ts";
import type { Context } from "./card.ts";

function models({ overview, format, t }: Context): TemplateResult | typeof nothing {
  const { unpriced, assumedPrices } = overview.coverage;
  const lines = [
    ...unpriced.map(({ model, tokens }) =>
      t("{0}: no known price, {1} tokens", model, format.tokens(tokens)),
    ),
    ...assumedPrices.map(({ model, pricedAs }) => t("{0}: counted at the price of {1}", model, pricedAs)),
  ];
  return lines.length === 0
    ? nothing
    : html`<ul>
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ul>`;
}

export function coveragePart(context: Context): TemplateResult {
  const { overview, format, t } = context;
  const { sessions, requests, skippedRecords } = overview.coverage;
  const { prices } = overview;
  return html`<h3>${t("Coverage of what is shown")}</h3>
    <ul>
      <li>${t("{0} sessions, {1} requests", format.count(sessions), format.count(requests))}</li>
      ${skippedRecords === 0 ? nothing : html`<li>${t("{0} records were skipped", format.count(skippedRecords))}</li>`}
      ${caveats(context).map((caveat) => html`<li>${caveat}</li>`)}
    </ul>
    ${models(context)}
    <p class="quiet">${t("Prices: {0}, as of {1}", prices.source, format.longDay(prices.asOf))}</p>`;
}
