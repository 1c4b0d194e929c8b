// The one place that runs git: every call gets its flags and environment here, so that nothing which a user's or a
// repository's configuration names is executed, and the answers are the same on every machine.
import { spawn } from "node:child_process";
import { devNull } from "node:os";
import { simpleGit } from "simple-git";
import { gitFailure } from "./failure.ts";

// On Windows a program is looked for in the current folder before the PATH: a `git.exe` in a repository would be run.
if (process.platform === "win32") process.env["NoDefaultCurrentDirectoryInExePath"] = "1";

/** What went wrong, in git's words. */
export type GitError = {
  readonly error: string;
  /** git works: it is the name given for the main line that names nothing. */
  readonly noSuchBranch?: true;
};

/**
 * Where a command runs. `gitDir` given: on that object store alone, without working tree, index or attributes of any
 * checkout. Otherwise in `folder`, as git itself finds the repository (and checks whose it is).
 */
export type Place = { readonly folder: string; readonly gitDir?: string };

export type RunOptions = {
  readonly input?: string;
  readonly signal?: AbortSignal | undefined;
  /** For tests: how long git may say nothing while somebody waits for it. */
  readonly silenceMs?: number;
};

/** Commands that only ask take no longer than this without a sign of life: git waits for ever for a pipe in a file's place. */
const SILENCE_MS = 120_000;

const PASSED_ON = (
  "path home userprofile homedrive homepath appdata localappdata programdata " +
  "systemroot windir comspec pathext temp tmp tmpdir xdg_config_home"
).split(" ");

/** Bytes of a file above which git and we take it for binary: nobody writes such, and it is to be held in memory. */
export const LARGEST_TEXT = 2 ** 25;

const CONFIG = [
  "core.fsmonitor=false",
  "core.untrackedCache=false",
  "core.quotePath=false",
  "protocol.allow=never",
  "diff.algorithm=myers",
  "diff.indentHeuristic=true",
  "diff.renames=true",
  "diff.renameLimit=1000",
  "diff.suppressBlankEmpty=false",
  `core.bigFileThreshold=${LARGEST_TEXT}`,
  "log.showRoot=true",
];

/** Flags of every `git log`: the answer is bytes that only the commits themselves decide. */
export const LOG_FLAGS = (
  "--no-color --no-ext-diff --no-textconv --no-show-signature --no-notes --no-mailmap --encoding=UTF-8 --no-abbrev " +
  "--full-index -M --diff-algorithm=myers --indent-heuristic --ignore-submodules=none --submodule=short --inter-hunk-context=0 " +
  "--no-relative -O/dev/null --src-prefix=a/ --dst-prefix=b/"
).split(" ");

type Invocation = {
  readonly cwd: string;
  readonly config: readonly string[];
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

/** How git is started in a place: folder, pinned configuration, global flags and a whole environment. */
export function invocation(place: Place, from: NodeJS.ProcessEnv = process.env): Invocation {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(from))
    if (value !== undefined && PASSED_ON.includes(name.toLowerCase())) env[name] = value;
  env["LC_ALL"] = "C";
  env["GIT_OPTIONAL_LOCKS"] = "0";
  env["GIT_TERMINAL_PROMPT"] = "0";
  env["GIT_NO_LAZY_FETCH"] = "1";
  env["GIT_ALLOW_PROTOCOL"] = "none";
  if (place.gitDir === undefined)
    return { cwd: place.folder, config: CONFIG, flags: ["--no-replace-objects"], env };
  env["GIT_DIR"] = place.gitDir;
  env["GIT_IMPLICIT_WORK_TREE"] = "0";
  const config = [...CONFIG, `core.attributesFile=${devNull}`];
  return { cwd: place.gitDir, config, flags: ["--no-replace-objects"], env };
}

/** The place of commands on a repository's commits. */
export function objectsOf(repository: { readonly gitDir: string }): Place {
  return { folder: repository.gitDir, gitDir: repository.gitDir };
}

