// What a card is: a title and a function from what is known to a picture of it. A card keeps nothing; what it has to
// remember (a choice, a sort order) stands in `chosen` under a name of its own.
import type { nothing, TemplateResult } from "lit";
import type { Doctor } from "../../server/protocol/doctor.ts";
import type { Filter, Overview } from "../../server/protocol/panel.ts";
import type { Outcome } from "../../server/protocol/report.ts";
import type { Surroundings } from "../../server/protocol/webview.ts";
import type { Format } from "../format.ts";
import type { Host } from "../panel/host.ts";
import type { OpenedSession } from "../panel/state.ts";
import type { Translate } from "../words.ts";

/** All that a card may know and do. */
export type Context = {
  readonly overview: Overview;
  readonly filter: Filter;
  /** Changes some of the filter; all cards follow. */
  readonly setFilter: (change: Partial<Filter>) => void;
  /** The outcome that the sessions are limited to. */
  readonly outcome: Outcome | null;
  readonly setOutcome: (outcome: Outcome | null) => void;
  readonly session: OpenedSession | null;
  readonly openSession: (session: OpenedSession | null) => void;
  readonly chosen: (name: string) => string | undefined;
  readonly choose: (name: string, value: string) => void;
  /** Asked once, when first needed; null until the answer is there. `again` asks anew. */
  readonly knows: Knows;
  readonly surroundings: Surroundings;
  /** Goes up whenever the server's answers may have changed. */
  readonly version: number;
  readonly t: Translate;
  readonly format: Format;
  /** What went to the clipboard without the host: `send` of a copy says it by itself. */
  readonly sayCopied: () => void;
} & Pick<Host, "ask" | "send">;

/** What the server knows and does not, where it is asked for. */
export type Knows = {
  readonly doctor: Doctor | null;
  readonly problem: string | null;
  readonly askFor: () => void;
};

export type Card = {
  /** Part of element ids: lower case, with hyphens. */
  readonly id: string;
  readonly title: (t: Translate) => string;
  /** `half`: two of these stand side by side where there is room. */
  readonly width?: "whole" | "half";
  /** Shows nothing: the card is left out. */
  readonly render: (context: Context) => TemplateResult | typeof nothing;
  /** Keys of its own beside its title. */
  readonly tools?: (context: Context) => TemplateResult | typeof nothing;
  /** There is nothing to copy just now. */
  readonly uncopied?: (context: Context) => boolean;
  /** Keys beside that of the CSV, for other copies. */
  readonly copies?: (context: Context) => TemplateResult | typeof nothing;
  /** What "Copy as CSV" copies, where the card has a table: rows, the first of them the heads. */
  readonly rows?: (context: Context) => Rows | Promise<Rows>;
};

export type Rows = readonly (readonly (string | number | null)[])[];
