import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "tokenworth-entry-"));
const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);

/** Starts the entry beside a bundle of ours; `pretend` is a Node version that it is to see instead of the true one. */
function start(pretend: string | null) {
  const preload = pretend === null ? [] : ["--require", join(folder, `${pretend}.cjs`)];
  if (pretend !== null) {
    put(`${pretend}.cjs`, `Object.defineProperty(process, "versions", { value: { node: "${pretend}" } });`);
  }
  return spawnSync(process.execPath, [...preload, join(folder, "entry.cjs")], { encoding: "utf8" });
}

beforeAll(() => {
  for (const name of ["entry.cjs", "node-floor.cjs"]) copyFileSync(`server/cli/${name}`, join(folder, name));
  put(
    "tokenworth.cjs",
    'require("node:sqlite"); process.emitWarning("another", "ExperimentalWarning"); console.log("loaded");',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

test.for(["12.22.12", "20.20.2", "22.15.9"])(
  "Node %s is told in one line, before the bundle is loaded",
  (version) => {
    const { status, stdout, stderr } = start(version);
    expect(status).toBe(3);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^tokenworth needs Node 22\.16 or newer; .*\n$/);
  },
);

test.for([null, "22.16.0", "24.0.0", "100.1.0"])("Node %s loads the bundle", (version) => {
  const { status, stdout } = start(version);
  expect(stdout).toBe("loaded\n");
  expect(status).toBe(0);
});

test("the warning about node:sqlite is kept back, any other is not", () => {
  const { stderr } = start(null);
  expect(stderr).not.toContain("SQLite");
  expect(stderr).toContain("ExperimentalWarning: another");
});

test("the manifest says the same floor", () => {
  const manifest: { engines: { node: string } } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(manifest.engines.node).toBe(">=22.16");
});
