// What happened in a session and to its lines after it: prompts, and the commits that brought lines or took them.
import { nothing, svg } from "lit";
import type { SessionStory } from "../../server/protocol/panel.ts";
import type { Chart } from "../chart/chart.ts";
import { lookOf } from "../chart/outcome-look.ts";
import { roomFor } from "../chart/ticks.ts";
import type { Format } from "../format.ts";
import type { Translate } from "../words.ts";
import { wordsText } from "./session-words.ts";
import { type Kind, layOutTimeline } from "./timeline-layout.ts";

type Words = { readonly t: Translate; readonly format: Format };

const kindNames = (t: Translate): Readonly<Record<Kind, string>> => ({
  prompt: t("Prompt"),
  landed: t("Landed"),
  reworked: t("Reworked"),
  reverted: t("Reverted"),
});

/** A commit is a circle in the look of what it did to the lines; landing is the look of kept ones. */
const lookOfKind = (kind: Kind): string =>
  kind === "prompt" ? "chart-prompt" : lookOf(kind === "landed" ? "kept" : kind);

function sinceText(t: Translate, sinceMs: number): string {
  const minutes = Math.round(sinceMs / 60_000);
  if (minutes === 0) return t("start");
  if (minutes < 60) return t("{0} min", minutes);
  return minutes < 1440 ? t("{0} h", minutes / 60) : t("{0} d", Math.round(minutes / 1440));
}

/** As people copy it. */
export const shortCommit = (commit: string): string => commit.slice(0, 8);

/** `words`: the first words of each turn's prompt, as far as they are known. */
export function timelineChart(
  { timeline }: SessionStory,
  words: readonly (string | null | undefined)[],
  said: Words,
): Chart {
  const { t, format } = said;
  const names = kindNames(t);
  const told = timeline.map((event) => ({
    what: names[event.what],
    at: format.moment(event.at),
    detail:
      event.what === "prompt"
        ? t("Turn {0}: {1}", event.turn + 1, wordsText(words[event.turn], said))
        : event.lines === 1
          ? t("1 line, in commit {0}", shortCommit(event.commit))
          : t("{0} lines, in commit {1}", format.count(event.lines), shortCommit(event.commit)),
  }));
  const room = roomFor(timeline.map(({ what }) => names[what]));
  return {
    name: "timeline",
    title: t("Timeline"),
    description: t(
      "The session's prompts and the commits that brought its lines or took them, from left to right. Later times stand closer.",
    ),
    places: told.map(({ what, at, detail }) => ({ title: `${what}, ${at}`, figures: [], remark: detail })),
    table: {
      heads: [t("When"), t("What"), t("Details")],
      rows: told.map(({ what, at, detail }) => [at, what, detail]),
    },
    legend: [],
    draw: (width, chosen) => {
      const layout = layOutTimeline(timeline, { width, left: room + 8 });
      const place = chosen === null ? undefined : layout.marks[chosen];
      return {
        height: layout.height,
        spots: layout.marks,
        body: svg`
          ${layout.lanes.map(
            ({ kind, middle }) => svg`
              <line class="chart-grid" x1=${layout.left} x2=${layout.right} y1=${middle + 0.5} y2=${middle + 0.5}></line>
              <text class="chart-label" x="0" y=${middle + 4}>${names[kind]}</text>`,
          )}
          ${layout.ticks.map(
            ({ sinceMs, x }) => svg`
              <line class="chart-base" x1=${x} x2=${x} y1=${layout.axisTop} y2=${layout.axisTop + 4}></line>
              <text class="chart-label middle" x=${x} y=${layout.axisTop + 17}>${sinceText(t, sinceMs)}</text>`,
          )}
          ${
            place === undefined
              ? nothing
              : svg`<line class="chart-pointer" x1=${place.x} x2=${place.x} y1="0" y2=${layout.axisTop}></line>`
          }
          ${layout.marks.map(({ kind, x, y, radius }) => svg`<circle class=${lookOfKind(kind)} cx=${x} cy=${y} r=${radius}></circle>`)}`,
      };
    },
  };
}
