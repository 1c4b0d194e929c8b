// The comparison with git, in the words of the wire.
import type { Cause } from "../analysis/mismatches.ts";
import type { Verification } from "../analysis/verify.ts";
import type { MismatchCause, Verify } from "../protocol/verify.ts";

/** The answer to `verify`. Mismatches stand in the order of path, then of how many lines. */
export function verifyOf(found: Verification, firstParent: boolean): Verify {
  const { repository, main, files, lines, same, notCompared } = found;
  return {
    schema: "tokenworth/verify@1",
    repository,
    branch: main?.name ?? null,
    rev: main?.commit ?? null,
    firstParent,
    files,
    lines,
    same,
    mismatches: found.mismatches.map(({ path, lines: count, cause }) => ({
      path,
      lines: count,
      cause: CAUSES[cause],
    })),
    notCompared,
    seconds: { replay: seconds(found.replayMs), blame: seconds(found.blameMs) },
  };
}

const CAUSES: Readonly<Record<Cause, MismatchCause>> = {
  rename: "rename",
  merge: "merge",
  hunk: "hunk",
  binary: "other",
  other: "other",
};

/** To the hundredth. */
const seconds = (ms: number): number => Math.round(ms / 10) / 100;
