// Which agents' logs were found on a machine that is not the user's own. There it isn't plain what can be seen.
import { type Disposable, env } from "vscode";
import type { Server } from "./server.ts";

/** Asks once, when costs are known; `tell` gets the agents' labels. Asks nothing on the user's own machine. */
export function findSources(server: Server, tell: (labels: readonly string[]) => void): Disposable {
  let asked = env.remoteName === undefined;
  return server.onDidChange(() => {
    if (asked || (server.status()?.freshness.costsAsOf ?? null) === null) return;
    asked = true;
    void ask();
  });

  async function ask(): Promise<void> {
    const answer = await server.request("tokenworth/knows", {});
    if (answer.ok) tell(answer.value.agents.filter(({ logs }) => logs > 0).map(({ label }) => label));
  }
}
