// One process at a time reads logs into the ledger; the others wait for it or read what is there. The lease is a row, so
// it outlives a process that was killed: then it is free at once, or, where that can't be told, when it was not renewed.
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import type { DatabaseSync } from "node:sqlite";
import { transact } from "./database.ts";

const RENEW_MS = 2000;
/** A holder that has not renewed it for so long is gone, or stopped: what it wrote last stands, what comes later is refused. */
const EXPIRES_MS = 15_000;
const ASK_AGAIN_MS = 40;
/** Waiting that nobody notices need not be told. */
const PATIENCE_MS = 1000;

export type Lease = {
  /**
   * Does `work` once this process has the lease, and gives it back. `onWait` is told, once, when that takes a while. null,
   * and nothing is done, when `signal` fires before.
   */
  hold<T>(work: () => Promise<T>, options: HoldOptions): Promise<T | null>;
  /** Whether this process still has it: to be asked within a transaction that writes. Renews it. */
  confirm(): boolean;
};

export type HoldOptions = {
  readonly signal?: AbortSignal | undefined;
  readonly onWait?: (() => void) | undefined;
};

type Holder = {
  readonly holder: string;
  readonly process: number;
  readonly machine: string;
  readonly renewed: number;
};

/** The lease of a database, as this connection sees it. */
export function leaseOf(database: DatabaseSync): Lease {
  const find = database.prepare("SELECT holder, process, machine, renewed FROM lease");
  const put = database.prepare("INSERT OR REPLACE INTO lease VALUES (1, ?, ?, ?, ?)");
  const renew = database.prepare("UPDATE lease SET renewed = ? WHERE holder = ?");
  const remove = database.prepare("DELETE FROM lease WHERE holder = ?");
  const own = randomUUID();
  let holds = 0;

  const confirm = (): boolean => renew.run(Date.now(), own).changes === 1;

  const take = (): boolean =>
    transact(database, () => {
      const now = Date.now();
      const row = find.get();
      if (row !== undefined && isHeld(holderOf(row), now)) return false;
      put.run(own, process.pid, hostname(), now);
      return true;
    });

  async function obtain({ signal, onWait }: HoldOptions): Promise<boolean> {
    for (let asked = 0; signal?.aborted !== true; asked++) {
      if (isFree(find.get()) && take()) return true;
      if (asked * ASK_AGAIN_MS === PATIENCE_MS) onWait?.();
      await wait(ASK_AGAIN_MS);
    }
    return false;
  }

  return {
    confirm,
    async hold(work, options) {
      // Work within work of the same process has it already.
      if (holds === 0 && !(await obtain(options))) return null;
      holds++;
      const timer = setInterval(() => tryTo(confirm), RENEW_MS);
      timer.unref();
      try {
        return await work();
      } finally {
        clearInterval(timer);
        if (--holds === 0) tryTo(() => remove.run(own));
      }
    },
  };
}

/** Looked at without taking the writer's place, so that many who wait do not keep the one from writing. */
const isFree = (row: Record<string, unknown> | undefined): boolean =>
  row === undefined || !isHeld(holderOf(row), Date.now());

function isHeld({ process: id, machine, renewed }: Holder, now: number): boolean {
  // A clock that was set back would keep a dead holder's lease for as long.
  if (Math.abs(now - renewed) > EXPIRES_MS) return false;
  return machine !== hostname() || isAlive(id);
}

/** A signal that is none asks whether there is such a process; EPERM says yes, but another user's. */
function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** A lease that can't be renewed or given back just now, since the disk is full or another writes, runs out by itself. */
function tryTo(work: () => unknown): void {
  try {
    work();
  } catch {
    // See above.
  }
}

const holderOf = (row: Record<string, unknown>): Holder => ({
  holder: String(row["holder"]),
  process: Number(row["process"]),
  machine: String(row["machine"]),
  renewed: Number(row["renewed"]),
});
