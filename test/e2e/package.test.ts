// The package that is installed: what it holds and nothing else, small, the same each time, and fit for both marketplaces.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFolder } from "../harness/repo.ts";
import { filesInZip } from "../harness/zip.ts";

const folder = createFolder();
const VSIX = join(folder.path, "packed.vsix");
const digest = (): string => createHash("sha256").update(readFileSync(VSIX)).digest("hex");
afterAll(() => folder.dispose());

/** Packs what is built. */
function pack(env: NodeJS.ProcessEnv = {}): string {
  const words = ["--no-warnings", "build/package.ts", VSIX];
  execFileSync(process.execPath, words, { env: { ...process.env, ...env }, stdio: "pipe" });
  return digest();
}

let files: ReadonlyMap<string, Buffer>;
beforeAll(() => {
  pack();
  files = filesInZip(VSIX);
});

const textOf = (name: string): string => files.get(name)?.toString("utf8") ?? "";

/** Every file that may be in it. What is not here was packed by accident. */
const ALLOWED = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(?:package(?:\.nls(?:\.[a-z]{2})?)?\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
  /^extension\/dist\/(?:extension|later|server|language-server|reading-thread)\.cjs$/,
  /^extension\/dist\/token-ranks\.json\.br$/,
  /^extension\/dist\/panel\.(?:js|css)$/,
  /^extension\/dist\/codicon[\w-]*\.ttf$/,
  /^extension\/l10n\/bundle\.l10n(?:\.[a-z]{2})?\.json$/,
  /^extension\/media\/icons\/[\w-]+\.(?:png|svg)$/,
  /^extension\/media\/walkthrough\/[\w.-]+\.(?:md|svg|png)$/,
];

test("it holds what it needs, and nothing else", () => {
  const names = [...files.keys()];
  expect(names.filter((name) => !ALLOWED.some((allowed) => allowed.test(name)))).toEqual([]);
  expect(names).toEqual(
    expect.arrayContaining([
      "extension/package.json",
      "extension/readme.md",
      "extension/changelog.md",
      "extension/LICENSE.txt",
      "extension/dist/extension.cjs",
      "extension/dist/later.cjs",
      "extension/dist/server.cjs",
      "extension/dist/language-server.cjs",
      "extension/dist/panel.js",
      "extension/dist/panel.css",
      "extension/dist/reading-thread.cjs",
      "extension/dist/token-ranks.json.br",
    ]),
  );
});

test("it is smaller than 2 MB", () => {
  expect(statSync(VSIX).size).toBeLessThan(2_000_000);
});

test("the same files make the same bytes, whatever the time zone and the day", () => {
  const before = digest();
  expect(pack({ TZ: "Asia/Tokyo" })).toBe(before);
});

test("its manifest says nothing of how it is developed", () => {
  const manifest = JSON.parse(textOf("extension/package.json")) as Record<string, unknown>;
  const own = [
    "private",
    "scripts",
    "bin",
    "dependencies",
    "devDependencies",
    "optionalDependencies",
    "knip",
  ];
  expect(own.filter((name) => name in manifest)).toEqual([]);
  expect(manifest).toMatchObject({ publisher: "tokenworth", name: "tokenworth", license: "MIT" });
});

test("its pages lead nowhere that is not there", () => {
  for (const page of ["extension/readme.md", "extension/changelog.md"]) {
    const targets = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? "");
    expect(targets.filter((target) => !/^(?:https:|#)/.test(target))).toEqual([]);
  }
});

test("it holds no source map and no path of the machine that made it", () => {
  for (const [name, bytes] of files) {
    expect([name, bytes.includes("sourceMappingURL=data:")]).toEqual([name, false]);
    expect([name, bytes.includes(resolve("."))]).toEqual([name, false]);
  }
});
