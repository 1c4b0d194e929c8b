// What of all records was not understood, or could not be read.
import type { DatabaseSync } from "node:sqlite";

export type Coverage = {
  readonly skippedRecords: number;
  readonly skippedByReason: Readonly<Record<string, number>>;
  readonly unreadable: readonly { readonly path: string; readonly offset: number; readonly reason: string }[];
};

/** The coverage of all that was read. */
export function coverageOf(database: DatabaseSync): Coverage {
  const skips = database
    .prepare("SELECT reason, sum(records) AS records FROM skips GROUP BY reason ORDER BY reason")
    .all();
  const unreadable = database.prepare(
    "SELECT path, unreadable.offset, reason FROM unreadable JOIN sources ON id = source ORDER BY path, unreadable.offset",
  );
  return {
    skippedRecords: skips.reduce((sum, row) => sum + Number(row["records"]), 0),
    skippedByReason: Object.fromEntries(skips.map((row) => [String(row["reason"]), Number(row["records"])])),
    unreadable: unreadable.all().map((row) => ({
      path: String(row["path"]),
      offset: Number(row["offset"]),
      reason: String(row["reason"]),
    })),
  };
}
