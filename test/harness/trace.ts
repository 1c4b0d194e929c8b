// What a program and all that it starts ask of the system: which files are written, which sockets are opened. Linux, strace.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** Whether programs can be traced here. */
export const canTrace = spawnSync("strace", ["-o", "/dev/null", "true"]).status === 0;

const CALLS = "trace=%file,%network,ftruncate,fchmod,fchown,execve";

/** Words before a program's own that have it traced into a file. */
export const tracedInto = (file: string) =>
  ["strace", "-f", "-qq", "-y", "-s", "8192", "-e", CALLS, "-e", "signal=none", "-o", file] as const;

export type Traced = {
  /** Absolute paths that were opened for writing, made, changed, renamed, linked or removed. */
  readonly written: ReadonlySet<string>;
  /** Sockets but for those between processes of one machine, by their families. */
  readonly sockets: readonly string[];
  /** Programs that were started. */
  readonly started: ReadonlySet<string>;
  readonly calls: number;
};

const CALL = /^\d+ +(\w+)\((.*)\) += (-?\d+|\?)/;
const WRITES = /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE/;
const CHANGES =
  /^(?:creat|truncate|ftruncate|mkdir|mkdirat|mknod|mknodat|rmdir|unlink|unlinkat|rename|renameat|renameat2|link|linkat|symlink|symlinkat|chmod|fchmod|fchmodat|chown|lchown|fchown|fchownat|utime|utimes|utimensat|futimesat|setxattr|lsetxattr|removexattr|mount|chroot)$/;

/** Reads what `tracedInto` wrote. Calls that failed count, too: they were tried. `cwd`: where the program was started. */
export function readTrace(file: string, cwd: string): Traced {
  const written = new Set<string>();
  const sockets: string[] = [];
  const started = new Set<string>();
  const folders = new Map<string, string>();
  let calls = 0;
  for (const line of joined(readFileSync(file, "utf8"))) {
    const [, name = "", given = ""] = CALL.exec(line) ?? [];
    if (name === "") continue;
    calls++;
    const process = line.slice(0, line.indexOf(" "));
    const at = folders.get(process) ?? cwd;
    if (name === "chdir") folders.set(process, resolve(at, quoted(given)[0] ?? ""));
    if (name === "execve") started.add(quoted(given)[0] ?? "");
    if (name === "socket" && !/^AF_(?:UNIX|LOCAL)\b/.test(given)) sockets.push(line);
    if ((name.startsWith("open") && WRITES.test(given)) || CHANGES.test(name))
      for (const path of pathsIn(given, at)) written.add(path);
  }
  return { written, sockets, started, calls };
}

/** Calls that another process interrupted, put together again. */
function* joined(text: string): Generator<string> {
  const open = new Map<string, string>();
  for (const line of text.split("\n")) {
    const process = line.slice(0, line.indexOf(" "));
    const resumed = /^\d+ +<\.\.\. \w+ resumed>(.*)$/.exec(line);
    if (line.endsWith("<unfinished ...>")) open.set(process, line.slice(0, -"<unfinished ...>".length));
    else yield resumed === null ? line : `${open.get(process) ?? ""}${resumed[1] ?? ""}`;
  }
}

/** Paths relative to a folder that is given before them (`AT_FDCWD</x>`, `3</x>`) or to the process's own; open files. */
function pathsIn(given: string, at: string): string[] {
  const paths: string[] = [];
  let base = at;
  for (const [, folder, text] of given.matchAll(/(?:AT_FDCWD|\b\d+)<([^>]*)>|"((?:[^"\\]|\\.)*)"/g)) {
    if (folder !== undefined) base = folder;
    if (text !== undefined) paths.push(resolve(base, plainText(text)));
  }
  return paths.length > 0 ? paths : base === at ? [] : [base];
}

const quoted = (given: string): string[] =>
  [...given.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) => plainText(text));

const plainText = (text: string): string =>
  text.replaceAll(/\\([0-7]{1,3}|.)/g, (_, code: string) =>
    /^[0-7]+$/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : code,
  );
