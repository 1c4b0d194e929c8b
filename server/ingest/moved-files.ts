// A file at a new path may be one that was read at another: a rotation, an archive, a renamed folder.
import { basename } from "node:path";
import { closeSync } from "node:fs";
import type { Seal } from "../ledger/fingerprint.ts";
import type { Source } from "../ledger/store.ts";
import { openFile } from "./open-file.ts";
import { continues, type Mark } from "./file-mark.ts";

/** Takes a source out of those whose file is gone, if the file at `path` continues what was read of it; else null. */
export type TakeMoved = (path: string, mark: Mark) => Source | null;

/** Looks among `missing` for sources of the same inode or the same file name. */
export function movedAmong(missing: readonly Source[], seal: Seal): TakeMoved {
  const left = new Set(missing.filter(({ offset }) => offset > 0));
  return (path, mark) => {
    const candidates = [...left].filter(
      (source) => source.identity === mark.identity || basename(source.path) === basename(path),
    );
    const moved =
      candidates.length === 0 ? undefined : candidates.find((source) => fits(path, mark, source, seal));
    if (moved === undefined) return null;
    left.delete(moved);
    return moved;
  };
}

function fits(path: string, mark: Mark, source: Source, seal: Seal): boolean {
  let file: number;
  try {
    file = openFile(path);
  } catch {
    return false;
  }
  try {
    return continues(file, mark.size, source, seal);
  } finally {
    closeSync(file);
  }
}
