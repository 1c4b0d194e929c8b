// The patch language of `apply_patch`: files to add, delete, update and move, located by their context alone.
import { absolutePath } from "../../lib/paths.ts";
import type { FileEdit } from "../agent.ts";

/** One file of a patch. `lines` are without their line ends; in chunks each begins with its sign. */
export type FilePatch =
  | { readonly kind: "add"; readonly path: string; readonly lines: readonly string[] }
  | { readonly kind: "delete"; readonly path: string }
  | {
      readonly kind: "update";
      readonly path: string;
      readonly movedTo: string | null;
      readonly chunks: readonly (readonly string[])[];
    };

const BEGIN = "*** Begin Patch";
const END = "*** End Patch";
const HEADER = /^\*\*\* (Add File|Delete File|Update File|Move to|Environment ID): (.+?)\s*$/;

/**
 * The files of a patch text, in its order, or null where it is none that could have been applied. What stands before
 * "Begin Patch" and after "End Patch" (a heredoc's ends) is no part of it; a patch cut off before its end is none.
 */
export function parsePatch(text: string): FilePatch[] | null {
  const lines = text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  const begin = lines.findIndex((line) => line.trim() === BEGIN);
  const end = lines.findIndex((line, i) => i > begin && line.trimEnd() === END);
  return begin < 0 || end < 0 ? null : filesOf(lines.slice(begin + 1, end));
}

function filesOf(lines: readonly string[]): FilePatch[] | null {
  const files: FilePatch[] = [];
  for (let i = 0; i < lines.length;) {
    const [, verb, path = ""] = HEADER.exec(lines[i] ?? "") ?? [];
    const first = i + 1;
    for (i = first; i < lines.length && !opensFile(lines[i] ?? ""); i++);
    const body = lines.slice(first, i);
    if (verb === "Environment ID" && body.length === 0) continue;
    const file = fileOf(verb, path, body);
    if (file === null) return null;
    files.push(file);
  }
  return files.length === 0 ? null : files;
}

/** A line of an updated file begins with a sign, so that only a header begins with a star. */
function opensFile(line: string): boolean {
  return HEADER.test(line) && !line.startsWith("*** Move to: ");
}

function fileOf(verb: string | undefined, path: string, body: readonly string[]): FilePatch | null {
  if (verb === "Delete File") return body.every(isBlank) ? { kind: "delete", path } : null;
  if (verb === "Add File") return addOf(path, body);
  if (verb !== "Update File") return null;
  const moved = HEADER.exec(body[0] ?? "");
  const isMove = moved?.[1] === "Move to";
  const chunks = chunksOf(isMove ? body.slice(1) : body);
  if (chunks === null) return null;
  return { kind: "update", path, movedTo: isMove ? (moved[2] ?? null) : null, chunks };
}

function addOf(path: string, body: readonly string[]): FilePatch | null {
  const lines = body.filter((line) => !isBlank(line));
  return lines.every((line) => line.startsWith("+"))
    ? { kind: "add", path, lines: lines.map((line) => line.slice(1)) }
    : null;
}

function chunksOf(body: readonly string[]): string[][] | null {
  const chunks: string[][] = [];
  let chunk: string[] = [];
  const close = (): void => {
    if (chunk.some((line) => !line.startsWith(" "))) chunks.push(chunk);
    chunk = [];
  };
  for (const line of withoutBlankEnd(body)) {
    if (line === "@@" || line.startsWith("@@ ") || line.trim() === "*** End of File") close();
    else if (line === "") chunk.push(" ");
    else if (/^[ +-]/.test(line)) chunk.push(line);
    else return null;
  }
  close();
  return chunks;
}

/** Blank lines before the next header are the writer's layout, not context. */
function withoutBlankEnd(body: readonly string[]): readonly string[] {
  const last = body.findLastIndex((line) => line !== "");
  return body.slice(0, last + 1);
}

function isBlank(line: string): boolean {
  return line.trim() === "";
}

/** What a patch does to the files of `folder`; a path that can't be made absolute is left out. */
export function editsOfPatch(files: readonly FilePatch[], folder: string | null): FileEdit[] {
  return files.flatMap((file) => editOfPatch(file, folder) ?? []);
}

function editOfPatch(file: FilePatch, folder: string | null): FileEdit | null {
  const path = absolutePath(file.path, folder);
  if (path === null) return null;
  if (file.kind === "add") return creation(path, file.lines.map((line) => `${line}\n`).join(""));
  if (file.kind === "delete") return deletion(path, null);
  const movedTo = file.movedTo === null ? null : absolutePath(file.movedTo, folder);
  const hunks = file.chunks.map((lines) => ({ oldStart: null, lines }));
  return hunks.length === 0 && movedTo === null ? null : update(path, movedTo, hunks);
}

/** A file that was made, with its whole text. */
export function creation(path: string, after: string): FileEdit {
  return { path, movedTo: null, change: "create", before: "", after, hunks: null };
}

/** A file that was deleted, with its last text where that is known. */
export function deletion(path: string, before: string | null): FileEdit {
  return { path, movedTo: null, change: "delete", before, after: before === null ? null : "", hunks: null };
}

/** A file that was changed, moved, or both. */
export function update(
  path: string,
  movedTo: string | null,
  hunks: NonNullable<FileEdit["hunks"]>,
): FileEdit {
  const target = movedTo === path ? null : movedTo;
  return {
    path,
    movedTo: target,
    change: "update",
    before: null,
    after: null,
    hunks: hunks.length === 0 ? null : hunks,
  };
}
