import { expect, test } from "vitest";
import { localeOf } from "../../client/words.ts";

test.each([
  ["en", "en"],
  ["zh-cn", "zh-CN"],
  ["pt-br", "pt-BR"],
  ["no language", "en"],
])("VS Code's language %s as a locale", (language, locale) => {
  expect(localeOf(language)).toBe(locale);
});
