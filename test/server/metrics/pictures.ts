// Pictures told by sessions, turns and pieces; and random ones. As in a real one, a turn's pieces share its cost evenly by
// line in order of path, and a piece is kept if and only if its work is on the main line.
import fc from "fast-check";
import { evenShareOfRun } from "../../../server/metrics/part-of-turn.ts";
import { NONE, OUTCOMES, type Picture } from "../../../server/metrics/picture.ts";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** A Wednesday. */
export const NOW = Date.UTC(2026, 5, 17, 15, 20);

export const REPOSITORIES = ["/volumes/shop", "/volumes/tools", "/own/shop"];
export const MODELS = ["large", "small", "unknown-price"];
export const AGENTS = [
  { id: "agent-a", label: "Agent A", deletesAfterDays: 30 },
  { id: "agent-b", label: "Agent B", deletesAfterDays: null },
];

type ToldSpend = {
  readonly model?: number;
  readonly requests?: number;
  readonly priced?: boolean;
  /** Tokens; each kind gets some of them. */
  readonly tokens?: number;
  readonly cost?: number;
  readonly estimated?: number;
};

type ToldPiece = {
  /** Within its repository; outside of any, with a NONE for it. */
  readonly path?: string;
  readonly repository?: number;
  readonly model?: number;
  readonly written?: boolean;
  readonly outcome?: (typeof OUTCOMES)[number];
  readonly lines?: number;
  readonly words?: number;
  /** Days ago. */
  readonly from?: number;
  readonly until?: number;
};

type ToldTurn = {
  /** Days ago. */
  readonly ago?: number;
  readonly unseen?: boolean;
  readonly context?: number;
  readonly spends?: readonly ToldSpend[];
  readonly pieces?: readonly ToldPiece[];
};

export type ToldSession = {
  readonly agent?: number;
  readonly home?: number;
  readonly folder?: string;
  readonly branch?: string | null;
  readonly turns: readonly ToldTurn[];
};

/** The picture of some sessions, told in order of their start. */
export function pictureOf(told: readonly ToldSession[], change: Partial<Picture> = {}): Picture {
  const turns = told.flatMap(({ turns: own }, session) =>
    own.map((turn, index) => ({ ...turn, session, index, started: NOW - (turn.ago ?? 1) * DAY })),
  );
  const spends = turns.flatMap(({ spends: own = [{}] }, turn) => own.map((one) => spendRow(one, turn)));
  const pieces = turns.flatMap(({ pieces: own = [] }, turn) =>
    pieceRows(
      own,
      turn,
      spends.filter((spend) => spend.turn === turn),
    ),
  );
  const paths = [...new Set(pieces.map(({ path }) => path))];
  const commits = [...new Set(pieces.flatMap(({ from, until }) => [from, until]))]
    .filter((at) => !Number.isNaN(at))
    .map((at) => ({ id: at.toString(16).padStart(40, "0"), repository: 0, at, reverting: false }));
  const commitAt = (at: number): number => commits.findIndex((commit) => commit.at === at);
  const ints = <T>(rows: readonly T[], pick: (row: T) => number): Int32Array => Int32Array.from(rows, pick);
  const floats = <T>(rows: readonly T[], pick: (row: T) => number): Float64Array =>
    Float64Array.from(rows, pick);
  return {
    at: NOW,
    followed: true,
    agents: AGENTS,
    repositories: REPOSITORIES.map((root) => ({ root, branch: "main" })),
    models: MODELS,
    paths,
    commits,
    sessions: told.map(({ agent = 0, home = 0, folder, branch = null }, number) => {
      const times = turns.filter(({ session }) => session === number).map(({ started }) => started);
      return {
        agent: AGENTS[agent]?.id ?? "",
        session: `session-${number}`,
        started: Math.min(...times),
        ended: Math.max(...times) + HOUR / 4,
        branch,
        folders: [folder ?? REPOSITORIES[home] ?? "/nowhere"],
        home,
      };
    }),
    turns: {
      session: ints(turns, ({ session }) => session),
      index: ints(turns, ({ index }) => index),
      started: floats(turns, ({ started }) => started),
      unseen: Uint8Array.from(turns, ({ unseen }) => (unseen === true ? 1 : 0)),
      context: floats(turns, ({ context = 10_000 }) => context),
    },
    spends: {
      turn: ints(spends, (row) => row.turn),
      model: ints(spends, (row) => row.model),
      requests: ints(spends, (row) => row.requests),
      floors: ints(spends, (row) => (row.estimatedTokens > 0 ? 1 : 0)),
      estimated: ints(spends, (row) => (row.estimatedTokens > 0 ? 1 : 0)),
      recorded: ints(spends, (row) => row.requests),
      priced: Uint8Array.from(spends, (row) => row.priced),
      cost: BigInt64Array.from(spends.map((row) => row.cost)),
      estimatedCost: BigInt64Array.from(spends.map((row) => row.estimatedCost)),
      unpricedTokens: floats(spends, (row) => row.unpricedTokens),
      estimatedTokens: floats(spends, (row) => row.estimatedTokens),
      input: floats(spends, (row) => row.kinds[0]),
      output: floats(spends, (row) => row.kinds[1]),
      cacheRead: floats(spends, (row) => row.kinds[2]),
      cacheWrite: floats(spends, (row) => row.kinds[3]),
    },
    pieces: {
      turn: ints(pieces, (row) => row.turn),
      path: ints(pieces, (row) => paths.indexOf(row.path)),
      repository: ints(pieces, (row) => row.repository),
      model: ints(pieces, (row) => row.model),
      written: Uint8Array.from(pieces, (row) => (row.written ? 1 : 0)),
      outcome: Uint8Array.from(pieces, (row) => OUTCOMES.indexOf(row.outcome)),
      lines: ints(pieces, (row) => row.lines),
      words: ints(pieces, (row) => row.words),
      cost: BigInt64Array.from(pieces.map((row) => row.cost)),
      tokens: floats(pieces, (row) => row.tokens),
      from: floats(pieces, (row) => row.from),
      until: floats(pieces, (row) => row.until),
      landed: ints(pieces, (row) => commitAt(row.from)),
      gone: ints(pieces, (row) => commitAt(row.until)),
    },
    coverage: { assumed: [], unreadable: [], skippedRecords: 0 },
    prices: { source: "a table", asOf: "2026-06-01" },
    begun: NOW - 90 * DAY,
    ...change,
  };
}

