// Made-up data that looks like a year of somebody's work: for people without logs, for pictures of the panel, and for
// measuring. Nothing in it is anybody's.
import { evenShareOfRun } from "../part-of-turn.ts";
import { NONE, OUTCOMES, type Picture, type PicturedSession, type Pieces, type Spends } from "../picture.ts";
import { createChance } from "./chance.ts";
import type { MadeCommit, MadePiece } from "./fates.ts";
import { makeSession, type MadeSession } from "./make-session.ts";
import type { MadeSpend } from "./spending.ts";
import { startsOfSessions } from "./starts.ts";
import { DEMO_AGENTS, DEMO_MODELS, DEMO_REPOSITORIES } from "./world.ts";

const WEEK = 7 * 86_400_000;

export type DemoSize = {
  /** Epoch ms. */
  readonly now: number;
  readonly sessions?: number;
  readonly weeks?: number;
};

/** The same picture for the same moment and size. */
export function demoPicture({ now, sessions = 420, weeks = 26 }: DemoSize): Picture {
  const chance = createChance(20_260_601);
  const begun = now - Math.round(weeks * 0.62) * WEEK;
  const made = startsOfSessions(chance, { now, count: sessions, weeks }).map((started, number) =>
    makeSession(chance, { number, started, now, begun }),
  );
  const paths = numbering<string>();
  const commits = numbering<MadeCommit>();
  const repositoryOf = new Map<MadeCommit, number>();
  for (const { repository, turns } of made)
    for (const { pieces } of turns)
      for (const { path, landed, gone } of pieces) {
        paths.numberOf(path);
        for (const commit of [landed, gone])
          if (commit !== null) {
            commits.numberOf(commit);
            repositoryOf.set(commit, repository);
          }
      }
  return {
    at: now,
    followed: true,
    agents: DEMO_AGENTS.map(({ id, label, deletesAfterDays }) => ({ id, label, deletesAfterDays })),
    repositories: DEMO_REPOSITORIES.map(({ root, branch }) => ({ root, branch })),
    models: DEMO_MODELS.map(({ name }) => name),
    paths: paths.list,
    commits: commits.list.map((commit) => ({ ...commit, repository: repositoryOf.get(commit) ?? 0 })),
    sessions: made.map(sessionOf),
    turns: turnsOf(made),
    spends: spendsOf(made),
    pieces: piecesOf(made, paths.numberOf, commits.numberOf),
    coverage: { assumed: [], unreadable: [], skippedRecords: 17 },
    prices: { source: "made up", asOf: new Date(now).toISOString().slice(0, 10) },
    begun,
  };
}

function numbering<T>() {
  const numbers = new Map<T, number>();
  const list: T[] = [];
  const numberOf = (one: T): number => {
    const known = numbers.get(one);
    if (known !== undefined) return known;
    numbers.set(one, list.length);
    return list.push(one) - 1;
  };
  return { list, numberOf };
}

function sessionOf({
  number,
  agent,
  branch,
  repository,
  turns,
  started,
  ended,
}: MadeSession): PicturedSession {
  void turns;
  return {
    agent: agent.id,
    session: sessionId(number),
    started,
    ended,
    branch,
    folders: [DEMO_REPOSITORIES[repository]?.root ?? ""],
    home: repository,
  };
}

/** Looks like the ids that agents give. */
function sessionId(number: number): string {
  const chance = createChance(number + 1);
  const digits = (count: number): string =>
    Array.from({ length: count }, () => chance.whole(0, 15).toString(16)).join("");
  return `${digits(8)}-${digits(4)}-4${digits(3)}-a${digits(3)}-${digits(12)}`;
}

type FlatTurn = MadeSession["turns"][number] & { readonly session: number; readonly index: number };

const flatTurns = (made: readonly MadeSession[]): FlatTurn[] =>
  made.flatMap(({ turns }, session) => turns.map((turn, index) => ({ ...turn, session, index })));

function turnsOf(made: readonly MadeSession[]): Picture["turns"] {
  const turns = flatTurns(made);
  return {
    session: Int32Array.from(turns, ({ session }) => session),
    index: Int32Array.from(turns, ({ index }) => index),
    started: Float64Array.from(turns, ({ started }) => started),
    unseen: Uint8Array.from(turns, ({ unseen }) => (unseen ? 1 : 0)),
    context: Float64Array.from(turns, ({ context }) => context),
  };
}

