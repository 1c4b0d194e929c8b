// What `verify` says, as `docs/metrics.md` explains it. The JSON that `--format json` prints.

export type MismatchCause = "rename" | "merge" | "hunk" | "other";

export type Verify = {
  readonly schema: "tokenworth/verify@1";
  /** Absolute path. */
  readonly repository: string;
  /** The main line, and the commit it was at; null in a repository without commits. */
  readonly branch: string | null;
  readonly rev: string | null;
  readonly firstParent: boolean;
  /** What was compared. */
  readonly files: number;
  readonly lines: number;
  /** Lines of which both say the same. */
  readonly same: number;
  readonly mismatches: readonly {
    readonly path: string;
    readonly lines: number;
    readonly cause: MismatchCause;
  }[];
  /** Files that git could not tell about. */
  readonly notCompared: readonly { readonly path: string; readonly reason: string }[];
  readonly seconds: { readonly replay: number; readonly blame: number };
};
