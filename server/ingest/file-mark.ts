// How a file is known again: unchanged, grown, moved, or another one under the same name.
import { fstatSync, readSync, statSync } from "node:fs";
import type { Seal } from "../ledger/fingerprint.ts";
import type { Checkpoint } from "../ledger/store.ts";

/** So many bytes at the beginning, and before the offset, tell whether a file still begins with what was read. */
const PROBE = 4096;

/** A file as the system describes it. */
export type Mark = {
  readonly identity: string;
  readonly stamp: string;
  readonly size: number;
  readonly changedAt: number;
};

/** The mark of a path; null where there is no such file. One `stat`. */
export function markOf(path: string): Mark | null {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined || !stats.isFile() ? null : markFrom(stats);
}

/** The mark of an open file. */
export function markOfOpen(file: number): Mark {
  return markFrom(fstatSync(file, { bigint: true }));
}

function markFrom({ dev, ino, size, mtimeNs, mtimeMs }: MarkStats): Mark {
  return {
    identity: `${dev}:${ino}`,
    stamp: `${dev}:${ino}:${size}:${mtimeNs}`,
    size: Number(size),
    changedAt: Number(mtimeMs),
  };
}

type MarkStats = { dev: bigint; ino: bigint; size: bigint; mtimeNs: bigint; mtimeMs: bigint };

/** Digests of the beginning and of what stands before `offset`. */
export function probesOf(file: number, offset: number, seal: Seal): Pick<Checkpoint, "head" | "tail"> {
  const length = Math.min(PROBE, offset);
  return { head: seal(bytesAt(file, 0, length)), tail: seal(bytesAt(file, offset - length, length)) };
}

/** Whether a file still begins with all that was read of it. */
export function continues(file: number, size: number, read: Checkpoint, seal: Seal): boolean {
  if (size < read.offset) return false;
  const { head, tail } = probesOf(file, read.offset, seal);
  return Buffer.compare(head, read.head) === 0 && Buffer.compare(tail, read.tail) === 0;
}

function bytesAt(file: number, position: number, length: number): Uint8Array {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, position));
}
