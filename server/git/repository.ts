// Which repository a path belongs to, and all the working trees that share it.
import { existsSync, lstatSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { run, type GitError } from "./command.ts";
import type { Checkout, Repository } from "./facts.ts";

/** Older versions lack flags that keep the answers the same everywhere. */
const OLDEST = [2, 31] as const;

/**
 * The repository of a file or folder, there or not: that of its nearest folder that exists, symbolic links resolved.
 * null: none. An error where git is missing or too old, or refuses because the folder is another user's.
 */
export async function findRepository(path: string): Promise<Repository | GitError | null> {
  const folder = nearestFolder(path);
  const [version, found] = await Promise.all([
    run({ folder }, ["version"]),
    run({ folder }, [
      "rev-parse",
      "--path-format=absolute",
      "--is-bare-repository",
      "--git-dir",
      "--git-common-dir",
    ]),
  ]);
  const problem = typeof version === "string" ? tooOld(version) : version.error;
  if (problem !== null) return { error: problem };
  if (typeof found !== "string") return /not a git repository \(or any/i.test(found.error) ? null : found;
  const [bare, ownDir, commonDir] = found.trimEnd().split("\n");
  if (ownDir === undefined || commonDir === undefined)
    return { error: `git did not say where ${folder} belongs` };
  const gitDir = realPath(commonDir);
  const mainRoot = bare === "true" ? null : await findMainRoot(folder, gitDir, realPath(ownDir) === gitDir);
  const checkouts = await listCheckouts({ gitDir, mainRoot });
  return "error" in checkouts ? checkouts : { root: mainRoot ?? gitDir, gitDir, checkouts };
}

/** Whether a folder says that its repository is somewhere where there is none, as a linked working tree whose has moved. */
export const isBrokenLink = ({ error }: GitError): boolean => /not a git repository: /i.test(error);

/**
 * Where in a repository an absolute path lies: the checkout's root and the path in it with "/". Also for checkouts whose
 * folder is gone. null: in none of them, or within git's own folder.
 */
export function checkoutOf(
  repository: Repository,
  absolutePath: string,
): { readonly checkout: string; readonly path: string } | null {
  const real = realPath(absolutePath);
  let best: { checkout: string; path: string } | null = null;
  for (const { root } of repository.checkouts) {
    const path = relative(root, real);
    if (path === "" || path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path)) continue;
    if (!best || root.length > best.checkout.length)
      best = { checkout: root, path: path.split(sep).join("/") };
  }
  return best && /^\.git(\/|$)/.test(best.path) ? null : best;
}

/** Whether a path is a folder or lies in it, both with links resolved. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The working trees of a repository, the main one first. Its head is null where it has no commit yet. */
export async function listCheckouts(place: {
  readonly gitDir: string;
  /** null: the repository is bare. */
  readonly mainRoot: string | null;
}): Promise<readonly Checkout[] | GitError> {
  const at = { folder: place.gitDir, gitDir: place.gitDir };
  const exact = await run(at, ["worktree", "list", "--porcelain", "-z"]);
  // Before git 2.36 there was no -z; such a list cannot tell a path with a line break.
  const listed =
    typeof exact === "string" ? exact.split("\0") : await run(at, ["worktree", "list", "--porcelain"]);
  if (typeof listed !== "string" && "error" in listed) return listed;
  const entries = parseList(typeof listed === "string" ? listed.split("\n") : listed);
  const [main, ...linked] = entries;
  // git names the main one by its git folder's place, which is wrong for a submodule: its root is known better here.
  const all = main && place.mainRoot !== null ? [{ ...main, root: place.mainRoot }, ...linked] : linked;
  return all.map(({ root, head }) => ({ root: realPath(root), head, gone: !existsSync(root) }));
}

function parseList(fields: readonly string[]): { root: string; head: string | null }[] {
  const entries: { root: string; head: string | null }[] = [];
  for (const field of fields) {
    const last = entries.at(-1);
    if (field.startsWith("worktree ")) entries.push({ root: resolve(field.slice(9)), head: null });
    else if (last && field.startsWith("HEAD ")) last.head = /^HEAD 0+$/.test(field) ? null : field.slice(5);
  }
  return entries;
}

async function findMainRoot(folder: string, gitDir: string, inMain: boolean): Promise<string | null> {
  const top = inMain
    ? await run({ folder }, ["rev-parse", "--path-format=absolute", "--show-toplevel"])
    : null;
  if (typeof top === "string") return realPath(top.replace(/\n$/, ""));
  const configured = await run({ folder: gitDir, gitDir }, ["config", "--local", "--get", "core.worktree"]);
  if (typeof configured === "string" && configured.trim() !== "")
    return realPath(resolve(gitDir, configured.trimEnd()));
  if (basename(gitDir) !== ".git") return null;
  const bare = await run({ folder: gitDir, gitDir }, [
    "config",
    "--local",
    "--type=bool",
    "--get",
    "core.bare",
  ]);
  return typeof bare === "string" && bare.trim() === "true" ? null : dirname(gitDir);
}

/** git's own version, and what is wrong with it; a version of null: there is no git. */
export async function gitVersion(
  folder: string,
): Promise<{ readonly version: string | null; readonly problem: string | null }> {
  const said = await run({ folder }, ["version"]);
  if (typeof said !== "string") return { version: null, problem: said.error };
  return { version: /\d[^\s]*/.exec(said)?.[0] ?? said.trim(), problem: tooOld(said) };
}

function tooOld(version: string): string | null {
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(version) ?? []).slice(1).map(Number);
  const enough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  return enough ? null : `git ${OLDEST.join(".")} or newer is needed; this is ${version.trim()}`;
}

function nearestFolder(path: string): string {
  let folder = realPath(path);
  while (!isFolder(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** A path with the links resolved of as much of it as exists. */
export function realPath(path: string): string {
  const whole = resolve(path);
  for (let known = whole; ; known = dirname(known)) {
    try {
      return join(realpathSync.native(known), relative(known, whole));
    } catch {
      if (dirname(known) === known) return whole;
    }
  }
}
