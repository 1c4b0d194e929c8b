// A made-up agent whose lines hold the events themselves, and the surroundings to read it in.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type {
  Agent,
  AgentEvent,
  EditEvent,
  FileEdit,
  RequestEvent,
  Surroundings,
} from "../../../server/agents/agent.ts";
import { ingest, type IngestOptions } from "../../../server/ingest/ingest.ts";
import { type Ledger, openLedger } from "../../../server/ledger/ledger.ts";

export const KEY = new Uint8Array(32).fill(7);

type State = { readonly lines: number };
type LinesAgent = Extract<Agent<State>, { source: "lines" }>;

/** Reads `{"events":[...]}` lines; anything else is skipped. */
export const plainAgent: LinesAgent = {
  id: "plain",
  label: "Plain",
  version: 1,
  source: "lines",
  needles: ['"events"'],
  where: ({ home }) => [{ folder: join(home, "logs"), matches: (path) => path.endsWith(".jsonl") }],
  start: () => ({ lines: 0 }),
  parse: (line, state) => {
    const next = { lines: state.lines + 1 };
    try {
      const record: { events: AgentEvent[] } = JSON.parse(line);
      return { events: record.events, skipped: [], state: next };
    } catch {
      return { events: [], skipped: ["not-json"], state: next };
    }
  },
};

/** The same events out of one JSON document. */
export const documentAgent: Agent<State> = {
  id: "document",
  label: "Document",
  version: 1,
  source: "documents",
  where: ({ home }) => [{ folder: join(home, "documents"), matches: (path) => path.endsWith(".json") }],
  start: () => ({ lines: 0 }),
  parse: (text, state) => {
    const record: { events: AgentEvent[] } = JSON.parse(text);
    return { events: record.events, skipped: [], state };
  },
};

/** The same events out of a table's column. */
export const rowsAgent: Agent<State> = {
  id: "rows",
  label: "Rows",
  version: 1,
  source: "rows",
  query: "SELECT data FROM records ORDER BY id",
  where: ({ home }) => [{ folder: join(home, "databases"), matches: (path) => path.endsWith(".db") }],
  start: () => ({ lines: 0 }),
  parse: (row, state) => {
    const record: { events: AgentEvent[] } = JSON.parse(String(row["data"]));
    return { events: record.events, skipped: [], state };
  },
};

export type Place = {
  readonly folder: string;
  readonly ledger: Ledger;
  write(name: string, text: string | Uint8Array): string;
  ingest(options?: Partial<IngestOptions>): ReturnType<typeof ingest>;
  end(): void;
};

/** A home folder and a ledger of their own. */
export function createPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), "ingest-test-"));
  const surroundings: Surroundings = { home: folder, env: {}, platform: "linux" };
  const ledger = openLedger(join(folder, "ledger"), KEY);
  return {
    folder,
    ledger,
    write: (name, text) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return path;
    },
    ingest: (options = {}) =>
      ingest({
        agents: [plainAgent],
        surroundings,
        ledger,
        countTokens: (text) => text.length,
        resume: true,
        ...options,
      }),
    end: () => {
      ledger.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** All that a ledger hands out, as plain values that can be compared. */
export function viewsOf(ledger: Ledger) {
  const plain: unknown = JSON.parse(
    JSON.stringify(
      { sessions: ledger.sessions(), requests: [...ledger.requests()], edits: [...ledger.edits()] },
      (_, value) => (ArrayBuffer.isView(value) ? Object.values(value) : value),
    ),
  );
  return plain;
}

export const line = (...events: AgentEvent[]): string => `${JSON.stringify({ events })}\n`;

export const request = (key: string, at: number, more: Partial<RequestEvent> = {}): RequestEvent => ({
  kind: "request",
  key,
  session: "s",
  at,
  model: "m",
  provider: null,
  tokens: { input: 1, output: 2, cacheRead: 3, cacheWrite5m: 0, cacheWrite1h: 0 },
  webSearches: 0,
  fast: false,
  quality: "exact",
  costUsd: null,
  visible: "",
  visibleInput: "",
  sidechain: false,
  sameAs: null,
  replay: null,
  ...more,
});

export const prompt = (key: string, at: number, session = "s"): AgentEvent => ({
  kind: "prompt",
  key,
  session,
  at,
  text: null,
});

export const edit = (key: string, at: number, more: Partial<EditEvent> = {}): EditEvent => ({
  kind: "edit",
  stage: "result",
  key,
  session: "s",
  at,
  model: null,
  status: "applied",
  files: [file("/w/a.ts", "one\ntwo\n", "one\n2\n")],
  ...more,
});

export const file = (path: string, before: string | null, after: string | null): FileEdit => ({
  path,
  movedTo: null,
  change: "update",
  before,
  after,
  hunks: null,
});
