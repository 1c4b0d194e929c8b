import { countOf, isRecord, parseJson } from "../../lib/json.ts";
import type { Retention } from "../agent.ts";
import { configFolders } from "./where.ts";

const DEFAULT_DAYS = 30;

/** Claude Code deletes sessions `cleanupPeriodDays` after their last change; 30 where the setting is not made. */
export const retention: Retention = {
  files: (surroundings) =>
    configFolders(surroundings).flatMap((folder) => [
      `${folder}/settings.json`,
      `${folder}/settings.local.json`,
    ]),
  days: (texts) => texts.map(daysOf).findLast((days) => days !== null) ?? DEFAULT_DAYS,
};

function daysOf(text: string | null): number | null {
  const settings = text === null ? null : parseJson(text);
  return isRecord(settings) ? countOf(settings["cleanupPeriodDays"]) : null;
}
