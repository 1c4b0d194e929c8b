// What the rows of breakdowns are called. Agents and models have names of their own.
import type { Breakdown, Row } from "../../server/protocol/panel.ts";
import type { Format } from "../format.ts";
import type { Translate } from "../words.ts";

const kindWords = (t: Translate): Readonly<Record<string, string>> => ({
  code: t("Code"),
  tests: t("Tests"),
  docs: t("Docs"),
  styles: t("Styles"),
  data: t("Data and settings"),
  other: t("Other files"),
  noFile: t("No file"),
});

/** "50-100": from so many thousands of tokens to so many; without an end the last. */
function contextWords(key: string, t: Translate, { tokens }: Format): string {
  const [from = 0, to = 0] = key.split("-").map((thousands) => Number(thousands) * 1000);
  if (to === 0) return t("From {0} tokens", tokens(from));
  return from === 0 ? t("Under {0} tokens", tokens(to)) : t("{0} to {1}", tokens(from), tokens(to));
}

/** The row's label, in the user's language where it is a word of ours. */
export function labelOf(by: Breakdown["by"], row: Row, t: Translate, format: Format): string {
  if (row.key === "") return by === "kind" ? t("Not known yet") : t("Not known");
  if (by === "context") return contextWords(row.key, t, format);
  const words = by === "kind" ? kindWords(t) : {};
  return Object.hasOwn(words, row.key) ? (words[row.key] ?? row.label) : row.label;
}
