// Files that can't be read: the system's reasons, and ours.

/** An error that tells of a file, like the system's own. `reason` is one short word. */
export function unreadable(reason: string): Error {
  return Object.assign(new Error(reason), { code: reason, syscall: "read" });
}

/**
 * The reason behind an error of a file: it may vanish, be locked or lie on a broken disk. Throws any other error again:
 * it is the ledger's or our own, and not to be hidden.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string")
    return error.code;
  throw error;
}
