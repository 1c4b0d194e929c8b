// The files of a patch as its result records them: whole texts of added and deleted ones, a diff of each updated one.
import { isRecord, textOf } from "../../lib/json.ts";
import { absolutePath } from "../../lib/paths.ts";
import type { FileEdit } from "../agent.ts";
import { creation, deletion, update } from "./patch.ts";
import { parseUnified } from "./unified.ts";

/** What a result tells of its files, and one reason for each that can't be read. */
export type Changes = { readonly files: readonly FileEdit[]; readonly skipped: readonly string[] };

type Fields = Record<string, unknown>;

/** Takes an object by path, or a list of records that name theirs. Relative paths start from `cwd`. */
export function changesOf(changes: unknown, cwd: string | null): Changes {
  const files: FileEdit[] = [];
  const skipped: string[] = [];
  for (const [path, change] of entriesOf(changes)) {
    const file = fileOf(absolutePath(path, cwd), change, cwd);
    if (typeof file === "string") skipped.push(file);
    else files.push(file);
  }
  return { files, skipped };
}

function entriesOf(changes: unknown): [string, unknown][] {
  if (isRecord(changes)) return Object.entries(changes);
  if (!Array.isArray(changes)) return [];
  return changes.map((change: unknown) => [isRecord(change) ? (textOf(change["path"]) ?? "") : "", change]);
}

function fileOf(path: string | null, change: unknown, cwd: string | null): FileEdit | string {
  if (path === null) return "no-folder";
  if (!isRecord(change)) return "unknown-change";
  const { type, fields } = shapeOf(change);
  const text = fields["content"] ?? fields["diff"];
  if (type === "add") return typeof text === "string" ? creation(path, text) : "unknown-change";
  if (type === "delete") return deletion(path, typeof text === "string" ? text : null);
  if (type !== "update") return "unknown-change";
  const target = textOf(fields["move_path"]);
  const movedTo = target === null ? null : absolutePath(target, cwd);
  const diff = fields["unified_diff"] ?? fields["diff"];
  const hunks = typeof diff === "string" ? parseUnified(diff) : null;
  if (hunks === null) return "unknown-diff";
  return hunks.length === 0 && movedTo === null ? "empty-change" : update(path, movedTo, hunks);
}

/** The kind of change stands as `type`, as `kind`, or as the one key that holds the rest. */
function shapeOf(change: Fields): { readonly type: string | null; readonly fields: Fields } {
  const kind = change["type"] ?? change["kind"];
  if (isRecord(kind)) return { type: textOf(kind["type"]), fields: { ...change, ...kind } };
  if (typeof kind === "string") return { type: kind, fields: change };
  const type = ["add", "delete", "update"].find((name) => Object.hasOwn(change, name)) ?? null;
  const inner = type === null ? null : change[type];
  return { type, fields: isRecord(inner) ? inner : {} };
}
