// Facts as the ledger hands them out, with whatever a test wants otherwise.
import type { Turn } from "../../../server/analysis/turns.ts";
import type { RequestFact, SessionFact } from "../../../server/ledger/facts.ts";

export const sessionFact = (given: Partial<SessionFact> = {}): SessionFact => ({
  agent: "an-agent",
  session: "one",
  started: 0,
  ended: 0,
  folders: [],
  branch: null,
  prompts: [],
  commands: [],
  ...given,
});

/** A request of 1,700 tokens that costs 0.0085 USD. */
export const requestFact = (given: Partial<RequestFact> = {}): RequestFact => ({
  agent: "an-agent",
  session: "one",
  key: "request",
  at: Date.UTC(2026, 2, 2),
  model: "claude-opus-4-5-20251101",
  provider: "anthropic",
  tokens: { input: 100, output: 200, cacheRead: 1000, cacheWrite5m: 400, cacheWrite1h: 0 },
  webSearches: 0,
  fast: false,
  quality: "exact",
  costUsd: null,
  estimatedInput: 0,
  estimatedOutput: 0,
  ...given,
});

export const turnOf = (requests: readonly Partial<RequestFact>[]): Turn => ({
  session: sessionFact(),
  index: 0,
  started: 0,
  requests: requests.map(requestFact),
  unseen: false,
});
