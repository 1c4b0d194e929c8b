// Installs what the end-to-end tests need: VS Code's host (code-server from npm) outside of the checkout; Chromium and what
// compiles two modules of the host where root and apt are there. Where something is missing it says what, and ends with status 0 all the same if it was started
// with `--if-possible`: the tests that need it are then reported as skipped.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findChromium } from "./chromium.ts";
import { codeServerIn, findHost, HOST_VERSION, hostFolder, hostsFolder } from "./place.ts";
import { checkProposedApi } from "./proposed-api.ts";

/** Runs a program to its end; throws with the end of what it said where it fails. */
function run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): void {
  const { status, error, stderr, stdout } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (status === 0) return;
  const said = `${stdout ?? ""}${stderr ?? ""}`.trimEnd().split("\n").slice(-15).join("\n");
  throw new Error(`${program} ${args.join(" ")}: ${error?.message ?? `status ${status}`}\n${said}`);
}

/** npm, under this Node: the host is made for the Node that runs it. */
function npm(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): void {
  const own = process.env["npm_execpath"];
  const path = `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`;
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  const surroundings = { ...env, PATH: path };
  if (own === undefined) run("npm", [...args, ...quiet], cwd, surroundings);
  else run(process.execPath, [own, ...args, ...quiet], cwd, surroundings);
}

/** The folder with this Node's headers, which the two native modules are compiled against; null where there are none. */
function headersFolder(): string | null {
  const own = dirname(dirname(process.execPath));
  return existsSync(join(own, "include", "node", "node_api.h")) ? own : null;
}

/** Programs, and the packages of Debian that hold them. */
const COMPILERS = ["python3", "make", "g++"];

/** Whether packages of the system may be installed. */
const canApt = (): boolean => process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;

/** Installs packages of the system. Answers what went wrong, or null. */
function apt(packages: readonly string[]): string | null {
  try {
    console.log(`installing ${packages.join(", ")} by apt`);
    run("apt-get", ["update"], "/");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    run("apt-get", ["install", "-y", "--no-install-recommends", ...packages], "/", env);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What keeps this machine from having a host; null: nothing. */
function obstacle(): string | null {
  if (process.platform === "win32") return "code-server from npm does not run on Windows";
  if (process.versions.node.split(".")[0] !== "24")
    return `it runs on Node 24, and this is ${process.version}`;
  if (headersFolder() === null) return `there are no headers of Node beside ${process.execPath}`;
  const lacking = COMPILERS.filter((name) => spawnSync(name, ["--version"]).status !== 0);
  if (lacking.length === 0) return null;
  if (canApt()) return apt(lacking);
  return `two small native modules are compiled, and there is no ${lacking.join(", ")}`;
}

/**
 * The steps in a folder of their own. Install scripts stay off: they compile more than is needed, and ask GitHub. The host's
 * own dependencies are installed by `install`, since `ci` refuses the list it comes with.
 */
function makeHost(folder: string, headers: string): void {
  writeFileSync(join(folder, "package.json"), '{"name":"tokenworth-host","private":true}\n');
  npm(["install", `code-server@${HOST_VERSION}`, "--ignore-scripts"], folder);
  const vscode = join(codeServerIn(folder), "lib", "vscode");
  npm(["install", "--omit=dev", "--ignore-scripts"], vscode);
  // Without the first, output channels stay empty; without the second, the log is full of errors.
  npm(["rebuild", "@vscode/spdlog", "@vscode/native-watchdog"], vscode, { npm_config_nodedir: headers });
  checkProposedApi(codeServerIn(folder));
}

/** Installs the host unless it is there. Answers what is missing, or null. */
function installHost(): string | null {
  if (findHost() !== null) return null;
  const missing = obstacle();
  const headers = headersFolder();
  if (missing !== null || headers === null) return missing;
  mkdirSync(hostsFolder(), { recursive: true });
  const folder = mkdtempSync(join(hostsFolder(), "making-"));
  try {
    console.log(
      `installing VS Code's host (code-server ${HOST_VERSION}) into ${hostFolder()}: half a minute`,
    );
    makeHost(folder, headers);
    renameSync(folder, hostFolder());
    return null;
  } catch (error) {
    // Somebody else may have been quicker.
    if (findHost() !== null) return null;
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Installs Chromium with apt where that may be done. Answers what is missing, or null. */
function installChromium(): string | null {
  if (findChromium() !== null) return null;
  if (!canApt())
    return "install Chromium or Chrome (apt install chromium), or name one in $TOKENWORTH_CHROMIUM";
  return apt(["chromium"]) ?? (findChromium() === null ? "apt installed no Chromium" : null);
}

const missing = [
  ["VS Code's host", installHost()],
  ["Chromium", installChromium()],
].filter(([, reason]) => reason !== null);
for (const [what, reason] of missing) console.error(`no ${what}: ${reason}`);
if (missing.length > 0 && !process.argv.includes("--if-possible")) process.exitCode = 1;
