// When git fails, or says what can't be understood: the repository's trouble, and no fault of ours.

const NAME = "GitFailure";

/** An error with git's words, or about them. */
export function gitFailure(message: string): Error {
  return Object.assign(new Error(message), { name: NAME });
}

/** What git failed with; null for any other error. */
export function gitFailureOf(error: unknown): string | null {
  return error instanceof Error && error.name === NAME ? error.message : null;
}