function spendsOf(made: readonly MadeSession[]): Spends {
  const rows = flatTurns(made).flatMap(({ spends }, turn) => spends.map((spend) => ({ ...spend, turn })));
  const whole = (pick: (row: MadeSpend & { turn: number }) => number): Int32Array =>
    Int32Array.from(rows, pick);
  const tokens = (pick: (row: MadeSpend) => number): Float64Array => Float64Array.from(rows, pick);
  return {
    turn: whole(({ turn }) => turn),
    model: whole(({ model }) => model),
    requests: whole(({ requests }) => requests),
    floors: whole(({ floors }) => floors),
    estimated: whole(({ estimated }) => estimated),
    recorded: whole(({ recorded }) => recorded),
    priced: Uint8Array.from(rows, ({ priced }) => priced),
    cost: BigInt64Array.from(rows.map(({ cost }) => cost)),
    estimatedCost: BigInt64Array.from(rows.map(({ estimatedCost }) => estimatedCost)),
    unpricedTokens: tokens(({ unpricedTokens }) => unpricedTokens),
    estimatedTokens: tokens(({ estimatedTokens }) => estimatedTokens),
    input: tokens(({ input }) => input),
    output: tokens(({ output }) => output),
    cacheRead: tokens(({ cacheRead }) => cacheRead),
    cacheWrite: tokens(({ cacheWrite }) => cacheWrite),
  };
}

type FlatPiece = MadePiece & {
  readonly turn: number;
  readonly repository: number;
  readonly model: number;
  readonly cost: bigint;
  readonly tokens: number;
};

/** Each line of a turn has its even share, in order of path. */
function flatPieces(made: readonly MadeSession[]): FlatPiece[] {
  return flatTurns(made).flatMap(({ pieces, spends, session }, turn) => {
    const cost = spends.reduce((sum, spend) => sum + spend.cost, 0n);
    const tokens = BigInt(
      spends.reduce((sum, s) => sum + s.input + s.output + s.cacheRead + s.cacheWrite, 0),
    );
    const count = pieces.reduce((sum, { lines }) => sum + lines, 0);
    let first = 0;
    return pieces.map((piece): FlatPiece => {
      const run = { first, end: (first += piece.lines) };
      return {
        ...piece,
        turn,
        repository: piece.inRepository ? (made[session]?.repository ?? NONE) : NONE,
        model: spends[0]?.model ?? NONE,
        cost: evenShareOfRun(cost, count, run),
        tokens: Number(evenShareOfRun(tokens, count, run)),
      };
    });
  });
}

function piecesOf(
  made: readonly MadeSession[],
  pathOf: (path: string) => number,
  commitOf: (commit: MadeCommit) => number,
): Pieces {
  const rows = flatPieces(made);
  const whole = (pick: (row: FlatPiece) => number): Int32Array => Int32Array.from(rows, pick);
  const timeOf = (commit: MadeCommit | null): number => commit?.at ?? Number.NaN;
  return {
    turn: whole(({ turn }) => turn),
    path: whole(({ path }) => pathOf(path)),
    repository: whole(({ repository }) => repository),
    model: whole(({ model }) => model),
    written: Uint8Array.from(rows, ({ written }) => (written ? 1 : 0)),
    outcome: Uint8Array.from(rows, ({ outcome }) => OUTCOMES.indexOf(outcome)),
    lines: whole(({ lines }) => lines),
    words: whole(({ words }) => words),
    cost: BigInt64Array.from(rows.map(({ cost }) => cost)),
    tokens: Float64Array.from(rows, ({ tokens }) => tokens),
    from: Float64Array.from(rows, ({ landed }) => timeOf(landed)),
    until: Float64Array.from(rows, ({ gone }) => timeOf(gone)),
    landed: whole(({ landed }) => (landed === null ? NONE : commitOf(landed))),
    gone: whole(({ gone }) => (gone === null ? NONE : commitOf(gone))),
  };
}
