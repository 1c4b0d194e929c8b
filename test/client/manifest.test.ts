// package.json, which VS Code reads, says the same as the code.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { COMMAND_NAMES } from "../../client/commands/names.ts";
import { PANEL_COMMANDS } from "../../server/protocol/webview.ts";

type Manifest = {
  readonly icon: string;
  readonly l10n: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string }>> };
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly { readonly media: Readonly<Record<string, string>> }[];
    }[];
  };
};

const text = readFileSync("package.json", "utf8");
const manifest: Manifest = JSON.parse(text);
const { commands, menus, walkthroughs, configuration } = manifest.contributes;
const declared = commands.map(({ command }) => command);

describe("commands", () => {
  test("are those that the client has", () => {
    expect(declared.toSorted()).toEqual(COMMAND_NAMES.map((name) => `tokenworth.${name}`).toSorted());
    expect(new Set(commands.map(({ category }) => category))).toEqual(new Set(["Tokenworth"]));
  });

  test("of menus, of the panel and of texts are declared", () => {
    const inMenus = Object.values(menus).flatMap((items) => items.map(({ command }) => command));
    const inTexts = [...readFileSync("package.nls.json", "utf8").matchAll(/command:(\w+\.\w+)/g)].map(
      ([, command]) => command ?? "",
    );
    expect(inTexts.length).toBeGreaterThan(3);
    const named = [...inMenus, ...PANEL_COMMANDS, ...inTexts];
    expect(named.filter((command) => !declared.includes(command))).toEqual([]);
  });
});

test("what a workspace could set does no harm: a budget is the user's own", () => {
  const scopes = Object.entries(configuration.properties).map(([name, { scope }]) => [name, scope]);
  expect(Object.fromEntries(scopes)).toEqual({
    "tokenworth.statusBar.show": "window",
    "tokenworth.statusBar.of": "window",
    "tokenworth.budget.amountUsd": "application",
    "tokenworth.budget.per": "application",
  });
});

test("the files that it names are there", () => {
  const media = walkthroughs.flatMap(({ steps }) => steps.flatMap((step) => Object.values(step.media)));
  const files = [manifest.icon, manifest.l10n, ...media.filter((name) => name.startsWith("media/"))];
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

describe("its texts", () => {
  const keys = [...text.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? "").toSorted();
  const bundles = readdirSync(".").filter((name) => /^package\.nls(?:\.[a-z-]+)?\.json$/.test(name));

  test("are there in more than one language", () => {
    expect(bundles).toEqual(expect.arrayContaining(["package.nls.json", "package.nls.de.json"]));
  });

  test.each(bundles)("stand in %s, and no others", (bundle) => {
    const texts: Readonly<Record<string, string>> = JSON.parse(readFileSync(bundle, "utf8"));
    expect(Object.keys(texts).toSorted()).toEqual([...new Set(keys)]);
  });

  const pages = readdirSync("media/walkthrough").filter((name) => /^[\w-]+\.md$/.test(name));

  test.each(bundles.filter((bundle) => bundle !== "package.nls.json"))(
    "have the pages of the walkthrough in the language of %s",
    (bundle) => {
      const language = bundle.split(".")[2] ?? "";
      const wanted = pages.map((page) => `media/walkthrough/${page.replace(/md$/, `nls.${language}.md`)}`);
      expect(wanted.length).toBeGreaterThan(1);
      expect(wanted.filter((file) => !existsSync(file))).toEqual([]);
    },
  );

  test.each(bundles)("run the same commands in %s", (bundle) => {
    const linked = (name: string): string[] =>
      [...readFileSync(name, "utf8").matchAll(/command:[\w.]+/g)].map(String);
    expect(linked(bundle)).toEqual(linked("package.nls.json"));
  });
});
