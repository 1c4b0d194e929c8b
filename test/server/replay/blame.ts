// The oracle: git's own answer to where each line comes from. Used in tests only.
import type { TestRepo } from "../../harness/repo.ts";
import { readCommits } from "../../../server/git/commits.ts";
import type { Repository } from "../../../server/git/facts.ts";
import { listCommits } from "../../../server/git/history.ts";
import { findRepository } from "../../../server/git/repository.ts";
import { createOrigins, firstParents } from "../../../server/replay/origins.ts";

/**
 * A line that the replay and blame give to different commits. `moved`: blame followed some line of the file to another
 * name. `restarted`: the file was binary once; blame looks through that, the replay begins anew.
 */
export type Mismatch = {
  readonly path: string;
  readonly line: number;
  readonly ours: string;
  readonly blamed: string;
  readonly moved: boolean;
  readonly restarted: boolean;
};

export type Comparison = {
  readonly lines: number;
  readonly opaque: string[];
  readonly mismatches: Mismatch[];
};

type Blamed = { readonly commit: string; readonly path: string };

/** The repository at `root`, which must be there. */
export async function openRepository(root: string): Promise<Repository> {
  const found = await findRepository(root);
  if (!found || "error" in found) throw new Error(`no repository at ${root}`);
  return found;
}

/** Replays the history of `tip` and holds every line of its files (of one in `every`) against blame. */
export async function compareWithBlame(
  repo: Pick<TestRepo, "root" | "git">,
  tip: string,
  { firstParent = false, every = 1 } = {},
): Promise<Comparison> {
  const repository = await openRepository(repo.root);
  const history = await listCommits(repository, [tip]);
  const plan = firstParent ? firstParents(history, tip) : history;
  const origins = createOrigins(plan, new Set([tip]));
  const ids = plan.map(({ id }) => id);
  const everOpaque = new Set<string>();
  for await (const commit of readCommits(repository, ids, { firstParent })) {
    origins.apply(commit);
    for (const { path, opaque, whole } of commit.files) if (opaque || whole) everOpaque.add(path);
  }
  if (origins.mismatches() > 0) throw new Error(`${origins.mismatches()} changes did not fit`);
  const tree = origins.tree(tip);
  const paths = [...(tree?.paths() ?? [])].toSorted().filter((_, i) => i % every === 0);
  const result: Comparison = { lines: 0, opaque: [], mismatches: [] };
  let lines = 0;
  for (const path of paths) {
    const version = tree?.get(path);
    if (!version?.lines) {
      result.opaque.push(path);
      continue;
    }
    if (version.lines.length === 0) continue;
    const flags = firstParent ? ["--first-parent"] : [];
    const blamed = parsePorcelain(
      repo.git("blame", "--porcelain", "--no-textconv", ...flags, tip, "--", path),
    );
    if (blamed.length !== version.lines.length)
      throw new Error(`${path} has ${blamed.length} lines, not ${version.lines.length}`);
    lines += blamed.length;
    const moved = blamed.some((line) => line.path !== blamed[0]?.path || line.path !== path);
    const restarted = everOpaque.has(path);
    version.lines.forEach((order, i) => {
      const [ours = "", theirs = ""] = [plan[order]?.id, blamed[i]?.commit];
      if (ours !== theirs)
        result.mismatches.push({ path, line: i + 1, ours, blamed: theirs, moved, restarted });
    });
  }
  return { ...result, lines };
}

function parsePorcelain(text: string): Blamed[] {
  const lines: Blamed[] = [];
  const names = new Map<string, string>();
  let commit = "";
  for (const line of text.split("\n")) {
    const header = /^([0-9a-f]{40}) \d+ \d+/.exec(line);
    if (line.startsWith("\t")) lines.push({ commit, path: names.get(commit) ?? "" });
    else if (header) commit = header[1] ?? "";
    else if (line.startsWith("filename ")) names.set(commit, unquote(line.slice(9)));
  }
  return lines;
}

/** Undoes C quoting, by bytes. */
function unquote(name: string): string {
  if (!name.startsWith('"')) return name;
  const plain: Record<string, number> = { n: 10, t: 9, r: 13, a: 7, b: 8, f: 12, v: 11, '"': 34, "\\": 92 };
  const bytes: number[] = [];
  for (const [, octal, letter, text] of name.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/gs)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else if (letter !== undefined) bytes.push(plain[letter] ?? 0);
    else bytes.push(...Buffer.from(text ?? "", "utf8"));
  }
  return Buffer.from(bytes).toString("utf8");
}
