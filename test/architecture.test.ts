// Who may import whom, and the other rules of the house that a program can see. The tables below are the document.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { importsOf, matches, sourceFiles, within } from "./harness/sources.ts";

const commandLinePackages = ["commander", "cli-table3", "cli-progress", "picocolors", "string-width"];

/**
 * Read a row as: files under KEY may import KEY itself, and what VALUE names; `type x` stands for types of x only. The
 * longest row wins, `*` is one folder, and every file must fall under a row.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  "server/protocol": [],
  "server/protocol/requests.ts": ["server/protocol", "zod"],
  "server/protocol/webview.ts": ["server/protocol", "zod"],
  "server/lib": ["node:"],
  "server/lib/diff.ts": ["server/lib", "diff"],
  "server/agents/agent.ts": [],
  "server/agents/index.ts": ["server/agents"],
  "server/agents/*": ["type server/agents/agent.ts", "server/lib"],
  "server/agents/*/schema.ts": ["zod"],
  "server/ingest": ["server/agents", "server/ledger", "server/lib", "node:"],
  "server/ingest/reading-thread.ts": ["server/agents", "server/ingest", "server/pricing/estimate.ts"],
  "server/live": ["server/agents/agent.ts", "server/ledger", "server/lib"],
  "server/pricing": [
    "type server/agents/agent.ts",
    "type server/ledger/facts.ts",
    "server/lib",
    "@pydantic/genai-prices",
  ],
  "server/pricing/estimate.ts": ["server/pricing", "server/lib", "js-tiktoken"],
  "server/pricing/overrides.ts": ["server/pricing", "server/lib", "type @pydantic/genai-prices", "zod"],
  "server/ledger": ["type server/agents/agent.ts", "server/lib", "node:"],
  "server/ledger/facts.ts": ["type server/agents/agent.ts", "type server/lib"],
  "server/git": ["server/lib", "node:", "simple-git"],
  "server/git/facts.ts": [],
  "server/replay": ["type server/git/facts.ts", "server/lib"],
  "server/attribution": [
    "type server/agents/agent.ts",
    "type server/git/facts.ts",
    "type server/ledger/facts.ts",
    "type server/replay",
    "server/lib",
  ],
  "server/survival": [
    "server/attribution",
    "type server/git/facts.ts",
    "type server/ledger/facts.ts",
    "type server/replay",
    "server/lib",
  ],
  "server/metrics": [
    "server/attribution",
    "server/survival",
    "server/pricing",
    "type server/agents/agent.ts",
    "type server/ledger/facts.ts",
    "server/lib",
  ],
  "server/analysis": [
    "server/ledger",
    "server/git",
    "server/replay",
    "server/attribution",
    "server/survival",
    "server/metrics",
    "server/pricing",
    "server/lib",
  ],
  "server/analysis/settings.ts": ["server/lib", "zod"],
  "server/report": ["server/analysis", "server/metrics", "server/protocol", "server/lib"],
  "server/team": ["type server/report", "type server/analysis", "server/lib", "node:crypto", "node:fs"],
  "server/lsp": [
    "server/engine",
    "server/metrics",
    "server/report",
    "server/ingest",
    "server/live",
    "server/protocol",
    "server/lib",
    "node:",
    "vscode-languageserver",
    "vscode-languageserver-textdocument",
    "zod",
  ],
  "server/cli": ["server/engine", "server/protocol", "server/lib", "node:", ...commandLinePackages],
  "server/mcp": ["server/engine", "server/protocol", "server/lib", "node:"],
  "server/main.ts": ["server", "node:", "vscode-languageserver"],
  "server/entry.cjs": ["server"],
  "server/engine": ["server", "node:"],
  "server/engine/version.ts": ["package.json"],
  client: ["server/protocol", "vscode", "vscode-languageclient", "node:path", "zod"],
  media: ["type server/protocol", "lit", "@vscode-elements/elements", "d3-scale", "d3-shape"],
};

/** Doors that a row's `node:` does not open: the module, and the folders that may import it. */
const doors: Readonly<Record<string, readonly string[]>> = {
  // The demonstration makes a repository of its own, to be read like any other; the language server works in a process
  // beside it, whose memory is given back.
  "node:child_process": ["server/git", "server/cli/demo", "server/lsp/worker.ts"],
  "node:sqlite": ["server/ledger", "server/ingest"],
};

