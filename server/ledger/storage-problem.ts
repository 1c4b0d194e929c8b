// What keeps the ledger from being written or read, in words for whoever can do something about it.

/** The memory that processes share could not be made as large as needed: it lies in a file on the same disk. */
const NO_SHARED_MEMORY = 10 + 19 * 256;

/** By SQLite's primary result code. */
const PROBLEMS: Readonly<Record<number, string>> = {
  5: "another process kept it busy for too long",
  6: "another process kept it busy for too long",
  8: "it lies where nothing can be written",
  10: "the disk could not be read or written",
  13: "the disk is full",
  14: "its file or folder could not be opened",
};

/** The problem behind an error of the database; null where it is no such problem, but a fault of ours. */
export function storageProblemOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return null;
  if (error.errcode === NO_SHARED_MEMORY) return "the disk is full";
  return PROBLEMS[error.errcode & 0xff] ?? null;
}
