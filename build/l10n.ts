// All texts that the client and the panel show, as `t("...")` in their sources, gathered into l10n/bundle.l10n.json, which
// translations are made from. `npm run l10n` writes it; a test sees to it that it is up to date.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The bundle of the English texts. */
export const BUNDLE = "l10n/bundle.l10n.json";

const FOLDERS = ["client", "media"];
/** A call of `t` whose first argument is a text as it stands. */
const TEXT = /(?<![\w$])t\(\s*("(?:[^"\\\n]|\\.)*")/g;

/** The texts in a source file. */
export function textsIn(source: string): string[] {
  return [...source.matchAll(TEXT)].map(([, literal]) => String(JSON.parse(literal ?? '""')));
}

/** The texts of all sources, each once, in order of the alphabet. */
export function allTexts(): string[] {
  const sources = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(join(folder, name), "utf8")),
  );
  return [...new Set(sources.flatMap(textsIn))].toSorted();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const texts = Object.fromEntries(allTexts().map((text) => [text, text]));
  writeFileSync(BUNDLE, `${JSON.stringify(texts, null, 2)}\n`);
}
