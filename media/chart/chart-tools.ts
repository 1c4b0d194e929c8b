// The keys of a card that shows a chart: its table, and copies of it.
import { html } from "lit";
import type { TemplateResult } from "lit";
import type { Context } from "../cards/card.ts";
import type { Chart } from "./chart.ts";
import { base64Of, pngOf, svgOf } from "./copy-chart.ts";

const choiceOf = (chart: Chart): string => `${chart.name}-as-table`;

/** Whether the user wants the table instead of the picture. */
export const asTable = (context: Context, chart: Chart): boolean => context.chosen(choiceOf(chart)) === "yes";

/** To the clipboard; where an editor does not let pictures in there, into a file that the user names. */
async function copyPng(chart: Chart, { send, sayCopied }: Context): Promise<void> {
  const png = await pngOf(svgOf(chart));
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
    sayCopied();
  } catch {
    send({ kind: "save", name: `${chart.name}.png`, data: await base64Of(png) });
  }
}

/** For `Card.tools`. */
export function chartTools(context: Context, chart: Chart): TemplateResult {
  const { t, choose } = context;
  const shown = asTable(context, chart);
  return html`<button
    class="quiet-button"
    aria-pressed=${shown}
    aria-label=${t("Table of {0}", chart.title)}
    @click=${() => choose(choiceOf(chart), shown ? "no" : "yes")}
  >
    ${t("Table")}
  </button>`;
}

/** For `Card.copies`. */
export function chartCopies(context: Context, chart: Chart): TemplateResult {
  const { t, send } = context;
  return html`<button
      class="quiet-button"
      aria-label=${t("Copy {0} as SVG", chart.title)}
      @click=${() => send({ kind: "copy", text: svgOf(chart) })}
    >
      ${t("SVG")}
    </button>
    <button
      class="quiet-button"
      aria-label=${t("Copy {0} as PNG", chart.title)}
      @click=${() => copyPng(chart, context)}
    >
      ${t("PNG")}
    </button>`;
}
