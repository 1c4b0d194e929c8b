// One bar of what went where, at any width: widths are percentages, so nothing has to be measured.
import { html, svg } from "lit";
import type { SVGTemplateResult, TemplateResult } from "lit";
import type { Outcome } from "../../server/protocol/report.ts";
import { lookOf, OUTCOMES_SHOWN } from "./outcome-look.ts";

/** Part of a whole, 0 to 1, that begins at `start`. */
export type Segment = { readonly outcome: Outcome; readonly start: number; readonly share: number };

/** The parts of a bar in the order shown, without empty ones; none where there is nothing to share. */
export function segmentsOf(amounts: Readonly<Partial<Record<Outcome, number>>>): Segment[] {
  const amountOf = (outcome: Outcome): number => Math.max(0, amounts[outcome] ?? 0);
  const total = OUTCOMES_SHOWN.reduce((sum, outcome) => sum + amountOf(outcome), 0);
  if (!(total > 0)) return [];
  let start = 0;
  return OUTCOMES_SHOWN.filter((outcome) => amountOf(outcome) > 0).map((outcome) => {
    const segment = { outcome, start, share: amountOf(outcome) / total };
    start += segment.share;
    return segment;
  });
}

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

const piece = ({ outcome, start, share }: Segment): SVGTemplateResult => svg`
  <rect class=${lookOf(outcome)} x=${percent(start)} width=${percent(share)} height="100%"></rect>`;

/** The bar; `label` says for a screen reader what it shows, null where a text beside it does. Its size is the CSS's. */
export function outcomeBar(
  amounts: Readonly<Partial<Record<Outcome, number>>>,
  label: string | null = null,
): TemplateResult {
  const pieces = segmentsOf(amounts).map(piece);
  return label === null
    ? html`<svg class="outcome-bar" aria-hidden="true">${pieces}</svg>`
    : html`<svg class="outcome-bar" role="img" aria-label=${label}>${pieces}</svg>`;
}

/** The small square before an outcome's name. */
export const outcomeKey = (outcome: Outcome): TemplateResult =>
  html` <svg class="outcome-key" aria-hidden="true">
    <rect class=${lookOf(outcome)} width="100%" height="100%"></rect>
  </svg>`;
