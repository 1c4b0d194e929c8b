// A story of today, to be looked at while it goes on.
import { join } from "node:path";
import { afternoonZone } from "./afternoon-zone.ts";
import { openStory, type Story } from "./story.ts";

const HOUR = 3_600_000;

/** Whoever commits in a terminal. */
const IDENTITY = {
  GIT_AUTHOR_NAME: "Someone",
  GIT_AUTHOR_EMAIL: "someone@example.invalid",
  GIT_COMMITTER_NAME: "Someone",
  GIT_COMMITTER_EMAIL: "someone@example.invalid",
  GIT_CONFIG_NOSYSTEM: "1",
} as const;

export type LiveStory = Story & {
  /** The folder of the ledger, key and settings. */
  readonly data: string;
  /** What whoever looks at it has in the environment. */
  readonly env: Readonly<Record<string, string>>;
};

/** Begins four hours ago. `files` as in `openStory`. */
export function openLiveStory(files?: readonly string[]): LiveStory {
  const now = Date.now();
  const story = openStory(files, new Date(now - 4 * HOUR).toISOString());
  const env = { ...IDENTITY, GIT_CONFIG_GLOBAL: join(story.home, "no-such-file"), TZ: afternoonZone(now) };
  return { ...story, person: story.person, data: join(story.home, "own"), env };
}
