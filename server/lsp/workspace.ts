// The folders that the editor has open, as paths.
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The path of a `file:` URI; null for any other. */
export function pathOf(uri: string): string | null {
  try {
    return uri.startsWith("file:") ? fileURLToPath(uri) : null;
  } catch {
    return null;
  }
}

/** The real paths of folders, given as URIs: repositories are known by theirs. What is no folder on this machine is left out. */
export function realFolders(uris: readonly string[]): string[] {
  return uris.flatMap((uri) => {
    const path = pathOf(uri);
    return path === null ? [] : [realPath(path)];
  });
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
