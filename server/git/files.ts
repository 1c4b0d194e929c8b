// Single files of a repository: their text at a commit, and what its ignore and attribute files say of them.
import { isAbsolute } from "node:path";
import { linesOf } from "../lib/lines.ts";
import { isBinary } from "./blobs.ts";
import { objectsOf, readBlob, run, runSilent } from "./command.ts";
import type { Checkout, Repository } from "./facts.ts";
import { resolve } from "./refs.ts";

/** The lines of a file at a revision; null where there is no such text: unknown revision or path, binary, link, folder. */
export async function readLines(
  repository: Repository,
  rev: string,
  path: string,
): Promise<readonly string[] | null> {
  const commit = await resolve(repository, rev);
  if (commit === null || path === "" || /[\0\n]/.test(path)) return null;
  const listed = await run(objectsOf(repository), [
    "ls-tree",
    "-z",
    "--full-tree",
    commit,
    "--",
    `:(literal)${path}`,
  ]);
  const entry = typeof listed === "string" ? /^100\d+ blob ([0-9a-f]+)\t([^\0]*)/.exec(listed) : null;
  if (!entry?.[1] || entry[2] !== path) return null;
  const bytes = await readBlob(objectsOf(repository), entry[1]);
  return !bytes || isBinary(bytes) ? null : linesOf(bytes.toString("utf8"));
}

/**
 * Those of `paths` (relative to the checkout) that its ignore rules cover, whether git tracks them or not. None where the
 * checkout is gone or cannot be read.
 */
export async function ignoredPaths(checkout: Checkout, paths: readonly string[]): Promise<Set<string>> {
  const input = joinPaths(paths);
  if (checkout.gone || input === "") return new Set();
  const answer = await runSilent({ folder: checkout.root }, ["check-ignore", "--stdin", "-z", "--no-index"], {
    input,
  });
  return new Set(typeof answer === "string" ? answer.split("\0").filter((path) => path !== "") : []);
}

/** What a repository says of a file itself; absent where it says nothing. */
export type PathAttributes = { readonly generated?: boolean; readonly vendored?: boolean };

/** `linguist-generated` and `linguist-vendored` of those `paths` for which a `.gitattributes` gives them. */
export async function generatedPaths(
  repository: Repository,
  paths: readonly string[],
): Promise<ReadonlyMap<string, PathAttributes>> {
  const found = new Map<string, PathAttributes>();
  const input = joinPaths(paths);
  const folder = repository.checkouts.find(({ gone }) => !gone)?.root;
  if (folder === undefined || input === "") return found;
  const args = ["check-attr", "--stdin", "-z", "linguist-generated", "linguist-vendored"];
  const answer = await run({ folder }, args, { input });
  const fields = typeof answer === "string" ? answer.split("\0") : [];
  for (let i = 0; i + 2 < fields.length; i += 3) {
    const [path = "", name, value] = fields.slice(i, i + 3);
    if (value === undefined || value === "unspecified") continue;
    const key = name === "linguist-generated" ? "generated" : "vendored";
    found.set(path, { ...found.get(path), [key]: value !== "unset" && value !== "false" });
  }
  return found;
}

/** One path outside of the checkout would fail the whole question. */
function joinPaths(paths: readonly string[]): string {
  return paths
    .filter(
      (path) => path !== "" && !isAbsolute(path) && !path.split("/").includes("..") && !path.includes("\0"),
    )
    .map((path) => `${path}\0`)
    .join("");
}
