// How often a server that ended is started again.

const WITHIN_MS = 180_000;
const AT_MOST = 5;
const FIRST_WAIT_MS = 1000;

/** How long (ms) to wait before the next start, when the server has ended at these times (epoch ms, the last one now); null: give up. */
export function waitBefore(ends: readonly number[], now: number): number | null {
  const recent = ends.filter((end) => now - end < WITHIN_MS).length;
  return recent > AT_MOST ? null : FIRST_WAIT_MS * 2 ** Math.max(0, recent - 1);
}
