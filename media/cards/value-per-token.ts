// The two figures, side by side, since each alone can be bent.
import { html, nothing, type TemplateResult } from "lit";
import type { Value } from "../../server/protocol/panel.ts";
import { DASH } from "../format.ts";
import { woven } from "../words.ts";
import { caveats, pricedShare } from "./caveats.ts";
import type { Card, Context, Rows } from "./card.ts";
import { followed } from "./followed.ts";
import { sentence, sessionsIn, timeBefore } from "./sentence.ts";

type Figure = {
  readonly number: (value: Value) => string;
  readonly label: string;
  readonly more: string;
  /** Of the time before. */
  readonly earlier: (value: Value) => string;
  readonly games: readonly string[];
};

function lastedFigure({ overview, format, t }: Context): Figure {
  const cents = (share: number | null): string => t("{0} ¢", format.part(share, 100));
  const tokens = (share: number | null): string => format.part(share, 1000);
  return {
    number: ({ lastedUsd }) => cents(lastedUsd),
    label: t("of every dollar is in work that lasted"),
    more: t("and {0} of every 1,000 tokens", tokens(overview.value.lastedTokens)),
    earlier: ({ lastedUsd, lastedTokens }) =>
      t("{0} and {1} of 1,000 tokens", cents(lastedUsd), tokens(lastedTokens)),
    games: [
      t(
        "Spending more where the work stays raises it, and so do more lines of what stays where a part was thrown away. The cost of a kept line is none the better for either.",
      ),
      t("Code that stays although nobody needs it counts like any other."),
    ],
  };
}

function lineFigure({ overview, format, t }: Context): Figure {
  return {
    number: ({ usdPerKeptLine }) => format.fineMoney(usdPerKeptLine),
    label: t("for each line that was kept"),
    more: t(
      "all that was spent, over {0} kept lines of usual length",
      format.count(overview.value.keptLines),
    ),
    earlier: ({ usdPerKeptLine }) => format.fineMoney(usdPerKeptLine),
    games: [
      t("Layout, comments and copied blocks do not count as lines; wordy code does."),
      t("Work that nobody asked for makes lines, too. It says nothing of what a line is good for."),
    ],
  };
}

function before(figure: Figure, context: Context): TemplateResult | typeof nothing {
  const { overview, t } = context;
  const then = overview.before;
  if (then === null || !followed(overview)) return nothing;
  const told = then.confidence === "none" ? t("Too few sessions to tell") : figure.earlier(then);
  return html`<p class="quiet before">
    ${woven(timeBefore(t, overview.filter.period), [told])}, ${t("as it stood at the same age")} ·
    ${sessionsIn(then.sessions, context)}
  </p>`;
}

function figureOf(figure: Figure, context: Context): TemplateResult {
  const { overview, t } = context;
  const { value } = overview;
  const told = !followed(overview)
    ? html`<p class="number">${DASH}</p>
        <p>${figure.label}</p>
        <p class="quiet">${t("not known yet")}</p>`
    : value.confidence === "none"
      ? html`<p class="number few">${t("Too few to tell")}</p>
          <p>${figure.label}</p>`
      : html`<p class="number">${figure.number(value)}</p>
          <p>${figure.label}</p>
          <p class="quiet">${figure.more}</p>`;
  return html`<div class="figure">
    ${told} ${before(figure, context)}
    ${
      value.confidence === "few" && followed(overview)
        ? html`<p class="quiet">
            ${t("{0} only: one of them can move it much.", sessionsIn(value.sessions, context))}
          </p>`
        : nothing
    }
    <details class="small">
      <summary>${t("What would game this")}</summary>
      <ul>
        ${figure.games.map((game) => html`<li>${game}</li>`)}
      </ul>
    </details>
  </div>`;
}

/** How well the figures are known: the shortest of it at once, the rest behind a key. */
function facts(context: Context): TemplateResult {
  const { overview, format, t } = context;
  const remarks = caveats(context);
  return html`<div class="facts">
    <p>${t("List price, not your bill.")}</p>
    <p>${t("{0} of tokens have a known price.", format.share(pricedShare(overview)))}</p>
    ${
      remarks.length === 0
        ? nothing
        : html`<details>
            <summary>${t("What these figures do not know: {0}", format.count(remarks.length))}</summary>
            <ul>
              ${remarks.map((remark) => html`<li>${remark}</li>`)}
            </ul>
          </details>`
    }
  </div>`;
}

function render(context: Context): TemplateResult {
  return html`
    ${sentence(context)}
    <div class="figures">
      ${figureOf(lastedFigure(context), context)} ${figureOf(lineFigure(context), context)}
    </div>
    ${facts(context)}
  `;
}

function rows({ overview, t }: Context): Rows {
  const line = (value: Value): Rows[number] => [
    value.since,
    value.until,
    value.asOf,
    value.sessions,
    value.costUsd,
    value.lastedUsd,
    value.lastedTokens,
    value.keptLines,
    value.usdPerKeptLine,
  ];
  const heads = [
    t("Since"),
    t("Until"),
    t("As of"),
    t("Sessions"),
    t("Spend (USD)"),
    t("Part of the money that lasted"),
    t("Part of the tokens that lasted"),
    t("Kept lines"),
    t("USD for each kept line"),
  ];
  return [heads, line(overview.value), ...(overview.before === null ? [] : [line(overview.before)])];
}

export const valuePerToken: Card = {
  id: "value",
  title: (t) => t("Value per token"),
  render,
  rows,
};
