// How a file is known again: unchanged, grown, moved, or another one under the same name.
import { fstatSync, readSync, statSync } from "node:fs";
import type { Seal } from "../ledger/fingerprint.ts";
import type { Checkpoint } from "../ledger/store.ts";
import { reasonOf } from "./unreadable.ts";

/** So many bytes at the beginning, and before the offset, tell whether a file still begins with what was read. */
const PROBE = 4096;

/** A file as the system describes it. */
export type Mark = {
  readonly identity: string;
  readonly stamp: string;
  readonly size: number;
  readonly changedAt: number;
};

/** The mark of a path; null where there is no such file, or none that one may look at. One `stat`. */
export function markOf(path: string): Mark | null {
  try {
    const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stats === undefined || !stats.isFile() ? null : markFrom(stats);
  } catch {
    return null;
  }
}

/** Why the system does not let one look at a path; null where it does, or where nothing is there. */
export function troubleWith(path: string): string | null {
  try {
    statSync(path);
    return null;
  } catch (error) {
    const reason = reasonOf(error);
    return reason === "ENOENT" ? null : reason;
  }
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

/** The bytes that a file begins with. */
export const headOf = (file: number): Uint8Array => bytesAt(file, 0, PROBE);

/** A stretch of a file's bytes as they were read. They may be overwritten later. */
export type Stretch = { readonly at: number; readonly bytes: Uint8Array };

/**
 * Digests of the beginning and of what stands before `offset`, as they were when they were read: a file that is written
 * anew meanwhile must not pass for what was read of it.
 */
export function probesOf(
  file: number,
  offset: number,
  read: { readonly head: Uint8Array; readonly last: Stretch | null },
  seal: Seal,
): Pick<Checkpoint, "head" | "tail"> {
  const length = Math.min(PROBE, offset);
  const from = offset - length - (read.last?.at ?? 0);
  const inLast = read.last !== null && from >= 0 && from + length <= read.last.bytes.length;
  const tail = inLast
    ? read.last.bytes.subarray(from, from + length)
    : bytesAt(file, offset - length, length);
  return { head: seal(read.head.subarray(0, length)), tail: seal(tail) };
}

/** Whether a file still begins with all that was read of it. */
export function continues(file: number, size: number, read: Checkpoint, seal: Seal): boolean {
  if (size < read.offset) return false;
  const { head, tail } = probesOf(file, read.offset, { head: headOf(file), last: null }, seal);
  return Buffer.compare(head, read.head) === 0 && Buffer.compare(tail, read.tail) === 0;
}

function bytesAt(file: number, position: number, length: number): Uint8Array {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, position));
}
