// Where the user's own data and settings lie.
import { chmodSync, mkdirSync } from "node:fs";
import { posix, win32 } from "node:path";
import type { Surroundings } from "../agents/agent.ts";

/** The folder of the ledger: `$TOKENWORTH_HOME`, else the platform's place for data. */
export function dataFolder({ home, env, platform }: Surroundings): string {
  if (platform === "darwin")
    return own(env) ?? posix.join(home, "Library", "Application Support", "Tokenworth");
  if (platform === "win32") {
    return own(env) ?? win32.join(env["LOCALAPPDATA"] || win32.join(home, "AppData", "Local"), "Tokenworth");
  }
  return (
    own(env) ??
    posix.join(absolute(env["XDG_DATA_HOME"]) ?? posix.join(home, ".local", "share"), "tokenworth")
  );
}

/** The folder of the key, prices and other settings: `$TOKENWORTH_HOME`, else the platform's place for settings. */
export function settingsFolder({ home, env, platform }: Surroundings): string {
  if (platform === "darwin")
    return own(env) ?? posix.join(home, "Library", "Application Support", "Tokenworth");
  if (platform === "win32") {
    return own(env) ?? win32.join(env["APPDATA"] || win32.join(home, "AppData", "Roaming"), "Tokenworth");
  }
  return (
    own(env) ?? posix.join(absolute(env["XDG_CONFIG_HOME"]) ?? posix.join(home, ".config"), "tokenworth")
  );
}

/** Makes a folder that the user alone can enter. Throws where the system refuses. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform !== "win32") chmodSync(folder, 0o700);
}

const own = (env: Surroundings["env"]): string | null => env["TOKENWORTH_HOME"] || null;

/** The XDG rules: a path that is not absolute is to be ignored. */
const absolute = (path: string | undefined): string | null => (path?.startsWith("/") ? path : null);
