// Starts a VS Code host with a state of its own: nothing of this machine's user is read or written.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

/** A setup in which nothing appears, moves or asks by itself. */
export const QUIET_SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.editor.restoreEditors": false,
  "workbench.enableExperiments": false,
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": "off",
  "extensions.autoCheckUpdates": false,
  "chat.disableAIFeatures": true,
  // Otherwise text that was not saved comes back in the next run.
  "files.hotExit": "off",
  "files.autoSave": "off",
  "git.enabled": false,
} as const;

export type HostState = {
  /** The program that Node starts: see `findHost`. */
  readonly entry: string;
  /** A folder for all that the host keeps; made where it is not there. */
  readonly folder: string;
  /** The whole environment of the host and its extensions but for the folders of its own configuration. */
  readonly env: Readonly<Record<string, string | undefined>>;
};

export type RunningHost = {
  readonly pid: number;
  /** The address of a window on a folder. */
  windowOn(folder: string): string;
  stop(): Promise<void>;
};

/** The host's HOME is the user's: what is to be found there belongs to the test. Its own files lie elsewhere. */
function environmentOf({ folder, env }: HostState): NodeJS.ProcessEnv {
  const own = join(folder, "own");
  return {
    HOME: join(folder, "home"),
    XDG_CONFIG_HOME: own,
    XDG_DATA_HOME: own,
    XDG_CACHE_HOME: own,
    // Otherwise its environment, and the PATH above all, is what a login shell says.
    VSCODE_CLI: "1",
    ...env,
  };
}

const foldersOf = ({ folder }: HostState): string[] => [
  "--user-data-dir",
  join(folder, "user-data"),
  "--extensions-dir",
  join(folder, "extensions"),
];

/** Writes the user's settings; to be called before the host is started. */
export function writeSettings({ folder }: HostState, settings: object): void {
  const user = join(folder, "user-data", "User");
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, "settings.json"), JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));
}

/** Installs an extension from its package. Throws with what the host says where it does not take it. */
export async function installExtension(state: HostState, vsix: string): Promise<string> {
  const args = [state.entry, ...foldersOf(state), "--install-extension", vsix, "--force"];
  mkdirSync(state.folder, { recursive: true });
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: state.folder,
    env: environmentOf(state),
  });
  return stdout;
}

/** Starts it on a free port of this machine's own address, and waits until it answers. `args`: more words for it. */
export async function startHost(state: HostState, args: readonly string[] = []): Promise<RunningHost> {
  mkdirSync(join(state.folder, "home"), { recursive: true });
  const child = spawn(
    process.execPath,
    [
      state.entry,
      "--bind-addr",
      "127.0.0.1:0",
      "--auth",
      "none",
      ...foldersOf(state),
      "--disable-telemetry",
      "--disable-update-check",
      "--disable-getting-started-override",
      // Otherwise extensions live on for hours after their window was closed.
      "--disable-proxy",
      "--reconnection-grace-time",
      "5",
      ...args,
    ],
    { cwd: state.folder, env: environmentOf(state), stdio: ["ignore", "pipe", "pipe"] },
  );
  const ended = once(child, "exit");
  const said: string[] = [];
  const port = new Promise<string>((found, failed) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on("line", (line) => {
        if (said.length < 200) said.push(line);
        const address = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
        if (address !== undefined) found(address);
      });
    child.once("error", failed);
    child.once("exit", () => failed(new Error(`the host ended before it was ready:\n${said.join("\n")}`)));
  });
  const address = `http://127.0.0.1:${await port}/`;
  return {
    pid: child.pid ?? 0,
    windowOn: (folder) => `${address}?folder=${encodeURIComponent(folder)}`,
    async stop() {
      child.kill();
      await ended;
    },
  };
}
