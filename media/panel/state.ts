// What the panel shows, as one plain value, and a holder for it.
import type { Doctor } from "../../server/protocol/doctor.ts";
import type { Filter, Overview, Status } from "../../server/protocol/panel.ts";
import type { Outcome } from "../../server/protocol/report.ts";
import type { Surroundings } from "../../server/protocol/webview.ts";
import type { Format } from "../format.ts";
import type { Translate } from "../words.ts";

export type OpenedSession = { readonly agent: string; readonly session: string };

export type PanelState = {
  /** null: the host has not said `begin` yet. */
  readonly begun: { readonly t: Translate; readonly format: Format } | null;
  readonly surroundings: Surroundings;
  readonly status: Status | null;
  readonly filter: Filter;
  readonly overview: Overview | null;
  /** Goes up with every overview. */
  readonly version: number;
  /** An answer takes so long that what is shown is dimmed. */
  readonly late: boolean;
  /** Why there is no newer overview. */
  readonly problem: string | null;
  readonly outcome: Outcome | null;
  readonly session: OpenedSession | null;
  readonly chosen: Readonly<Record<string, string>>;
  /** Said for a moment: what was just done. */
  readonly note: "copied" | null;
  readonly doctor: Doctor | null;
  readonly doctorProblem: string | null;
};

/** The last 30 days of everything. */
export const FIRST_FILTER: Filter = {
  period: "30d",
  repository: null,
  agent: null,
  model: null,
  demo: false,
};

export const FIRST_STATE: PanelState = {
  begun: null,
  surroundings: { server: "starting", virtual: false, remote: null },
  status: null,
  filter: FIRST_FILTER,
  overview: null,
  version: 0,
  late: false,
  problem: null,
  outcome: null,
  session: null,
  chosen: {},
  note: null,
  doctor: null,
  doctorProblem: null,
};

export type Holder = {
  readonly state: () => PanelState;
  readonly change: (change: Partial<PanelState>) => void;
};

/** `onChange` is called once for all changes of a moment, before the next frame is drawn. */
export function hold(first: PanelState, onChange: (state: PanelState) => void): Holder {
  let state = first;
  let told = true;
  return {
    state: () => state,
    change: (change) => {
      state = { ...state, ...change };
      if (!told) return;
      told = false;
      queueMicrotask(() => {
        told = true;
        onChange(state);
      });
    },
  };
}
