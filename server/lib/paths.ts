// Paths as text, without a file system: agents write them down on one system, and we may read them on another.

const DRIVE = /^\/?([A-Za-z]):(?=[\\/]|$)/;
/** No system opens a longer one. */
const LONGEST = 4096;
const SHARE = /^(?:\\\\|\/\/)(?=[^\\/])/;

/**
 * A path of a record as an absolute one in one spelling, or null if it is relative and `folder` is null or relative, too,
 * or could be no file's: over 4,096 characters, with a NUL, or with half a character.
 * `.` and `..` are resolved. POSIX paths keep their text (a backslash is a letter there); Windows paths get `/` and a
 * capital drive: `c:\a\b`, `/c:/a/b` and `C:/a/b` are all `C:/a/b`, `\\wsl$\Ubuntu\a` is `//wsl$/Ubuntu/a`.
 */
export function absolutePath(path: string, folder: string | null): string | null {
  const found = path.length > LONGEST || path.includes("\0") ? null : whole(path, folder);
  return found !== null && found.length <= LONGEST && found.isWellFormed() ? found : null;
}

function whole(path: string, folder: string | null): string | null {
  const own = rooted(path);
  if (own !== null) return own;
  const base = folder === null ? null : rooted(folder);
  if (base === null || path === "") return null;
  return rooted(base.endsWith("/") ? base + path : `${base}/${path}`);
}

function rooted(path: string): string | null {
  const drive = DRIVE.exec(path);
  if (drive !== null)
    return join(`${String(drive[1]).toUpperCase()}:/`, path.slice(drive[0].length).replaceAll("\\", "/"));
  if (SHARE.test(path)) return join("//", path.slice(2).replaceAll("\\", "/"));
  return path.startsWith("/") ? join("/", path) : null;
}

/** The root and the rest's steps, without `.`, `..` and doubled slashes; `..` doesn't climb over the root. */
function join(root: string, rest: string): string {
  const steps: string[] = [];
  for (const step of rest.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return root + steps.join("/");
}
