// How each outcome looks, everywhere: one colour of the theme (chart.css) and, where colours are few, one pattern.
import { nothing, svg } from "lit";
import type { SVGTemplateResult } from "lit";
import type { Outcome } from "../../server/protocol/report.ts";

/** In the order in which they are shown: what is there, what went again, what no line tells. */
export const OUTCOMES_SHOWN = [
  "kept",
  "open",
  "reworked",
  "reverted",
  "discarded",
  "outside",
  "noCode",
] as const satisfies readonly Outcome[];

/** The classes of what stands for an outcome: an SVG shape, or an HTML element of its colour. */
export const lookOf = (outcome: Outcome): string => `outcome outcome-${outcome}`;

/** Eight by eight pixels of strokes over the outcome's colour; kept has none, so that most of a bar stays plain. */
const strokes: Readonly<Record<Outcome, string>> = {
  kept: "",
  open: "M4 2V6M2 4H6",
  reworked: "M-2 2L2 -2M0 8L8 0M6 10L10 6",
  reverted: "M-2 6L2 10M0 0L8 8M6 -2L10 2",
  discarded: "M0 0L8 8M0 8L8 0",
  outside: "M0 2H8M0 6H8",
  noCode: "M2 0V8M6 0V8",
};

/** The patterns that chart.css fills with where colour alone would not do, and that of missing logs. Once in the document. */
export const outcomePatterns = (): SVGTemplateResult => svg`
  <defs>
    ${OUTCOMES_SHOWN.map(
      (outcome) => svg`
        <pattern id="outcome-${outcome}" width="8" height="8" patternUnits="userSpaceOnUse">
          <rect class="outcome-ground outcome-${outcome}" width="8" height="8"></rect>
          ${strokes[outcome] === "" ? nothing : svg`<path class="outcome-stroke" d=${strokes[outcome]}></path>`}
        </pattern>`,
    )}
    <pattern id="chart-hatch" width="8" height="8" patternUnits="userSpaceOnUse">
      <path class="chart-hatch" d="M-2 2L2 -2M0 8L8 0M6 10L10 6"></path>
    </pattern>
  </defs>`;