const allows = (entry: string, to: string, typeOnly: boolean): boolean =>
  entry.startsWith("type ") ? typeOnly && within(to, entry.slice("type ".length)) : within(to, entry);

function rowOf(file: string): string | undefined {
  return Object.keys(mayImport)
    .filter((row) => matches(file, row))
    .toSorted((a, b) => b.length - a.length)[0];
}

/** What a file imports against the table, one line for each import. */
function violations(file: string, source: string): string[] {
  const row = rowOf(file);
  if (row === undefined) return [`${file} has no row`];
  const home = file.split("/").slice(0, row.split("/").length).join("/");
  const allowed = mayImport[row] ?? [];
  return importsOf(file, source)
    .filter(({ to, typeOnly }) => {
      const behindDoor = doors[to]?.every((folder) => !within(file, folder)) ?? false;
      return behindDoor || !(within(to, home) || allowed.some((entry) => allows(entry, to, typeOnly)));
    })
    .map(({ to }) => `${file} -> ${to}`);
}

const sockets = ["http", "https", "http2", "net", "tls", "dgram", "dns", "inspector", "undici", "ws"];
const socketModule = new RegExp(`^(?:node:)?(?:${sockets.join("|")})(?:/|$)`);
const socketGlobal = /\b(?:fetch\s*\(|WebSocket\b|EventSource\b|XMLHttpRequest\b|sendBeacon\b)/;

/** Ways to open a socket: local means no network. */
function networkIn(file: string, source: string): string[] {
  const modules = importsOf(file, source).filter(({ to }) => socketModule.test(to));
  const globals = socketGlobal.exec(source);
  return [...modules.map(({ to }) => to), ...(globals ?? [])].map((way) => `${file}: ${way}`);
}

const pureStages = ["protocol", "pricing", "replay", "attribution", "survival", "metrics", "report"];
const impurity = /\b(?:Date\.now\(|new Date\(\)|Math\.random\(|(?:performance|process|console)\.\w)/;

/** What makes a stage's answer depend on more than its arguments: the clock, chance, the process. */
function impurityIn(file: string, source: string): string[] {
  const pure =
    pureStages.some((stage) => within(file, `server/${stage}`)) || matches(file, "server/agents/*");
  const found = pure ? impurity.exec(source) : null;
  return found === null ? [] : [`${file}: ${found[0]}`];
}

const vagueName = /(?:^|\/)(?:utils?|helpers?|common|misc|manager|services?|types)\.[a-z]+$/;
const declaresClass = /^\s*(?:export\s+)?(?:abstract\s+)?class\s/m;
/** An element that a browser is to know has to be a class. */
const declaresOther = /^\s*(?:export\s+)?(?:abstract\s+)?class\s(?!\s*\w+\s+extends\s+LitElement\b)/m;

/** Names that say nothing, and classes where functions and plain data do. */
function untidiness(file: string, source: string): string[] {
  return [
    ...(vagueName.test(file) ? [`${file}: say what is in it`] : []),
    ...((within(file, "media") ? declaresOther : declaresClass).test(source) ? [`${file}: a class`] : []),
  ];
}

/** Printed JSON that could reach a terminal with what that would obey: `text/json.ts` escapes it. */
function bareJson(file: string, source: string): string[] {
  return within(file, "server/cli/verbs") && source.includes("JSON.stringify(")
    ? [`${file}: use jsonOf`]
    : [];
}

const files = sourceFiles(["server", "client", "media"]);
const overAll = (rule: (file: string, source: string) => string[]): string[] =>
  files.flatMap((file) => rule(file, readFileSync(file, "utf8")));

describe("the tree", () => {
  test("has its files where this test looks for them", () => {
    expect(files).toContain("server/agents/agent.ts");
    expect(files).toContain("server/cli/entry.cjs");
  });

  test("imports as the table says", () => {
    expect(overAll(violations)).toEqual([]);
  });

  test("opens no socket", () => {
    expect(overAll(networkIn)).toEqual([]);
  });

  test("has pure stages", () => {
    expect(overAll(impurityIn)).toEqual([]);
  });

  test("prints JSON by one function", () => {
    expect(overAll(bareJson)).toEqual([]);
    expect(bareJson("server/cli/verbs/x.ts", "JSON.stringify(value)")).toHaveLength(1);
  });

  test("names its files for what is in them, and has no class", () => {
    expect(overAll(untidiness)).toEqual([]);
  });
});

describe("a planted violation is seen", () => {
  test.for([
    ["server/survival/x.ts", "import { r } from '../report/report.ts';", "server/report/report.ts"],
    [
      "server/agents/codex/x.ts",
      'import { c } from "../claude-code/index.ts";',
      "server/agents/claude-code/index.ts",
    ],
    ["server/agents/codex/parse.ts", 'import { z } from "zod";', "zod"],
    ["server/agents/codex/parse.ts", 'import { readFileSync } from "node:fs";', "node:fs"],
    ["server/report/x.ts", 'import * as vscode from "vscode";', "vscode"],
    ["server/report/x.ts", 'export { open } from "../ledger/database.ts";', "server/ledger/database.ts"],
    ["server/replay/x.ts", 'const fs = await import("node:fs");', "node:fs"],
    ["server/replay/x.ts", "const fs = await import(name);", "a computed name"],
    [
      "server/replay/x.ts",
      'import "./a.ts";\nimport {\n  a,\n  b,\n} from "../git/log.ts";',
      "server/git/log.ts",
    ],
    ["server/attribution/x.ts", 'import { f } from "../ledger/facts.ts";', "server/ledger/facts.ts"],
    ["server/ledger/facts.ts", 'import type { H } from "../git/facts.ts";', "server/git/facts.ts"],
    ["server/team/x.ts", 'import { join } from "node:path";', "node:path"],
    ["server/cli/x.ts", 'import { spawn } from "node:child_process";', "node:child_process"],
    ["server/engine/create-engine.ts", 'import { DatabaseSync } from "node:sqlite";', "node:sqlite"],
    ["server/cli/x.cjs", 'var l = require("../ledger/database.ts");', "server/ledger/database.ts"],
    ["server/protocol/x.ts", 'import { readFile } from "node:fs";', "node:fs"],
    ["client/x.ts", 'import { build } from "../server/report/report.ts";', "server/report/report.ts"],
    ["media/x.ts", 'import type { L } from "../server/ledger/ledger.ts";', "server/ledger/ledger.ts"],
  ] as const)("%s: %s", ([file, source, to]) => {
    expect(violations(file, source)).toEqual([`${file} -> ${to}`]);
  });

  test("a folder without a row", () => {
    expect(violations("server/new/x.ts", "")).toEqual(["server/new/x.ts has no row"]);
  });

  test.for([
    'import { get } from "node:https";',
    'import net from "net";',
    'const { Agent } = require("undici");',
    'await fetch("https://example.org");',
    "new WebSocket(address);",
  ])("a way out: %s", (source) => {
    expect(networkIn("server/git/x.ts", source)).toHaveLength(1);
  });

  test.for(["const at = Date.now();", "const now = new Date();", "Math.random();", "process.env;"])(
    "an impure stage: %s",
    (source) => {
      expect(impurityIn("server/replay/x.ts", source)).toHaveLength(1);
      expect(impurityIn("server/agents/codex/parse.ts", source)).toHaveLength(1);
      expect(impurityIn("server/cli/x.ts", source)).toEqual([]);
    },
  );

  test("a vague name and a class", () => {
    expect(untidiness("server/lib/utils.ts", "")).toHaveLength(1);
    expect(untidiness("server/lib/x.ts", "export class X {}")).toHaveLength(1);
    expect(untidiness("server/lib/x.ts", "export class X extends LitElement {}")).toHaveLength(1);
    expect(untidiness("media/x.ts", "export class X {}")).toHaveLength(1);
    expect(untidiness("client/x.ts", "export class X {}")).toHaveLength(1);
    expect(untidiness("media/x.ts", "export class X extends LitElement {}")).toEqual([]);
  });
});

test("what the table allows is not seen", () => {
  const source = [
    'import type { EditFact } from "../ledger/facts.ts";',
    'import { linesOf } from "../lib/lines.ts";',
    'import { own } from "./own.ts";',
    '// as in `import { x } from "elsewhere"`, which is a comment',
  ].join("\n");
  expect(violations("server/attribution/x.ts", source)).toEqual([]);
});
