// What a user can see is explained, and the docs lead nowhere that is not there.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { verbs } from "../server/cli/verbs/index.ts";
import { sourceFiles } from "./harness/sources.ts";

const pages = [
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "AGENTS.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => posix.join("docs", name.replaceAll("\\", "/"))),
];

const read = (path: string): string => readFileSync(path, "utf8");
const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((found) => found[1] ?? "");

/** The words of a page's headings, without code marks. */
const headingsOf = (page: string): string[] =>
  all(read(page), /^#+ (.+)$/gm).map((heading) => heading.replaceAll("`", ""));

const agents = (): string[] =>
  readdirSync("server/agents", { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("_"))
    .map((entry) => entry.name);

/** Fields and fixed words of the protocol's types. */
function wordsOfProtocol(): string[] {
  const source = sourceFiles(["server/protocol"]).map(read).join("\n");
  const fields = all(source, /readonly (\w+)\??:/g);
  const words = all(source, /^export type \w+ = ((?:\s*\|?\s*(?:"\w+"|\w+))+);/gm).flatMap((union) =>
    all(union, /"(\w+)"/g),
  );
  return [...new Set([...fields, ...words])];
}

/** Links and pictures of a page to other files. */
const linksOf = (page: string): string[] =>
  all(read(page), /\]\(([^)\s]+)\)/g).filter((link) => !/^(?:[a-z]+:|#)/.test(link));

describe("what a user can see has its place in the docs", () => {
  test("every verb has a heading in the README", () => {
    const names = verbs.map(({ name }) => name);
    expect(names).toContain("report");
    expect(names.filter((name) => !headingsOf("README.md").includes(name))).toEqual([]);
  });

  test("every option of a verb is in the README", () => {
    const readme = read("README.md");
    const options = verbs.flatMap((verb) =>
      verb.options.filter(({ hidden }) => !hidden).map(({ long }) => long ?? ""),
    );
    expect(options).toContain("--format");
    expect([...new Set(options)].filter((long) => !readme.includes(`\`${long}`))).toEqual([]);
  });

  test("every setting and command of the extension is in the README", () => {
    const readme = read("README.md");
    const settings = all(read("package.json"), /"(tokenworth\.(?:statusBar|budget)\.\w+)": \{/g);
    const commands = all(read("package.nls.json"), /"command\.\w+": "([^"]+)"/g);
    expect(settings).toContain("tokenworth.statusBar.show");
    expect(commands).toContain("Open Panel");
    expect(settings.filter((name) => !readme.includes(`| \`${name}\` |`))).toEqual([]);
    expect(commands.filter((title) => !readme.includes(title))).toEqual([]);
  });

  test("of every agent, privacy.md says what is read", () => {
    expect(agents().filter((agent) => !headingsOf("docs/privacy.md").includes(agent))).toEqual([]);
  });

  test("every field and word of the protocol is in metrics.md or protocol.md", () => {
    const metrics = read("docs/metrics.md") + read("docs/protocol.md");
    expect(wordsOfProtocol()).toEqual(expect.arrayContaining(["spendTokens", "noCode", "inferred", "hunk"]));
    expect(wordsOfProtocol().filter((word) => !metrics.includes(`\`${word}\``))).toEqual([]);
  });

  test("every request and notification of our own has a heading in protocol.md", () => {
    const methods = ["names", "requests"].flatMap((name) =>
      all(read(`server/protocol/${name}.ts`), /"(tokenworth\/\w+)"/g),
    );
    expect(methods).toContain("tokenworth/overview");
    const headings = headingsOf("docs/protocol.md");
    expect([...new Set(methods)].filter((method) => !headings.includes(method))).toEqual([]);
  });

  test("every stage is on the map", () => {
    const stages = sourceFiles(["server"]).flatMap((file) => all(file, /^(server\/[^/]+\/)/g));
    const headings = headingsOf("docs/architecture.md");
    expect([...new Set(stages)].filter((stage) => !headings.includes(stage))).toEqual([]);
  });
});

describe("the docs", () => {
  test.for(pages)("%s leads only to files that are there", (page) => {
    const targets = linksOf(page).map((link) => posix.join(posix.dirname(page), link.replace(/#.*$/, "")));
    expect(targets.filter((target) => !existsSync(target))).toEqual([]);
  });

  test.for([
    ["docs/architecture.md", 300],
    ["AGENTS.md", 60],
  ] as const)("%s has at most %i lines", ([page, most]) => {
    expect(read(page).trimEnd().split("\n").length).toBeLessThanOrEqual(most);
  });

  test("decisions are numbered without gaps", () => {
    const numbers = readdirSync("docs/decisions").map((name) => Number(/^(\d{4})-/.exec(name)?.[1]));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
  });
});
