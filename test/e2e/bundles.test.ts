// What is shipped holds no way to open a network connection, and loads nothing but itself and Node. (issue 3)
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, onTestFinished, test } from "vitest";
import { closedBundle, SOCKET_MODULES } from "../../build/closed-bundle.mjs";
import { createFolder } from "../harness/repo.ts";

/** What the bundles say that looks like a way out and is none: each line as it stands, and why. */
const HARMLESS: Readonly<Record<string, string>> = {
  "// fetch estimated time": "a comment of cli-progress",
  "fetch: {": "the name of the company Fetch.ai in a list of model providers",
  'const r2 = ["fetch", ...n];': "simple-git's arguments of `git fetch`, which nothing of ours calls",
  'return t2 && e && r2.push(t2, e), r2.find(ds) ? b2("git.fetch: potential exploit argument blocked.") : {':
    "the same",
  'refs: { fetch: "", push: "" }': "what simple-git's `getRemotes` would tell of",
  "f2.prototype.fetch = function(t2, e) {": "simple-git's own `fetch`, which starts git",
  'const e = "--progress", n = ["checkout", "clone", "fetch", "pull", "push"];':
    "simple-git's list of commands that can show their progress",
  "console.log(\"colors.setTheme now only accepts an object, not a string.  If you are trying to set a theme from a file, it is now your (the caller's) responsibility to require the file.  The old syntax looked like colors.setTheme(__dirname + '/../themes/generic-logging.js'); The new syntax looks like colors.setTheme(require(__dirname + '/../themes/generic-logging.js'));\");":
    "words of a message of @colors/colors",
  "// annotated so the .d.cts emits an indexed access rather than an inline `import()` of an ESM path":
    "a comment of zod",
};

/** Sockets, code that is made at run time, and the doors to Node's inside. */
const WAYS_OUT =
  /\bfetch\b|WebSocket|EventSource|XMLHttpRequest|sendBeacon|WebTransport|RTCPeerConnection|importScripts|process\s*\.\s*(?:_?(?:linkedB|b)inding|dlopen|getBuiltinModule)|internalBinding|createRequire|\bnew Function\b|\bFunction\(|\beval\(|\b(?:tcp|pipe|udp|tls)_wrap\b/;

const LOADS = /\b(?:require|import)\s*\(\s*(?:"([^"]*)"\s*\)|)/g;

/** Node's modules that are known to open no socket of the network by what we ask of them. */
const isHarmlessModule = (name: string): boolean => {
  const module = name.replace(/^node:/, "");
  return (
    [...builtinModules, "sqlite"].includes(module) && !SOCKET_MODULES.includes(module.split("/")[0] ?? "")
  );
};

/** What an editor gives the bundles that run in it: it is no file. */
const GIVEN = ["vscode"];

/** The lines of a bundle that could lead out, but for those that are known to be harmless. */
function waysOut(source: string): string[] {
  return source.split("\n").filter((line) => {
    if (line.trim() in HARMLESS) return false;
    const loads = [...line.matchAll(LOADS)].map(([, name]) => name ?? "a computed name");
    const strange = loads.filter(
      (name) => !isHarmlessModule(name) && !GIVEN.includes(name) && !/^\.\/[a-z-]+\.cjs$/.test(name),
    );
    return WAYS_OUT.test(line) || strange.length > 0;
  });
}

const bundles = readdirSync("dist").filter((name) => /\.[cm]?js$/.test(name));

test("these are the bundles", () => {
  const client = ["extension.cjs", "later.cjs", "panel.js"];
  const server = ["language-server.cjs", "reading-thread.cjs", "server.cjs"];
  expect(bundles.toSorted()).toEqual(["cli.cjs", "tokenworth.cjs", ...client, ...server].toSorted());
});

test.each(bundles)("%s has no way out", (name) => {
  expect(waysOut(readFileSync(join("dist", name), "utf8"))).toEqual([]);
});

test("every line that is let pass is there", () => {
  const lines = new Set(
    bundles.flatMap((name) =>
      readFileSync(join("dist", name), "utf8")
        .split("\n")
        .map((line) => line.trim()),
    ),
  );
  expect(Object.keys(HARMLESS).filter((line) => !lines.has(line))).toEqual([]);
});

test.each([
  'var n = require("net");',
  'require("node:https").get(url);',
  "const tls = await import('tls');",
  'require("some-package")',
  "require(name)",
  "const answer = await fetch(url);",
  "new WebSocket(url)",
  'process.binding("tcp_wrap")',
  'process.getBuiltinModule("net")',
  'new Function("return 1")',
])("seen: %s", (line) => {
  expect(waysOut(line)).toEqual([line]);
});

describe("a library that would open a socket", () => {
  test.each(SOCKET_MODULES.filter((name) => builtinModules.includes(name)))(
    "can load %s, and not use it",
    async (name) => {
      const folder = createFolder();
      onTestFinished(() => folder.dispose());
      const [entry, outfile] = [join(folder.path, "in.cjs"), join(folder.path, "out.cjs")];
      writeFileSync(entry, `exports.bare = require("${name}"); exports.full = require("node:${name}");`);
      const options = { bundle: true, platform: "node", format: "cjs", plugins: [closedBundle] } as const;
      await build({ ...options, plugins: [...options.plugins], entryPoints: [entry], outfile });
      expect(waysOut(readFileSync(outfile, "utf8"))).toEqual([]);
      const { bare, full }: Record<string, Record<string, new () => object>> = await import(outfile);
      expect(Object.keys(bare ?? {}).length).toBeGreaterThan(2);
      for (const Way of [...Object.values(bare ?? {}), ...Object.values(full ?? {})])
        expect(() => new Way()).toThrow("opens no network connection");
    },
  );
});
