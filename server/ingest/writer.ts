// Writes to the ledger what was read, several pieces in one transaction: each costs the disk about the same.
import type { Source, Store, Write } from "../ledger/store.ts";

/** So much may wait, and so long: it is what a killed process has to read again. */
const MOST_WAITING = 128;
const LONGEST_WAIT_MS = 50;

export type Writer = {
  /** Takes a piece to write, and gives the source as it will be. */
  add(write: Write): Source;
  /** Writes all that waits. */
  flush(): void;
  /** The sources that were passed over up to now, and are to be read again. */
  readonly refused: ReadonlySet<number>;
  /** Whether anything was taken back up to now. */
  readonly withdrew: boolean;
};

/** A writer to a ledger. Throws, from both, where the ledger can't be written. */
export function createWriter(store: Pick<Store, "writeAll">): Writer {
  let waiting: Write[] = [];
  let since = 0;
  const refused = new Set<number>();
  let withdrew = false;
  const flush = (): void => {
    const writes = waiting;
    waiting = [];
    if (writes.length > 0) for (const { id } of store.writeAll(writes)) refused.add(id);
  };
  return {
    add: (write) => {
      if (waiting.length === 0) since = performance.now();
      waiting.push(write);
      if (write.withdrawal !== "nothing") withdrew = true;
      if (waiting.length >= MOST_WAITING || performance.now() - since >= LONGEST_WAIT_MS) flush();
      return { ...write.source, ...write.checkpoint, gone: false, revision: write.source.revision + 1 };
    },
    flush,
    refused,
    get withdrew() {
      return withdrew;
    },
  };
}
