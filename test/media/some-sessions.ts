// Sessions as a server would tell of them, as many as wanted: always the same, from their numbers alone.
import type {
  Fate,
  Happening,
  SessionRow,
  SessionStory,
  SessionsPage,
  TurnRow,
} from "../../server/protocol/panel.ts";
import type { Params } from "../../server/protocol/requests.ts";
import type { LineCounts, Outcome } from "../../server/protocol/report.ts";

const END = Date.UTC(2026, 10, 20, 11, 40);
const HOUR = 3_600_000;
const tasks = [
  "Split the importer by source",
  "Why is the cache cold after deploy?",
  "Retry policy for the uploader",
  "Tests for the price table",
  "Prototype: streaming diff view",
  "Rename ledger columns",
  "Plan the migration to the new scheduler and tell me which parts could go wrong on Windows",
  null,
];
const models = ["opus-4.6", "gpt-5.5", "sonnet-5", "gpt-5.4"];
const repositories = ["tokenworth", "uploader", "notes"];
const none = { kept: 0, reworked: 0, reverted: 0, discarded: 0, open: 0, outside: 0, noCode: 0 };

const linesOf = (at: number): LineCounts => {
  const written = at % 6 === 1 ? 0 : 12 + ((at * 37) % 260);
  const reverted = at % 7 === 2 ? Math.floor(written * 0.6) : 0;
  const reworked = Math.floor(written * 0.12);
  const open = at < 3 ? Math.floor(written * 0.2) : 0;
  const kept = written - reverted - reworked - open;
  return { written, removed: at % 5, kept, reworked, reverted, open, discarded: 0, outside: 0 };
};

function spendOf(cost: number, lines: LineCounts): Record<Outcome, number> {
  if (lines.written === 0) return { ...none, noCode: cost };
  const part = (count: number): number => (cost * count) / lines.written;
  return {
    ...none,
    kept: part(lines.kept),
    reworked: part(lines.reworked),
    reverted: part(lines.reverted),
    open: part(lines.open),
  };
}

/** The session of a number; 0 is the newest. */
export function sessionRowOf(at: number): SessionRow {
  const cost = Math.round(100 * (0.3 + ((at * 53) % 97) / 11)) / 100;
  const started = END - at * 5 * HOUR;
  const lines = linesOf(at);
  return {
    agent: at % 3 === 1 ? "b" : "a",
    agentLabel: at % 3 === 1 ? "Other Agent" : "Demo Agent",
    session: `s${at}`,
    started: new Date(started).toISOString(),
    ended: new Date(started + HOUR).toISOString(),
    repositories: [repositories[at % 3] ?? ""],
    models: at % 9 === 4 ? [models[0] ?? "", models[1] ?? ""] : [models[at % 4] ?? ""],
    turns: 1 + (at % 7),
    tokens: Math.round(cost * 530_000),
    costUsd: at % 11 === 5 ? null : cost,
    estimatedCostUsd: at % 11 === 5 ? 0.4 : 0,
    unpricedTokens: at % 13 === 6 ? 9000 : 0,
    quality: "exact",
    requests: 4 * (1 + (at % 7)),
    lines,
    spend: spendOf(cost, lines),
  };
}

const sorting: Readonly<
  Record<Params<"tokenworth/sessions">["sort"]["by"], (row: SessionRow) => number | string>
> = {
  started: ({ started }) => started,
  agent: ({ agentLabel }) => agentLabel,
  repository: ({ repositories: [name] }) => name ?? "",
  model: ({ models: [name] }) => name ?? "",
  costUsd: ({ costUsd }) => costUsd ?? 0,
  tokens: ({ tokens }) => tokens,
  keptLines: ({ lines }) => lines.kept,
  turns: ({ turns }) => turns,
};