function spendRow(told: ToldSpend, turn: number) {
  const { model = 0, requests = 2, priced = model !== 2, tokens = 1000, cost = 90, estimated = 0 } = told;
  const [input, output, cacheRead] = [tokens >> 3, tokens >> 4, tokens >> 1];
  return {
    turn,
    model,
    requests,
    priced: priced ? 1 : 0,
    cost: priced ? BigInt(cost) : 0n,
    estimatedCost: BigInt(estimated * 7),
    unpricedTokens: priced ? 0 : tokens,
    estimatedTokens: estimated,
    tokens,
    kinds: [input, output, cacheRead, tokens - input - output - cacheRead] as const,
  };
}

function pieceRows(told: readonly ToldPiece[], turn: number, spends: readonly ReturnType<typeof spendRow>[]) {
  const cost = spends.reduce((sum, spend) => sum + spend.cost, 0n);
  const tokens = BigInt(spends.reduce((sum, spend) => sum + spend.tokens, 0));
  const whole = told.map((piece) => wholePiece(piece, turn, spends[0]?.model ?? NONE));
  const ordered = whole.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const count = ordered.reduce((sum, { lines }) => sum + lines, 0);
  let first = 0;
  return ordered.map((piece) => {
    const run = { first, end: (first += piece.lines) };
    const share = Number(evenShareOfRun(tokens, count, run));
    return { ...piece, cost: evenShareOfRun(cost, count, run), tokens: share };
  });
}

const LANDED = ["kept", "reworked", "reverted"];

function wholePiece(told: ToldPiece, turn: number, model: number) {
  const { path = "a.ts", repository = 0, written = true, outcome = "kept", lines = 3 } = told;
  const landed = LANDED.includes(outcome) && (told.from !== undefined || outcome === "kept");
  return {
    turn,
    path: repository === NONE ? `/elsewhere/${path}` : `${REPOSITORIES[repository] ?? ""}/${path}`,
    repository,
    model: told.model ?? model,
    written,
    outcome,
    lines,
    words: written && outcome === "kept" ? (told.words ?? lines * 4) : 0,
    from: landed ? NOW - (told.from ?? 1) * DAY : Number.NaN,
    until: landed && outcome !== "kept" ? NOW - (told.until ?? 0) * DAY : Number.NaN,
  };
}

const toldPiece = fc
  .record({
    path: fc.constantFrom("a.ts", "b.test.ts", "c.md", "d.css", "e.json", "f"),
    repository: fc.constantFrom(0, 0, 1, 2, NONE),
    model: fc.constantFrom(0, 1, 2, NONE),
    written: fc.boolean(),
    outcome: fc.constantFrom(...OUTCOMES),
    lines: fc.integer({ min: 1, max: 9 }),
    words: fc.integer({ min: 0, max: 50 }),
    landed: fc.boolean(),
    age: fc.integer({ min: 1, max: 60 }),
    life: fc.integer({ min: 0, max: 50 }),
  })
  .map(({ landed, age, life, ...piece }): ToldPiece => {
    const until = Math.max(0, age - life);
    if (piece.repository === NONE) return { ...piece, outcome: "outside" };
    return landed ? { ...piece, from: age, until } : piece;
  });

const toldTurn = fc.record({
  ago: fc.integer({ min: 0, max: 120 }),
  unseen: fc.boolean(),
  context: fc.integer({ min: 0, max: 400_000 }),
  spends: fc.uniqueArray(
    fc.record({
      model: fc.constantFrom(0, 1, 2, NONE),
      requests: fc.integer({ min: 1, max: 9 }),
      tokens: fc.integer({ min: 0, max: 100_000 }),
      cost: fc.integer({ min: 0, max: 10 ** 12 }),
      estimated: fc.constantFrom(0, 0, 17),
    }),
    { selector: ({ model }) => model, maxLength: 3 },
  ),
  pieces: fc.array(toldPiece, { maxLength: 5 }),
});

/** Sessions of any kind, with turns of any time. */
export const anySessions: fc.Arbitrary<ToldSession[]> = fc.array(
  fc.record({
    agent: fc.constantFrom(0, 1),
    home: fc.constantFrom(0, 1, NONE),
    turns: fc
      .array(toldTurn, { minLength: 1, maxLength: 4 })
      .map((turns) => turns.toSorted((a, b) => b.ago - a.ago)),
  }),
  { maxLength: 6 },
);
