// Whether a file of the working tree is one that agents have edited: only its changes can change what became of their lines.
import type { Picture } from "../metrics/picture.ts";

const ignoresCase = process.platform === "win32" || process.platform === "darwin";

/** Asks of a path (absolute) whether it is in the picture. Paths that only differ in case are one where the system says so. */
export function editedFilesOf(picture: Picture | null): (path: string) => boolean {
  const keys = new Set(picture?.paths.map(keyOf));
  return (path) => keys.has(keyOf(path));
}

function keyOf(path: string): string {
  return ignoresCase ? path.replaceAll("\\", "/").toLowerCase() : path;
}
