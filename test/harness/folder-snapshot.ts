// What lies under a folder, so that one can see whether anything of it changed.
import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** Path → kind, mode, times and contents of everything under a folder but for `except` (below it). */
export function snapshotOf(folder: string, except: readonly string[] = []): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const look = (path: string): void => {
    if (except.includes(path)) return;
    const stat = lstatSync(join(folder, path));
    const content = stat.isFile()
      ? createHash("sha1")
          .update(readFileSync(join(folder, path)))
          .digest("hex")
      : stat.isSymbolicLink()
        ? readlinkSync(join(folder, path))
        : "";
    found.set(path, `${stat.mode.toString(8)} ${stat.ino} ${stat.mtimeMs} ${content}`);
    if (stat.isDirectory()) for (const name of readdirSync(join(folder, path)).sort()) look(join(path, name));
  };
  for (const name of readdirSync(folder).sort()) look(name);
  return found;
}