/** A page of so many sessions. */
export function sessionsPageOf(count: number, params: Params<"tokenworth/sessions">): SessionsPage {
  const { sort, outcome, from } = params;
  const value = sorting[sort.by];
  const way = sort.descending ? -1 : 1;
  const rows = Array.from({ length: count }, (_, at) => sessionRowOf(at))
    .filter((row) => outcome === null || row.spend[outcome] > 0)
    .map((row) => ({ row, key: value(row) }))
    .toSorted((a, b) => way * (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row);
  return {
    schema: "tokenworth/sessions@1",
    total: rows.length,
    from,
    rows: rows.slice(from, from + params.count),
  };
}

/** The first words of a session's turn; null where there are none. */
export const promptWordsOf = (session: string, turn: number): string | null =>
  tasks[(Number(session.slice(1)) + turn * 3) % tasks.length] ?? null;

const commit = (at: number): string =>
  `${(0x3f2a1c9 + at * 0x1111).toString(16)}0123456789abcdef0123456789abcdef`;

function turnOf(row: SessionRow, index: number): TurnRow {
  const share = 1 / row.turns;
  const lines = index === 0 ? row.lines : linesOf(1);
  return {
    index,
    started: new Date(Date.parse(row.started) + index * 420_000).toISOString(),
    models: row.models,
    contextTokens: 18_000 * (index + 1),
    unseen: index === 2,
    tokens: Math.round(row.tokens * share),
    costUsd: row.costUsd === null ? null : row.costUsd * share,
    estimatedCostUsd: row.estimatedCostUsd * share,
    unpricedTokens: Math.round(row.unpricedTokens * share),
    quality: row.quality,
    requests: 4,
    lines,
    spend: spendOf((row.costUsd ?? 0) * share, lines),
  };
}

const files = ["server/import/source.ts", "server/import/split.ts", "test/import/split.test.ts"];
const parts = [0.6, 0.3, 0.1];

function fatesOf(row: SessionRow): Fate[] {
  const landedAt = new Date(Date.parse(row.ended) + HOUR).toISOString();
  const goneAt = new Date(Date.parse(row.ended) + 60 * HOUR).toISOString();
  return files.flatMap((name, file) =>
    (["kept", "reworked", "reverted", "open"] as const)
      .map((outcome): Fate => {
        const gone = outcome === "reworked" || outcome === "reverted";
        return {
          turn: 0,
          path: `/home/ada/code/${row.repositories[0]}/${name}`,
          written: true,
          outcome,
          lines: Math.round(row.lines[outcome] * (parts[file] ?? 0)),
          model: row.models[0] ?? null,
          landed: outcome === "open" ? null : { commit: commit(1), at: landedAt },
          gone: gone ? { commit: commit(2), at: goneAt, reverting: outcome === "reverted" } : null,
        };
      })
      .filter(({ lines }) => lines > 0),
  );
}

function timelineOf(row: SessionRow, turns: readonly TurnRow[]): Happening[] {
  const at = (hours: number): string => new Date(Date.parse(row.ended) + hours * HOUR).toISOString();
  const { kept, reworked, reverted } = row.lines;
  return [
    ...turns.map(({ started, index }) => ({ at: started, what: "prompt" as const, turn: index })),
    ...(row.lines.written === 0
      ? []
      : [{ at: at(1), what: "landed" as const, commit: commit(1), lines: kept + reworked + reverted }]),
    ...(reworked > 0 ? [{ at: at(30), what: "reworked" as const, commit: commit(3), lines: reworked }] : []),
    ...(reverted > 0 ? [{ at: at(60), what: "reverted" as const, commit: commit(2), lines: reverted }] : []),
  ];
}

/** One session, opened. */
export function storyOf(session: string): SessionStory {
  const row = sessionRowOf(Number(session.slice(1)));
  const turns = Array.from({ length: row.turns }, (_, index) => turnOf(row, index));
  const fates = fatesOf(row);
  const root = `/home/ada/code/${row.repositories[0]}`;
  const countOf = (path: string, outcome: Fate["outcome"]): number =>
    fates.reduce((sum, fate) => sum + (fate.path === path && fate.outcome === outcome ? fate.lines : 0), 0);
  return {
    schema: "tokenworth/story@1",
    row,
    branch: "split-importer",
    folders: [root],
    turns,
    files: files
      .map((name) => ({ name, path: `${root}/${name}` }))
      .filter(({ path }) => fates.some((fate) => fate.path === path))
      .map(({ name, path }) => {
        const counts = {
          kept: countOf(path, "kept"),
          reworked: countOf(path, "reworked"),
          reverted: countOf(path, "reverted"),
          open: countOf(path, "open"),
          discarded: 0,
          outside: 0,
        };
        const written = Object.values(counts).reduce((sum, lines) => sum + lines, 0);
        return {
          name,
          path,
          repository: row.repositories[0] ?? null,
          lines: { ...counts, written, removed: 0 },
        };
      }),
    fates,
    timeline: timelineOf(row, turns),
  };
}
