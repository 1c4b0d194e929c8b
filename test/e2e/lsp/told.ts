// A story that happens today, and a server that is told of it.
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Status } from "../../../server/protocol/panel.ts";
import { afternoonZone } from "../../harness/afternoon-zone.ts";
import { type LanguageServer, type ServerOptions, startServer } from "../../harness/language-server.ts";
import { type Hand, usdOf } from "../../harness/story-agent.ts";
import { environment, openStory, type Story } from "../../harness/story.ts";

/** A story whose clock stands at some minutes ago: what happens from now on is of this hour. */
export function tellToday(minutesAgo = 20): Story {
  const story = openStory();
  onTestFinished(story.close);
  story.clock.wait((Date.now() - Date.parse(story.clock.now())) / 60_000 - minutesAgo);
  return story;
}

/** What the server of a story runs in; `data` is the folder of its ledger. */
export const envOf = (story: Story, data = "own"): NodeJS.ProcessEnv => ({
  ...environment(story.home, story.clock),
  TZ: afternoonZone(Date.now()),
  TOKENWORTH_HOME: join(dirname(story.home), data),
});

/** A server for a story's repository; it is killed when the test ends, if it still runs. */
export async function serverFor(story: Story, options: Partial<ServerOptions> = {}): Promise<LanguageServer> {
  const server = await startServer({ env: envOf(story), folders: [story.repo], ...options });
  onTestFinished(() => void server.process.kill("SIGKILL"));
  return server;
}

/** USD to the picodollar, as text. */
export const money = (usd: number | null | undefined): string => (usd ?? 0).toFixed(12);

/** What the sessions of these hands came to, as `money` tells it. */
export const costOf = (...hands: readonly Hand[]): string => money(usdOf(...hands));

/** Everything that was seen is in. */
export const isReady = ({ freshness }: Status): boolean =>
  freshness.activity === "ready" && freshness.outcomesAsOf !== null;
