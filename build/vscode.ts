// Opens a VS Code with the package on a demonstration repository: the user's own where there is one, else the test host in a
// browser. Its settings, extensions and home are the demonstration's. Ctrl-C ends all, and nothing is left.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { makeDemo, type Demo } from "../server/cli/demo.ts";
import { findChromium } from "./host/chromium.ts";
import { findHost } from "./host/place.ts";
import { installExtension, startHost, writeSettings } from "./host/start.ts";
import { throughShell } from "./through-shell.ts";

const VSIX = resolve("tokenworth.vsix");
/** The last day of the demonstration as it was invented. */
const ENDS = Date.UTC(2026, 9, 9);
const DAY = 86_400_000;

/** The user's own VS Code; null where there is none that opens windows of its own. */
function findCode(): string | null {
  const hasScreen =
    process.platform === "win32" ||
    process.platform === "darwin" ||
    process.env["DISPLAY"] !== undefined ||
    "WAYLAND_DISPLAY" in process.env;
  const { command, args, shell } = throughShell("code", ["--version"], process.platform);
  const works = spawnSync(command, args, { shell }).status === 0;
  return hasScreen && works ? "code" : null;
}

/** The demonstration's environment in this one: a screen is reached as usual. */
function environmentOf(demo: Demo): NodeJS.ProcessEnv {
  const home = process.env["HOME"] ?? "";
  const authority = process.env["XAUTHORITY"] ?? join(home, ".Xauthority");
  return { ...process.env, ...(existsSync(authority) ? { XAUTHORITY: authority } : {}), ...demo.env };
}

/** Opens the user's own `code`, and waits until the window is closed. */
async function openOwn(code: string, demo: Demo, folder: string): Promise<void> {
  const own = ["--user-data-dir", join(folder, "user-data"), "--extensions-dir", join(folder, "extensions")];
  const options = { env: environmentOf(demo), stdio: "inherit" } as const;
  const install = throughShell(code, [...own, "--install-extension", VSIX, "--force"], process.platform);
  spawnSync(install.command, install.args, { ...options, shell: install.shell });
  const words = [...own, "--new-window", "--wait", "--disable-workspace-trust", demo.root];
  const { command, args, shell } = throughShell(code, words, process.platform);
  await once(spawn(command, args, { ...options, shell }), "exit");
}

/** Serves the test host, opens a browser where there is a screen, and waits for Ctrl-C. */
async function openInBrowser(entry: string, demo: Demo, folder: string): Promise<void> {
  const state = { entry, folder, env: environmentOf(demo) };
  writeSettings(state, { "git.enabled": true, "workbench.colorTheme": "Default Dark Modern" });
  await installExtension(state, VSIX);
  const host = await startHost(state, ["--disable-workspace-trust"]);
  console.log(`VS Code with Tokenworth: ${host.windowOn(demo.root)}`);
  console.log("Ctrl-C ends it.");
  const browser = findChromium();
  const screen =
    process.platform === "darwin" || "DISPLAY" in process.env || "WAYLAND_DISPLAY" in process.env;
  const window =
    browser === null || !screen
      ? null
      : spawn(browser, [`--user-data-dir=${join(folder, "browser")}`, `--app=${host.windowOn(demo.root)}`], {
          stdio: "ignore",
        });
  await Promise.race([
    once(process, "SIGINT"),
    once(process, "SIGTERM"),
    ...(window ? [once(window, "exit")] : []),
  ]);
  window?.kill();
  await host.stop();
}

const days = Math.floor((Date.now() - ENDS) / DAY) - 1;
const demo = makeDemo(process.env, Math.max(0, days));
if (!demo.ok) throw new Error(demo.message);
const folder = join(dirname(demo.value.root), "vscode");
try {
  const [code, host] = [findCode(), findHost()];
  if (code !== null) await openOwn(code, demo.value, folder);
  else if (host !== null) await openInBrowser(host, demo.value, folder);
  else {
    console.error("There is no VS Code (`code`) on this machine, and no host for a browser: npm run host");
    process.exitCode = 1;
  }
} finally {
  demo.value.remove();
}
