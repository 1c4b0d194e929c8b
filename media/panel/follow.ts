// Keeps the overview as new as the filter and the server's last word: one question at a time, and what is shown stays until
// its answer is there.
import { messageOf, type Host } from "./host.ts";
import type { Holder } from "./state.ts";

/** After this time what is shown is dimmed, ms: quick answers do not flicker. */
const LATE = 200;

/** `ask` may be called at any time and as often as one likes. */
export function follow(ask: Host["ask"], { state, change }: Holder): { readonly ask: () => void } {
  let asking = false;
  let again = false;

  const once = async (): Promise<void> => {
    const { filter } = state();
    const late = setTimeout(() => change({ late: true }), LATE);
    try {
      const overview = await ask("tokenworth/overview", { filter });
      // A late answer to a filter that was changed since is not shown.
      if (filter === state().filter) change({ overview, problem: null, version: state().version + 1 });
    } catch (problem) {
      change({ problem: messageOf(problem) });
    } finally {
      clearTimeout(late);
    }
  };
  const untilNew = async (): Promise<void> => {
    asking = true;
    do {
      again = false;
      await once();
    } while (again);
    asking = false;
    change({ late: false });
  };

  return {
    ask: () => {
      again = true;
      if (!asking) void untilNew();
    },
  };
}
