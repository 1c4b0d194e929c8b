// What git alone takes: the patches of a history, one commit's patch, and `git blame` over files.
import { spawn } from "node:child_process";

/** Milliseconds that git takes, its output thrown away unread. Throws where git fails. */
export function timeGit(folder: string, args: readonly string[]): Promise<number> {
  const started = performance.now();
  const child = spawn("git", args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0
        ? resolve(performance.now() - started)
        : reject(new Error(`git ${args[0]} ended with ${code}`)),
    );
  });
}

/** `git log -p` as bare as it can be for a replay: renames found, no context. */
export function patchesOf(tip: string, firstParent: boolean): string[] {
  const kind = firstParent ? ["--first-parent", "--diff-merges=first-parent"] : ["--diff-merges=off"];
  return ["log", ...kind, "--reverse", "-M", "-U0", "-p", "--no-color", tip, "--"];
}

export type Blamed = {
  readonly files: number;
  readonly lines: number;
  /** For all lines, from those that were blamed. */
  readonly milliseconds: number;
};

/**
 * Times `git blame` over `files` of `tip`, one after the other. After `budget` ms it stops and scales the time up by
 * lines; files come spread over the whole list, so that the part stands for all.
 */
export async function timeBlame(
  folder: string,
  tip: string,
  files: readonly { readonly path: string; readonly lines: number }[],
  budget: number,
): Promise<Blamed> {
  const total = files.reduce((sum, { lines }) => sum + lines, 0);
  let [milliseconds, lines, count] = [0, 0, 0];
  for (const at of spread(files.length)) {
    const file = files[at];
    if (file === undefined || milliseconds > budget) continue;
    milliseconds += await timeGit(folder, ["blame", "--no-textconv", tip, "--", file.path]);
    lines += file.lines;
    count++;
  }
  return { files: count, lines, milliseconds: lines === 0 ? 0 : (milliseconds * total) / lines };
}

/** 0 … count - 1, so that any beginning of the row is spread over all of it. */
function spread(count: number): number[] {
  const bits = Math.max(1, Math.ceil(Math.log2(count)));
  const all = Array.from({ length: 2 ** bits }, (_, i) =>
    Number.parseInt(i.toString(2).padStart(bits, "0").split("").reverse().join(""), 2),
  );
  return all.filter((i) => i < count);
}
