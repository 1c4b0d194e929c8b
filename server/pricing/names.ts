// What logs call a model, and when two names mean the same one.
import type { MatchLogic, ModelInfo } from "@pydantic/genai-prices";

/** `id` in lower case without marks like `[1m]`, which say how a model was called, not which one it is. */
export function cleanId(id: string): string {
  return id
    .trim()
    .toLowerCase()
    .replace(/(?:\[[^\]]*\])+$/, "");
}

/** `id` without the vendor's or gateway's prefix: `openrouter/anthropic/claude-x` → `claude-x`. */
export function withoutVendor(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

const REGION = /^(?:(?:regional|global|us-gov|us|eu|au|jp|apac)\.)?anthropic\./;
// Endings that name an edition of a model, not another model.
const EDITION =
  /(?:-v\d+(?:[:-]\d+)?|:beta|-latest|-preview(?:-\d\d-\d\d(?:\d\d)?)?|-20\d{6}|-20\d\d-\d\d-\d\d|-0)$/;

/** What is left of a model's name without date, edition, region and vendor: equal for names of one model. */
export function stemOf(name: string): string {
  let stem = withoutVendor(cleanId(name))
    .replace(REGION, "")
    .replace(/[\s.@]/g, "-");
  for (let next = stem.replace(EDITION, ""); next !== stem; next = stem.replace(EDITION, "")) stem = next;
  return stem;
}

/**
 * Whether `id` names this very model. The price table matches by prefix, so that it takes `claude-sonnet-5-5` for
 * `claude-sonnet-5`: such a price may be shown, but as an assumption.
 */
export function isSameModel(id: string, model: ModelInfo): boolean {
  const stem = stemOf(id);
  const names = [model.id, ...(model.name === undefined ? [] : [model.name]), ...literalsOf(model.match)];
  return names.some((name) => stemOf(name) === stem);
}

function literalsOf(match: MatchLogic): readonly string[] {
  if ("or" in match) return match.or.flatMap(literalsOf);
  if ("and" in match) return match.and.flatMap(literalsOf);
  if ("equals" in match) return [match.equals];
  if ("starts_with" in match) return [match.starts_with];
  if ("contains" in match) return [match.contains];
  if ("ends_with" in match) return [match.ends_with];
  return [];
}
