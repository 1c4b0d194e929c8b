// What `forget` would erase, or has erased. The JSON that `--format json` prints.

export type ForgetWhat =
  | { readonly what: "everything" }
  /** `name`: an absolute folder, an agent's id, a session's whole id. */
  | { readonly what: "repository" | "agent" | "session"; readonly name: string };

export type Forgetting = {
  readonly schema: "tokenworth/forget@1";
  readonly what: ForgetWhat["what"];
  readonly name: string | null;
  /** false: this is only what there is to erase. */
  readonly erased: boolean;
  readonly sessions: number;
  readonly requests: number;
  readonly edits: number;
  /** The time that they span; null where there is nothing. */
  readonly first: string | null;
  readonly last: string | null;
  /** Logs that were read and are gone from the disk: what they told stands in the ledger alone. */
  readonly logsGone: number;
};
