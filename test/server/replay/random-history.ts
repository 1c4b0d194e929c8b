// Random histories: a list of plain steps, played into a real repository. Steps that make no sense where they stand do
// nothing, so that a failing list can be cut shorter.
import fc from "fast-check";
import { chmodSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestRepo } from "../../harness/repo.ts";

export type Step =
  | {
      readonly kind: "edit";
      readonly file: number;
      readonly at: number;
      readonly drop: number;
      readonly add: readonly number[];
    }
  | { readonly kind: "new" | "delete" | "empty" | "binary" | "crlf" | "cut" | "mode"; readonly file: number }
  | { readonly kind: "rename"; readonly file: number; readonly to: number; readonly edit: boolean }
  | { readonly kind: "branch" | "switch"; readonly branch: number }
  | { readonly kind: "merge"; readonly branch: number; readonly evil: boolean };

// Names that need quoting, have spaces or letters of other alphabets, or look like a part of a patch.
const NAMES = [
  "a.txt",
  "src/b b.txt",
  "src/deep/ü.txt",
  'q"uote.txt',
  "--- a",
  "tab\t.txt",
  "src/c.txt",
  "x/@@ -1 +1 @@",
  "моё/файл",
];
const BRANCHES = ["main", "one", "two"];
/** Few words, so that lines are often alike, and some that look like a patch. */
const WORDS = [
  "alpha",
  "beta",
  "}",
  "",
  "  return x;",
  "--- a/x",
  "+++ b/x",
  "@@ -1,2 +3,4 @@",
  "\\ No newline",
  "diff --git a/x b/x",
  "é ü",
  "gamma\r",
];

const small = fc.nat({ max: 8 });
const edit = fc.record({
  kind: fc.constant("edit" as const),
  file: small,
  at: fc.nat({ max: 30 }),
  drop: fc.nat({ max: 6 }),
  add: fc.array(fc.nat({ max: 400 }), { maxLength: 6 }),
});
const single = fc.record({
  kind: fc.constantFrom(
    "new" as const,
    "delete" as const,
    "empty" as const,
    "binary" as const,
    "crlf" as const,
    "cut" as const,
    "mode" as const,
  ),
  file: small,
});
const rename = fc.record({
  kind: fc.constant("rename" as const),
  file: small,
  to: small,
  edit: fc.boolean(),
});
const branch = fc.record({
  kind: fc.constantFrom("branch" as const, "switch" as const),
  branch: fc.nat({ max: 2 }),
});
const merge = fc.record({
  kind: fc.constant("merge" as const),
  branch: fc.nat({ max: 2 }),
  evil: fc.boolean(),
});

/** Lists of steps; with `renames` false no file ever changes its name. */
export function steps(renames: boolean): fc.Arbitrary<Step[]> {
  const kinds: { weight: number; arbitrary: fc.Arbitrary<Step> }[] = [
    { weight: 8, arbitrary: edit },
    { weight: 3, arbitrary: single },
    { weight: 3, arbitrary: branch },
    { weight: 3, arbitrary: merge },
    ...(renames ? [{ weight: 2, arbitrary: rename }] : []),
  ];
  return fc.array(fc.oneof(...kinds), { minLength: 4, maxLength: 18 });
}

/** Plays the steps; gives the tip of the last branch. */
export function play(repo: TestRepo, list: readonly Step[]): string {
  for (const name of NAMES.slice(0, 4)) repo.write(name, textOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));
  repo.commit("start");
  for (const [i, step] of list.entries()) playStep(repo, step, i);
  return repo.git("rev-parse", "HEAD");
}

function textOf(words: readonly number[]): string {
  return words.map((word) => `${WORDS[word % WORDS.length]}${word % 3 === 0 ? "" : word}\n`).join("");
}

function playStep(repo: TestRepo, step: Step, i: number): void {
  const name = "branch" in step ? (BRANCHES[step.branch] ?? "main") : "main";
  if (!("branch" in step)) changeFile(repo, step, i);
  else if (step.kind === "merge") mergeBranch(repo, name, step.evil);
  else repo.tryGit("switch", "--quiet", ...(step.kind === "branch" ? ["--create"] : []), name);
}

type FileChange = Exclude<Step, { readonly branch: number }>;

function changeFile(repo: TestRepo, step: FileChange, i: number): void {
  const files = listFiles(repo);
  const path = files[step.file % Math.max(1, files.length)];
  if (step.kind === "new") repo.write(NAMES[step.file] ?? "z", textOf([i, i + 1, i + 2, i * 7]));
  else if (path === undefined) return;
  else if (step.kind === "rename") {
    const to = NAMES[step.to] ?? "z";
    if (files.includes(to)) return;
    repo.move(path, to);
    if (step.edit) repo.write(to, `${readFileSync(join(repo.root, to), "latin1")}more ${i}\n`);
  } else if (step.kind === "delete") repo.remove(path);
  else if (step.kind === "mode") chmodSync(join(repo.root, path), 0o755);
  else repo.write(path, contentAfter(step, readFileSync(join(repo.root, path))));
  repo.commit(`step ${i}`);
}

function contentAfter(step: FileChange, bytes: Buffer): Uint8Array | string {
  const lines = bytes.toString("utf8").split(/(?<=\n)/);
  switch (step.kind) {
    case "edit":
      lines.splice(step.at % (lines.length + 1), step.drop, ...textOf(step.add).split(/(?<=\n)/));
      return lines.join("");
    case "binary":
      return bytes.includes(0)
        ? bytes.filter((byte) => byte !== 0)
        : Buffer.concat([Buffer.from([0, 1, 2]), bytes]);
    case "crlf":
      return bytes.includes(13)
        ? bytes.filter((byte) => byte !== 13)
        : lines.join("").replaceAll("\n", "\r\n");
    case "cut":
      return bytes.subarray(0, Math.max(0, bytes.length - 1));
    default:
      return "";
  }
}

/** Conflicts are resolved by keeping both sides; an evil merge changes a line that no side touched. */
function mergeBranch(repo: TestRepo, branch: string, evil: boolean): void {
  if (repo.tryGit("rev-parse", "--verify", "--quiet", branch) === null) return;
  repo.tryGit("merge", "--quiet", "--no-ff", "--no-commit", branch);
  const conflicted = repo
    .git("-c", "core.quotePath=false", "diff", "--name-only", "-z", "--diff-filter=U")
    .split("\0");
  for (const path of listFiles(repo)) {
    const bytes = readFileSync(join(repo.root, path));
    if (conflicted.includes(path))
      repo.write(path, bytes.toString("latin1").replace(/^(<<<<<<<|=======|>>>>>>>).*\n?/gm, ""));
  }
  const first = listFiles(repo)[0];
  if (evil && first !== undefined)
    repo.write(first, `${readFileSync(join(repo.root, first), "latin1")}evil\n`);
  repo.commit(`merge ${branch}`);
}

function listFiles(repo: TestRepo): string[] {
  return readdirSync(repo.root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(repo.root.length + 1)
        .replaceAll("\\", "/"),
    )
    .filter((path) => !path.startsWith(".git/"))
    .toSorted();
}