/** Runs a command through simple-git. Gives its whole output, or what git said when it failed. Never throws. */
export async function run(
  place: Place,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string | GitError> {
  try {
    return await client(place, options).raw([...invocation(place).flags, ...args]);
  } catch (error) {
    return { error: messageOf(error) };
  }
}

/**
 * The same for commands that often have nothing to say, as where there is nothing to list: simple-git gives each of those
 * another 50 ms to say it after all.
 */
export async function runSilent(
  place: Place,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string | GitError> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream(place, args, options)) chunks.push(chunk);
    return Buffer.concat(chunks).toString("utf8");
  } catch (error) {
    return { error: messageOf(error) };
  }
}

/** The bytes of a blob, or null where there is none (or not here). */
export async function readBlob(place: Place, oid: string): Promise<Buffer | null> {
  try {
    const bytes: unknown = await client(place, {}).binaryCatFile(["blob", oid]);
    return Buffer.isBuffer(bytes) ? bytes : null;
  } catch {
    return null;
  }
}

function client(place: Place, { input, signal, silenceMs = SILENCE_MS }: RunOptions) {
  const { cwd, config, env } = invocation(place);
  return simpleGit({
    baseDir: cwd,
    trimmed: false,
    config: [...config],
    allowEnvironment: Object.keys(env),
    // These two settings are pinned to "off"; simple-git guards their names whatever the value.
    unsafe: { allowUnsafeFsMonitor: true, allowUnsafeProtocolOverride: true },
    timeout: { block: silenceMs },
    ...(input === undefined ? {} : { input: () => input }),
    ...(signal ? { abort: signal } : {}),
  }).env({ ...env });
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message.trim() : String(error);
  return /ENOENT/.test(text) ? "git was not found" : inOurWords(text);
}

/** That git may not fetch is our doing: it says so with a warning and the remote's name, which help nobody. */
function inOurWords(said: string): string {
  const [, lacking] = /could not \w+ ([0-9a-f]+) from promisor remote/.exec(said) ?? [];
  return lacking === undefined
    ? said
    : `object ${lacking} was left with the remote, and is not in this clone`;
}

/**
 * Runs a command and gives its output as it comes. Throws what git said when it fails or `signal` fires; a consumer
 * that stops reading ends the process.
 */
export async function* stream(
  place: Place,
  args: readonly string[],
  options: RunOptions = {},
): AsyncGenerator<Buffer> {
  const child = start(place, args, options);
  child.stdin.end(options.input ?? "");
  try {
    yield* child.chunks;
    const failure = await child.failure;
    if (failure) throw gitFailure(failure);
  } finally {
    child.kill();
  }
}

/** A process that answers on its output what is written to its input. The caller ends it. */
export function start(place: Place, args: readonly string[], { signal, silenceMs }: RunOptions = {}) {
  const { cwd, config, flags, env } = invocation(place);
  const pinned = config.flatMap((setting) => ["-c", setting]);
  const child = spawn("git", [...pinned, ...flags, ...args], {
    cwd,
    env,
    windowsHide: true,
    ...(signal ? { signal } : {}),
  });
  let said = "";
  let wasSilent = false;
  const giveUp = (): void => {
    wasSilent = true;
    child.kill("SIGKILL");
  };
  child.stderr.on("data", (chunk: Buffer) => {
    if (said.length < 4096) said += chunk.toString("utf8");
  });
  // A process that dies early closes its input; its exit code and its words tell why.
  child.stdin.on("error", () => {});
  const failure = new Promise<string | null>((resolve) => {
    child.once("error", (error) => resolve(messageOf(error)));
    child.once("close", (code) => {
      const words = wasSilent ? "git said nothing for too long" : inOurWords(said.trim());
      resolve(code === 0 ? null : words || `git ended with code ${code}`);
    });
  });
  const chunks = patiently(child.stdout, silenceMs ?? SILENCE_MS, giveUp);
  return { stdin: child.stdin, chunks, failure, kill: () => void child.kill() };
}

/** What comes of a stream, and a call where nothing does for so long, though it is waited for. */
async function* patiently(
  source: AsyncIterable<unknown>,
  silenceMs: number,
  onSilence: () => void,
): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const timer = setTimeout(onSilence, silenceMs);
      const { done, value } = await chunks.next().finally(() => clearTimeout(timer));
      if (done === true) return;
      if (Buffer.isBuffer(value)) yield value;
    }
  } finally {
    await chunks.return?.();
  }
}
