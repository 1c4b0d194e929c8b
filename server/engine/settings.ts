// The user's settings.
import type { Surroundings } from "../agents/agent.ts";
import { readSettings, type Settings } from "../analysis/settings.ts";
import type { Answer } from "./engine.ts";
import { readUserFile } from "./user-file.ts";

/** What `settings.json` says; status 2 where it can't be understood. */
export const settingsOf = (surroundings: Surroundings): Answer<Settings> =>
  readUserFile(surroundings, "settings.json", readSettings, { paths: {} });
