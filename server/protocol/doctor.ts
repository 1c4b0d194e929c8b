// Whether all is well: where logs are looked for, which repositories are known, the ledger, the machine.

export type DoctorAgent = {
  readonly id: string;
  readonly label: string;
  readonly places: readonly { readonly folder: string; readonly found: "yes" | "no" | "unreadable" }[];
  readonly logs: number;
  readonly bytes: number;
  /** What the next run will read. */
  readonly unread: { readonly logs: number; readonly bytes: number };
  readonly logsGone: number;
  readonly sessions: number;
  readonly newestRecord: string | null;
  readonly skipped: readonly { readonly reason: string; readonly records: number }[];
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  readonly deletesAfterDays: number | null;
};

export type DoctorRepository = {
  readonly repository: string;
  readonly sessions: number;
  readonly branch: string | null;
  readonly bare: boolean;
  readonly shallow: boolean;
  readonly partial: boolean;
  readonly objectFormat: string | null;
  /** Folders that are gone and were its checkouts: known by what stood there (`moved`), or by the texts edited there. */
  readonly formerly: readonly { readonly folder: string; readonly knownBy: "moved" | "content" }[];
  readonly problem: string | null;
};

export type Doctor = {
  readonly schema: "tokenworth/doctor@1";
  readonly now: string;
  readonly machine: {
    readonly platform: string;
    readonly node: string;
    readonly git: string | null;
    readonly tokenworth: string;
  };
  readonly agents: readonly DoctorAgent[];
  readonly repositories: readonly DoctorRepository[];
  readonly homeless: readonly {
    readonly folder: string;
    readonly gone: boolean;
    readonly sessions: number;
  }[];
  readonly ledger: {
    readonly folder: string;
    readonly exists: boolean;
    readonly bytes: number;
    readonly begun: string | null;
    readonly lastRun: string | null;
    readonly problem: string | null;
    readonly setAside: readonly string[];
  };
  readonly settings: {
    readonly folder: string;
    /** Folders of other machines, and where they are here. */
    readonly paths: Readonly<Record<string, string>>;
    readonly problem: string | null;
  };
  /** What keeps Tokenworth from its work, a sentence each. None: all is well. */
  readonly problems: readonly string[];
};
