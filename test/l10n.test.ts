// Every text that a user sees can be translated: the list that translations are made from is up to date.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
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
