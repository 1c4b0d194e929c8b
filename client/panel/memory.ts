// What the panel is to begin with next time in this workspace.
import type { Memento } from "vscode";
import type { Filter } from "../../server/protocol/panel.ts";
import { params } from "../../server/protocol/requests.ts";

const KEY = "tokenworth.filter";
const filterSchema = params["tokenworth/overview"].shape.filter;

/** The remembered filter; null where there is none that is one. */
export function remembered(memory: Memento): Filter | null {
  return filterSchema.safeParse(memory.get(KEY)).data ?? null;
}

/** Keeps it, if it is a filter. Made-up data is not come back to: whoever opens the panel anew wants to see their own. */
export async function remember(memory: Memento, filter: unknown): Promise<Filter | null> {
  const checked = filterSchema.safeParse(filter);
  if (!checked.success) return null;
  await memory.update(KEY, { ...checked.data, demo: false });
  return checked.data;
}

/** Made-up data, as long a time as was chosen last. */
export const madeUp = (filter: Filter | null): Filter => ({
  period: filter?.period ?? "90d",
  repository: null,
  agent: null,
  model: null,
  demo: true,
});
