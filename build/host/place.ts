// Where the VS Code host for tests lies: outside of every checkout, one folder for each version, so that none is half another.
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** code-server 4.139.1 is VS Code 1.139.1. */
export const HOST_VERSION = "4.139.1";

/** Raised when what the installer does to the host changes. */
const RECIPE = 1;

type Environment = Readonly<Record<string, string | undefined>>;

/** `$TOKENWORTH_HOST`, or a folder of the platform's cache. */
export function hostsFolder(env: Environment = process.env, home: string = homedir()): string {
  const cache = {
    darwin: join(home, "Library", "Caches"),
    win32: env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"),
  };
  const usual = env["XDG_CACHE_HOME"] ?? join(home, ".cache");
  return (
    env["TOKENWORTH_HOST"] ??
    join((cache as Record<string, string>)[process.platform] ?? usual, "tokenworth-host")
  );
}

/** The folder of this version, for this platform's Node. It is made in one step: where it is, it is whole. */
export const hostFolder = (): string =>
  join(
    hostsFolder(),
    `code-server-${HOST_VERSION}.${RECIPE}-node-${process.versions.node}-${process.platform}-${process.arch}`,
  );

/** code-server's own folder within a host's folder. */
export const codeServerIn = (folder: string): string => join(folder, "node_modules", "code-server");

/** What Node starts. */
export const entryIn = (folder: string): string => join(codeServerIn(folder), "out", "node", "entry.js");

/** The program that stands where a host is installed; null where there is none. */
export function findHost(): string | null {
  const entry = entryIn(hostFolder());
  return existsSync(entry) ? entry : null;
}
