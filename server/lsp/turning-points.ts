// When a status changes though nothing happens: at midnight another day begins, and a session is not running any more.
import type { Picture } from "../metrics/picture.ts";

/** A session runs as long as it did something within so many ms. */
const RUNNING_MS = 30 * 60_000;

/** The next such moment after `now`, epoch ms. */
export function nextTurningPoint(picture: Picture | null, now: number): number {
  const midnight = new Date(now);
  midnight.setHours(24, 0, 0, 0);
  const ends = (picture?.sessions ?? [])
    .map(({ ended }) => ended + RUNNING_MS + 1)
    .filter((end) => end > now);
  return ends.reduce((first, end) => Math.min(first, end), midnight.getTime());
}
