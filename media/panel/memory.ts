// The editor throws a hidden panel away and draws it anew when it is looked at again. What the user had chosen and opened,
// and how far they had scrolled, is kept by the editor meanwhile.
import type { Outcome } from "../../server/protocol/report.ts";
import { OUTCOMES_SHOWN } from "../chart/outcome-look.ts";
import type { OpenedSession, PanelState } from "./state.ts";

export type Memory = Pick<PanelState, "chosen" | "outcome" | "session"> & { readonly scroll: number };

/** What is worth keeping of a state. */
export const memoryOf = ({ chosen, outcome, session }: PanelState, scroll: number): Memory => ({
  chosen,
  outcome,
  session,
  scroll,
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function sessionIn(kept: unknown): OpenedSession | null {
  if (!isRecord(kept)) return null;
  const { agent, session } = kept;
  return typeof agent === "string" && typeof session === "string" ? { agent, session } : null;
}

/** What was kept, as far as it is of use: an older or newer panel may have written it. */
export function memoryIn(kept: unknown): Memory {
  const { chosen, outcome, session, scroll } = isRecord(kept) ? kept : {};
  const choices = isRecord(chosen)
    ? Object.entries(chosen).filter((entry): entry is [string, string] => typeof entry[1] === "string")
    : [];
  return {
    chosen: Object.fromEntries(choices),
    outcome: OUTCOMES_SHOWN.find((one: Outcome) => one === outcome) ?? null,
    session: sessionIn(session),
    scroll: typeof scroll === "number" && scroll > 0 ? scroll : 0,
  };
}
