// Who and what the made-up data is about: nobody and nothing that exists, in numbers that could be anybody's.

type Price = {
  readonly input: bigint;
  readonly output: bigint;
  readonly cacheRead: bigint;
  readonly cacheWrite: bigint;
};

/** 10⁻¹² USD for a token; null: no price is known. */
export type DemoModel = { readonly name: string; readonly price: Price | null };

const micro = (input: number, output: number, cacheRead: number, cacheWrite: number): Price => ({
  input: BigInt(input * 1e6),
  output: BigInt(output * 1e6),
  cacheRead: BigInt(cacheRead * 1e6),
  cacheWrite: BigInt(cacheWrite * 1e6),
});

/** Numbers of the models are their places here. */
export const DEMO_MODELS: readonly DemoModel[] = [
  { name: "claude-opus-4-5", price: micro(5, 25, 0.5, 6.25) },
  { name: "claude-sonnet-4-5", price: micro(3, 15, 0.3, 3.75) },
  { name: "claude-haiku-4-5", price: micro(1, 5, 0.1, 1.25) },
  { name: "gpt-5.1", price: micro(1.25, 10, 0.125, 1.25) },
  { name: "devstral-local", price: null },
];

/** The small model that some turns use beside the first. */
export const SMALL_MODEL = 2;

export type DemoAgent = {
  readonly id: string;
  readonly label: string;
  readonly deletesAfterDays: number | null;
  readonly weight: number;
  /** Its requests' output counts are only floors. */
  readonly floors: boolean;
  /** How much longer its lines live than others'. */
  readonly lasting: number;
  readonly models: readonly [
    { readonly model: number; readonly weight: number },
    ...{ readonly model: number; readonly weight: number }[],
  ];
};

export const DEMO_AGENTS: readonly [DemoAgent, ...DemoAgent[]] = [
  {
    id: "demo-kestrel",
    label: "Kestrel",
    deletesAfterDays: 30,
    weight: 58,
    floors: false,
    lasting: 1.2,
    models: [
      { model: 1, weight: 62 },
      { model: 0, weight: 32 },
      { model: 2, weight: 6 },
    ],
  },
  {
    id: "demo-juniper",
    label: "Juniper",
    deletesAfterDays: null,
    weight: 30,
    floors: false,
    lasting: 0.9,
    models: [
      { model: 3, weight: 85 },
      { model: 1, weight: 15 },
    ],
  },
  {
    id: "demo-heron",
    label: "Heron",
    deletesAfterDays: null,
    weight: 12,
    floors: true,
    lasting: 0.6,
    models: [
      { model: 4, weight: 70 },
      { model: 2, weight: 30 },
    ],
  },
];

export type DemoRepository = {
  readonly root: string;
  readonly branch: string;
  readonly weight: number;
  readonly files: readonly [string, ...string[]];
};

const each = (folder: string, extension: string, names: string): string[] =>
  names.split(" ").map((name) => `${folder}/${name}${extension}`);

export const DEMO_REPOSITORIES: readonly [DemoRepository, ...DemoRepository[]] = [
  {
    root: "/home/sam/code/harbour",
    branch: "main",
    weight: 46,
    files: [
      "src/server.ts",
      ...each("src/import", ".ts", "reader sources csv-source mail-source schedule retry normalise dedupe"),
      ...each("src/orders", ".ts", "order totals tax shipping refunds history search export"),
      ...each("src/api", ".ts", "routes session errors paging rate-limit webhooks"),
      ...each("web/components", ".tsx", "order-table filter-bar date-range toast empty-state side-panel"),
      ...each("web/styles", ".css", "theme table panel"),
      ...each("test", ".test.ts", "reader csv-source totals tax refunds routes paging order-table"),
      ...each("docs", ".md", "importing api deploying"),
      ...each("config", ".json", "sources features"),
    ],
  },
  {
    root: "/home/sam/code/ledgerline",
    branch: "main",
    weight: 27,
    files: [
      "ledgerline/app.py",
      ...each("ledgerline/invoices", ".py", "model numbering rounding pdf reminders bank_match"),
      ...each("ledgerline/jobs", ".py", "queue nightly month_end retries"),
      ...each("tests", ".py", "test_numbering test_rounding test_bank_match test_month_end"),
      ...each("migrations", ".sql", "0007_reminders 0008_bank_match 0009_currency"),
      ...each("docs", ".md", "month-end bank-matching"),
      "pyproject.toml",
    ],
  },
  {
    root: "/home/sam/code/tidewatch",
    branch: "master",
    weight: 18,
    files: [
      "cmd/tidewatch/main.go",
      ...each("internal/gauge", ".go", "gauge poll parse store gauge_test parse_test"),
      ...each("internal/alert", ".go", "rules mail window rules_test"),
      ...each("deploy", ".yaml", "service alerts"),
      "README.md",
    ],
  },
  {
    root: "/home/sam/own/pocket-atlas",
    branch: "main",
    weight: 9,
    files: [
      "src/lib.rs",
      ...each("src", ".rs", "tiles cache labels render projection"),
      ...each("tests", ".rs", "tiles render"),
      "Cargo.toml",
      "README.md",
    ],
  },
];
