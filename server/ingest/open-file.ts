// The one way to open a log.
import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { unreadable } from "./unreadable.ts";

/** More bytes than any log has: what claims to be larger is some window into the system. */
const MOST_BYTES = 2 ** 34;

/** A pipe that nobody writes to would keep us waiting, and a terminal could become ours. Windows has no such flags. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** Opens a file for reading; the caller closes it. Throws where that can't be, or where it is a pipe, a device and the like. */
export function openFile(path: string): number {
  const file = openSync(path, FLAGS);
  const stats = fstatSync(file);
  if (stats.isFile() && stats.size <= MOST_BYTES) return file;
  closeSync(file);
  throw unreadable(stats.isFile() ? "too-large" : "not-a-file");
}
