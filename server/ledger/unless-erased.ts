// What a process knew before something was erased elsewhere must not come back: who draws from the ledger for long writes
// only as long as nothing was.
import type { DatabaseSync } from "node:sqlite";
import { transact } from "./database.ts";
import type { Notes } from "./notes.ts";

/** Grows whenever something is erased: what a process remembers of the ledger is good no longer. */
export const GENERATION = "generation";

export type UnlessErased = {
  /** Does `write` in a transaction, or nothing where something was erased since the ledger was opened. */
  write(write: () => unknown): void;
  /** This process has itself erased something: what it writes from now on is of what is left. */
  goOn(): void;
};

/** Compares and writes at one moment. */
export function unlessErased(database: DatabaseSync, notes: Notes): UnlessErased {
  let known = notes.number(GENERATION);
  return {
    write: (write) =>
      transact(database, () => {
        if (notes.number(GENERATION) === known) write();
      }),
    goOn: () => {
      known = notes.number(GENERATION);
    },
  };
}
