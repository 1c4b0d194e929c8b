// The built command line, as its user starts it: a process of its own.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** `npm run build` makes it. */
export const BUILT = fileURLToPath(new URL("../../dist/cli.cjs", import.meta.url));

export type Said = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** `env` is the whole environment but for PATH and the time zone. `through`: a program that starts it, with its words. */
export type Asking = {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly through?: readonly string[];
  readonly uid?: number;
};

/** Longer than this, no answer to a test's question may take. */
const PATIENCE_MS = 60_000;

/** Runs the words that follow the program's name. The status is null where it did not end in time. */
export function say(argv: readonly string[], { cwd, env, through = [], uid }: Asking): Said {
  const [program = "", ...words] = [...through, process.execPath, BUILT, ...argv];
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd,
    env: { PATH: process.env["PATH"], TZ: "UTC", LANG: "C.UTF-8", ...env },
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    timeout: PATIENCE_MS,
    killSignal: "SIGKILL",
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  if (error !== undefined && !("code" in error && error.code === "ETIMEDOUT")) throw error;
  return { status, stdout, stderr };
}

/**
 * What in a text could do anything to a terminal, or show it otherwise than it is: control characters but for line ends,
 * and letters that are not seen or turn around what stands beside them. null: nothing.
 */
export function harmIn(text: string): string | null {
  const found = /[^\n\P{Cc}]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u.exec(text);
  return found === null ? null : JSON.stringify(text.slice(Math.max(0, found.index - 40), found.index + 20));
}
