// Tells when agents write into their logs.
import * as registry from "../agents/index.ts";
import type { Agent, Surroundings } from "../agents/agent.ts";
import { type FolderWatch, watchFolder } from "../lib/watch-folders.ts";

/** Watches the places of all agents, those that are not there yet, too. `onChange` is told of each change. */
export function watchLogs(surroundings: Surroundings, onChange: () => void): FolderWatch {
  const agents: readonly Agent<unknown>[] = Object.values(registry);
  const places = agents.flatMap((agent) => agent.where(surroundings));
  const watches = places.map(({ folder, matches }) =>
    watchFolder(folder, { matters: matches, enter: () => true, onChange }),
  );
  return {
    close() {
      for (const watch of watches) watch.close();
    },
  };
}
