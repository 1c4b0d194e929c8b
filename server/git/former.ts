// What a path once held: to know a checkout again whose folder is gone.
import { createBlobReader, isBinary } from "./blobs.ts";
import { objectsOf, run } from "./command.ts";
import type { Repository } from "./facts.ts";
import { linesOf } from "../lib/lines.ts";

/** Enough to find what an edit was based on; older versions are left out. */
const MOST = 200;

/** The paths of all files of a commit; none where it cannot be read. */
export async function pathsAt(repository: Repository, commit: string): Promise<ReadonlySet<string>> {
  const flags = ["-r", "-z", "--name-only", "--full-tree"];
  const answer = await run(objectsOf(repository), ["ls-tree", ...flags, commit]);
  return new Set(typeof answer === "string" ? answer.split("\0").filter((path) => path !== "") : []);
}

/** Every path that a file ever had in a repository; none where it cannot be read. */
export async function pathsEver(repository: Repository): Promise<ReadonlySet<string>> {
  const flags = [
    "--all",
    "--diff-merges=separate",
    "--name-only",
    "-z",
    "--diff-filter=A",
    "--no-renames",
    "--format=",
  ];
  const answer = await run(objectsOf(repository), ["log", "--no-show-signature", ...flags]);
  return new Set(
    typeof answer === "string" ? answer.split("\0").map((path) => path.replace(/^\n+/, "")) : [],
  );
}

/** The texts that a path has had in any commit of any ref, newest first. */
export async function* formerTexts(repository: Repository, path: string): AsyncGenerator<readonly string[]> {
  const flags = [
    "--all",
    "--full-history",
    "--no-follow",
    "--diff-merges=separate",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    "--format=",
    `-${MOST}`,
  ];
  const answer = await run(objectsOf(repository), [
    "log",
    "--no-show-signature",
    ...flags,
    "--",
    `:(literal)${path}`,
  ]);
  if (typeof answer !== "string") return;
  const oids = new Set(
    [...answer.matchAll(/^:\d+ 100\d+ [0-9a-f]+ ([0-9a-f]+) /gm)].map(([, oid = ""]) => oid),
  );
  const blobs = createBlobReader(repository);
  try {
    for (const oid of oids) {
      const bytes = await blobs.read(oid);
      if (bytes !== null && !isBinary(bytes)) yield linesOf(bytes.toString("utf8"));
    }
  } finally {
    blobs.close();
  }
}
