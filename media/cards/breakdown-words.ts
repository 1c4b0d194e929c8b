// What the rows of breakdowns are called. Agents and models have names of their own.
import type { Breakdown, Row } from "../../server/protocol/panel.ts";
import type { Translate } from "../words.ts";

const kindWords = (t: Translate): Readonly<Record<string, string>> => ({
  code: t("Code"),
  tests: t("Tests"),
  docs: t("Docs"),
  styles: t("Styles"),
  data: t("Data and settings"),
  other: t("Other files"),
  none: t("No file"),
});

/** The row's label, in the user's language where it is a word of ours. */
export function labelOf(by: Breakdown["by"], row: Row, t: Translate): string {
  const words = by === "kind" ? kindWords(t) : {};
  return Object.hasOwn(words, row.key) ? (words[row.key] ?? row.label) : row.label;
}
