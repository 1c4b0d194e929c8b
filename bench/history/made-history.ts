// Histories made up to measure: any number of commits over any number of files, the same for the same numbers.
import { execFileSync } from "node:child_process";
import { join } from "node:path";

export type HistorySize = { readonly commits: number; readonly files: number };

/** Lines of each file at first; a commit changes a stretch of some files and adds a few lines. */
const LINES = 40;
const CHANGED_FILES = 3;
const CHANGED_LINES = 6;
const FIRST_AT = 1_700_000_000;

/** Makes a bare repository with one branch `main` in `folder`. */
export function makeHistory(folder: string, { commits, files }: HistorySize): void {
  execFileSync("git", ["init", "--quiet", "--bare", "-b", "main", folder], { stdio: "pipe" });
  const texts = Array.from({ length: files }, (_, file) =>
    Array.from({ length: LINES }, (_, line) => `const value${line} = compute(${file}, ${line});`),
  );
  const parts: string[] = [commitOf(1, "begin", texts.keys(), texts)];
  for (let commit = 1; commit < commits; commit++) {
    const touched = new Set<number>();
    for (let k = 0; k < CHANGED_FILES; k++) touched.add((commit * 7 + k * 31 + (commit >> 3) * k) % files);
    for (const file of touched) change(texts[file] ?? [], commit);
    parts.push(commitOf(commit + 1, `work ${commit}`, touched, texts));
  }
  const args = ["-C", folder, "fast-import", "--quiet"];
  execFileSync("git", args, { input: `${parts.join("")}done\n`, stdio: ["pipe", "pipe", "inherit"] });
}

/** Where files of such a history lie. */
export function pathOf(file: number): string {
  return join(`part-${file % 17}`, `file-${file}.ts`).replaceAll("\\", "/");
}

/** Replaces a stretch; what a file gains in one commit it loses in another, so that it stays about as long. */
function change(lines: string[], commit: number): void {
  const at = (commit * 13) % Math.max(1, lines.length - CHANGED_LINES);
  const fresh = Array.from(
    { length: CHANGED_LINES - 1 + (commit % 3) },
    (_, k) => `  result.push(step${commit}(${k}), ${(commit * 31 + k) % 977});`,
  );
  lines.splice(at, CHANGED_LINES, ...fresh);
}

function commitOf(
  mark: number,
  subject: string,
  files: Iterable<number>,
  texts: readonly (readonly string[])[],
): string {
  const who = `A <a@example.org> ${FIRST_AT + mark * 600} +0000`;
  const head = `commit refs/heads/main\nmark :${mark}\nauthor ${who}\ncommitter ${who}\n${data(subject)}`;
  const from = mark === 1 ? "" : `from :${mark - 1}\n`;
  const changes = Array.from(
    files,
    (file) => `M 100644 inline ${pathOf(file)}\n${data(`${(texts[file] ?? []).join("\n")}\n`)}`,
  );
  return `${head}${from}${changes.join("")}\n`;
}

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
