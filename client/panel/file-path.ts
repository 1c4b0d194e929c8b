// Which paths of logs may be looked at on this disk at all.
import { posix, win32 } from "node:path";

/** An absolute path of this machine. One that names another (\\host\share) is none: Windows would call there. */
export function isPathHere(path: string, platform: NodeJS.Platform): boolean {
  if (/^[\\/]{2}/.test(path)) return false;
  return platform === "win32" ? /^[a-z]:[\\/]/i.test(win32.normalize(path)) : posix.isAbsolute(path);
}
