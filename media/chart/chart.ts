// What a chart is: words for those who do not see it, a table of the same figures, and a function from a width to a drawing.
import type { SVGTemplateResult } from "lit";
import type { Outcome } from "../../server/protocol/report.ts";

/** A figure of one place of a chart. `outcome` gives it that outcome's key. */
export type Figure = { readonly label: string; readonly value: string; readonly outcome?: Outcome };

/** A place of a chart that can be pointed at or stepped to: a week, an age, an event. */
export type Place = {
  readonly title: string;
  readonly figures: readonly Figure[];
  readonly remark?: string;
};

/** Where a place is drawn, in pixels from the left: the strip that answers to the pointer, and its middle. */
export type Spot = { readonly left: number; readonly right: number };

export type Drawing = {
  /** Pixels. */
  readonly height: number;
  readonly body: SVGTemplateResult;
  /** One for each place. */
  readonly spots: readonly Spot[];
};

/** The same figures as texts, the heads apart. */
export type ChartTable = {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

export type Chart = {
  /** For file names and ids: lower case, with hyphens. */
  readonly name: string;
  readonly title: string;
  /** What it shows, in a sentence or two. */
  readonly description: string;
  readonly places: readonly Place[];
  readonly table: ChartTable;
  /** Explained under the chart, and in a copy of it. */
  readonly legend: readonly (readonly [outcome: Outcome, label: string])[];
  /** `chosen`: number of the place that is pointed at; null. */
  readonly draw: (width: number, chosen: number | null) => Drawing;
};
