// A host and a window on a story of today.
import type { Page } from "playwright-core";
import { openHost, type Setup, type TestHost } from "./host.ts";
import type { LiveStory } from "./live-story.ts";

export type LiveHost = {
  readonly host: TestHost;
  /** A window on the story's repository. */
  readonly page: Page;
  /** Ends the host and the story. */
  end(): Promise<void>;
};

/** Opens them, with the story's home, ledger and environment. */
export async function openLiveHost(story: LiveStory, setup: Partial<Setup> = {}): Promise<LiveHost> {
  const host = await openHost({ home: story.home, data: story.data, env: story.env, ...setup });
  const end = async (): Promise<void> => {
    await host.stop();
    story.close();
  };
  try {
    return { host, page: await host.open(story.repo), end };
  } catch (error) {
    await end();
    throw error;
  }
}
