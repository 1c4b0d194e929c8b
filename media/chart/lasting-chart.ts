// The share of lines still alive by age: the plain curve, and how many sessions and lines it rests on.
import { nothing, svg } from "lit";
import type { SVGTemplateResult } from "lit";
import type { Lasting } from "../../server/protocol/panel.ts";
import type { Format } from "../format.ts";
import type { Translate } from "../words.ts";
import type { Chart } from "./chart.ts";
import { FEWEST_SESSIONS, layOutLasting } from "./lasting-layout.ts";
import type { LastingLayout } from "./lasting-layout.ts";
import { roomFor } from "./ticks.ts";

type Words = { readonly t: Translate; readonly format: Format };

/** Whether there is enough for a curve at all. */
export const tooFew = (lasting: Lasting): boolean =>
  lasting.sessions < FEWEST_SESSIONS || lasting.lines === 0 || lasting.steps.length === 0;

/** Ages as they are called in the chart. */
const ageText = (t: Translate, days: number): string => (days === 0 ? t("new") : t("{0} d", days));

const axis = (layout: LastingLayout, { format }: Words): SVGTemplateResult => svg`
  ${layout.shares.map(
    ({ share, top }) => svg`
      <line class=${share === 0 ? "chart-base" : "chart-grid"} x1=${layout.left} x2=${layout.right}
        y1=${Math.round(top) + 0.5} y2=${Math.round(top) + 0.5}></line>
      <text class="chart-label end" x=${layout.left - 8} y=${top + 4}>${format.share(share)}</text>`,
  )}`;

/** The first label stands at its mark's right, so that it does not run into the axis's. */
const anchorOf = (layout: LastingLayout, x: number): string =>
  x >= layout.right - 12 ? "end" : x <= layout.left ? "" : "middle";

const ages = (layout: LastingLayout, { t, format }: Words): SVGTemplateResult => svg`
  <text class="chart-note" x="0" y=${layout.riskTop - 2}>${t("this old or older: sessions, lines")}</text>
  ${layout.ages
    .filter(({ labelled }) => labelled)
    .map(({ ageDays, x, sessions, lines, known }) => {
      const anchor = anchorOf(layout, x);
      return svg`
        <line class="chart-base" x1=${x} x2=${x} y1=${layout.baseline} y2=${layout.baseline + 4}></line>
        <text class="chart-label ${anchor}" x=${x} y=${layout.baseline + 17}>${ageText(t, ageDays)}</text>
        <text class="${known ? "chart-label" : "chart-note"} ${anchor}" x=${x} y=${layout.riskTop + layout.riskRow - 2}
        >${format.count(sessions)}</text>
        <text class="chart-note ${anchor}" x=${x} y=${layout.riskTop + 2 * layout.riskRow - 2}
        >${format.tokens(lines)}</text>`;
    })}`;

const curve = (layout: LastingLayout, few: string): SVGTemplateResult => svg`
  ${
    layout.greyFrom === null
      ? nothing
      : svg`
        <rect class="chart-few" x=${layout.greyFrom} width=${Math.max(0, layout.right - layout.greyFrom)}
          y=${layout.plotTop} height=${layout.baseline - layout.plotTop}></rect>
        ${
          layout.right - layout.greyFrom > few.length * 6.2
            ? svg`<text class="chart-note middle" x=${(layout.greyFrom + layout.right) / 2}
                y=${layout.baseline - 8}>${few}</text>`
            : nothing
        }`
  }
  <path class="chart-curve unsure" d=${layout.unsure}></path>
  <path class="chart-curve" d=${layout.sure}></path>`;

/** The chart for what the filter leaves; it is for a curve that is not `tooFew`. */
export function lastingChart(lasting: Lasting, words: Words): Chart {
  const { t, format } = words;
  const reached = lasting.atRisk.filter(({ sessions }) => sessions > 0);
  // Any width does: what is said does not depend on it.
  const said = layOutLasting(lasting, { width: 600, left: 0 }).ages;
  const few = t("fewer than {0} sessions", FEWEST_SESSIONS);
  return {
    name: "what-lasted",
    title: t("What lasted"),
    description: t(
      "A falling line of the share of lines still in the main line by their age, up to {0} days, from {1} lines of {2} sessions. Young ages have more room than old ones.",
      reached.at(-1)?.ageDays ?? 0,
      format.count(lasting.lines),
      format.count(lasting.sessions),
    ),
    places: said.map(({ ageDays, alive, sessions, lines, known }) => ({
      title: ageDays === 0 ? t("When they landed") : t("After {0} days", ageDays),
      figures: [
        { label: t("Still there"), value: format.share(alive) },
        { label: t("Sessions this old"), value: format.count(sessions) },
        { label: t("Lines this old"), value: format.count(lines) },
      ],
      ...(known
        ? {}
        : { remark: t("Fewer than {0} sessions are this old: too few to tell.", FEWEST_SESSIONS) }),
    })),
    table: {
      heads: [t("Age"), t("Still there"), t("Sessions this old"), t("Lines this old"), t("Remarks")],
      rows: said.map(({ ageDays, alive, sessions, lines, known }) => [
        ageText(t, ageDays),
        format.share(alive),
        format.count(sessions),
        format.count(lines),
        known ? "" : t("too few to tell"),
      ]),
    },
    legend: [],
    draw: (width, chosen) => {
      const layout = layOutLasting(lasting, { width, left: roomFor(["100 %"]) });
      const place = chosen === null ? undefined : layout.ages[chosen];
      return {
        height: layout.height,
        spots: layout.ages.map(({ x }, at) => ({
          left: at === 0 ? layout.left : (x + (layout.ages[at - 1]?.x ?? x)) / 2,
          right: at === layout.ages.length - 1 ? layout.right : (x + (layout.ages[at + 1]?.x ?? x)) / 2,
        })),
        body: svg`
          ${axis(layout, words)}
          ${curve(layout, few)}
          ${ages(layout, words)}
          ${
            place === undefined
              ? nothing
              : svg`
                <line class="chart-pointer" x1=${place.x} x2=${place.x} y1=${layout.plotTop} y2=${layout.baseline}></line>
                <circle class="chart-dot" r="4" cx=${place.x} cy=${place.y}></circle>`
          }`,
      };
    },
  };
}
