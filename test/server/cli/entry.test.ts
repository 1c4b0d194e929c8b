import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "tokenworth-entry-"));
const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);

/** The command line's and the language server's, each with the bundle that it loads. */
const ENTRIES = [
  ["cli/entry.cjs", "cli/tokenworth.cjs"],
  ["entry.cjs", "language-server.cjs"],
] as const;

/** Starts an entry beside a bundle of ours; `pretend` is a Node version that it is to see instead of the true one. */
function start(entry: string, pretend: string | null) {
  const preload = pretend === null ? [] : ["--require", join(folder, `${pretend}.cjs`)];
  if (pretend !== null) {
    put(`${pretend}.cjs`, `Object.defineProperty(process, "versions", { value: { node: "${pretend}" } });`);
  }
  return spawnSync(process.execPath, [...preload, join(folder, entry)], { encoding: "utf8" });
}

beforeAll(() => {
  const files = ["cli/entry.cjs", "cli/node-floor.cjs", "cli/quiet-sqlite.cjs", "entry.cjs"];
  for (const name of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    cpSync(`server/${name}`, join(folder, name));
  }
  for (const [, bundle] of ENTRIES)
    put(
      bundle,
      'require("node:sqlite"); process.emitWarning("another", "ExperimentalWarning"); console.log("loaded");',
    );
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(ENTRIES)("%s", (entry) => {
  test.for(["12.22.12", "20.20.2", "22.15.9"])(
    "Node %s is told in one line, before the bundle is loaded",
    (version) => {
      const { status, stdout, stderr } = start(entry, version);
      expect(status).toBe(3);
      expect(stdout).toBe("");
      expect(stderr).toMatch(/^tokenworth needs Node 22\.16 or newer; .*\n$/);
    },
  );

  test.for([null, "22.16.0", "24.0.0", "100.1.0"])("Node %s loads the bundle", (version) => {
    const { status, stdout } = start(entry, version);
    expect(stdout).toBe("loaded\n");
    expect(status).toBe(0);
  });

  test("the warning about node:sqlite is kept back, any other is not", () => {
    const { stderr } = start(entry, null);
    expect(stderr).not.toContain("SQLite");
    expect(stderr).toContain("ExperimentalWarning: another");
  });
});

test("the manifest says the same floor", () => {
  const manifest: { engines: { node: string } } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(manifest.engines.node).toBe(">=22.16");
});
