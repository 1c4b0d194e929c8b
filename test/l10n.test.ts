// Every text that a user sees can be translated, and what is translated is so as a whole.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { allTexts, BUNDLE, textsIn } from "../build/l10n.ts";

const read = (path: string): Readonly<Record<string, string>> => JSON.parse(readFileSync(path, "utf8"));

test("the list of texts is that of the sources: `npm run l10n`", () => {
  expect(Object.keys(read(BUNDLE))).toEqual(allTexts());
  expect(allTexts()).toContain("List price, not your bill.");
});

test.each([
  ['t("One")', ["One"]],
  ['l10n.t("One {0}", 1) + t(\n  "Two \\"2\\"",\n)', ["One {0}", 'Two "2"']],
  ['format("no") + set("no") + t(name)', []],
])("texts in %s", (source, texts) => {
  expect(textsIn(source)).toEqual(texts);
});

const translations = readdirSync("l10n").filter((name) => /^bundle\.l10n\.[a-z-]+\.json$/.test(name));

test("there is a translation", () => {
  expect(translations).toContain("bundle.l10n.de.json");
});

describe.each(translations)("%s", (name) => {
  const translation = read(`l10n/${name}`);

  test("has every text, and no other", () => {
    expect(Object.keys(translation)).toEqual(allTexts());
  });

  test("leaves the same places open", () => {
    const places = (text: string): string[] => (text.match(/\{\d+\}/g) ?? []).toSorted();
    const wrong = Object.entries(translation).filter(
      ([text, translated]) => places(text).join(" ") !== places(translated).join(" "),
    );
    expect(wrong).toEqual([]);
  });
});
