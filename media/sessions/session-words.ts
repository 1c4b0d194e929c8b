// How a session's figures are said, in the list and where it is opened.
import type { SessionRow, TurnRow } from "../../server/protocol/panel.ts";
import type { Format } from "../format.ts";
import type { Translate } from "../words.ts";

type Priced = Pick<SessionRow | TurnRow, "costUsd" | "estimatedCostUsd" | "unpricedTokens" | "quality">;
type Words = { readonly t: Translate; readonly format: Format };

/** What is recorded, "≥" where some of it has no count or no price; where nothing is, an estimate, marked as such. */
export function costText(
  { costUsd, estimatedCostUsd, unpricedTokens, quality }: Priced,
  { format }: Words,
): string {
  if (costUsd !== null) {
    const atLeast = quality === "floor" || unpricedTokens > 0 || estimatedCostUsd > 0;
    return atLeast ? `≥ ${format.money(costUsd)}` : format.money(costUsd);
  }
  return estimatedCostUsd > 0 ? `~ ${format.money(estimatedCostUsd)}` : format.money(null);
}

/** The marks of a cost in words; null where it has none. */
export function costRemark(priced: Priced, { t }: Words): string | null {
  const { costUsd, estimatedCostUsd, unpricedTokens, quality } = priced;
  if (costUsd === null)
    return estimatedCostUsd > 0 ? t("An estimate from the visible text.") : t("No known price.");
  if (unpricedTokens > 0) return t("At least: some tokens have no known price.");
  if (quality === "floor" || estimatedCostUsd > 0) return t("At least: some requests have no full count.");
  return null;
}

/** "212 of 241" */
export function keptText({ lines }: Pick<SessionRow | TurnRow, "lines">, { t, format }: Words): string {
  if (lines.written > 0) return t("{0} of {1}", format.count(lines.kept), format.count(lines.written));
  return lines.removed > 0 ? t("{0} removed", format.count(lines.removed)) : t("no lines");
}

/** A turn's or session's first words as they are shown. */
export function wordsText(words: string | null | undefined, { t }: Words): string {
  return words === undefined ? "…" : (words ?? t("(no words found)"));
}

/** "Agent · model", with how many models more. */
export function modelsText(models: readonly string[], { t }: Words): string {
  const [first = t("unknown model"), ...others] = models;
  return others.length === 0 ? first : t("{0} and {1} more", first, others.length);
}
