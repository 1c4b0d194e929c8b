// Every piece of work cut by the models that were paid in its turn, so that any choice of models, repositories and times is
// a choice of rows, and what is left out is the rest to the last digit.
import { shares } from "../lib/shares.ts";
import { NONE, OUTCOMES, type Picture } from "./picture.ts";

/** Outcomes beside OUTCOMES: of a turn that has no piece, and of one of which that is not known yet. */
export const NO_CODE = OUTCOMES.length;
export const UNKNOWN = OUTCOMES.length + 1;

/** Column i of each is portion i. They stand in order of turns; each turn has at least one. */
export type Portions = {
  readonly count: number;
  readonly turn: Int32Array;
  /** NONE: the turn as a whole, which has no piece. */
  readonly piece: Int32Array;
  /** NONE: no model is known. */
  readonly model: Int32Array;
  /** Place in OUTCOMES, NO_CODE or UNKNOWN. */
  readonly outcome: Uint8Array;
  /** 10⁻¹² USD; and tokens. */
  readonly cost: BigInt64Array;
  readonly tokens: Float64Array;
  /** 1: the piece's lines count here. They do in one portion of each piece. */
  readonly own: Uint8Array;
  /** 1: at least one of the model's requests in the turn could be priced. */
  readonly priced: Uint8Array;
};

/** For each turn where its rows begin in a column of turns that is in order; at the end, where the last ones end. */
export function rowsByTurn(column: Int32Array, turns: number): Int32Array {
  const first = new Int32Array(turns + 1);
  let row = 0;
  for (let turn = 0; turn <= turns; turn++) {
    while (row < column.length && (column[row] ?? 0) < turn) row++;
    first[turn] = row;
  }
  return first;
}

/** The recorded tokens of a row of spends. */
export function tokensOfSpend({ spends }: Picture, row: number): number {
  const cached = (spends.cacheRead[row] ?? 0) + (spends.cacheWrite[row] ?? 0);
  return (spends.input[row] ?? 0) + (spends.output[row] ?? 0) + cached;
}

/** Rows of spends and of pieces that one turn has: from the first until before the end. */
type Rows = {
  readonly turn: number;
  readonly spend: number;
  readonly spendEnd: number;
  readonly piece: number;
  readonly pieceEnd: number;
};

type Columns = { readonly [K in Exclude<keyof Portions, "count">]: Portions[K] };

/** Portions that are being written: `count` of them so far. */
type Draft = { readonly picture: Picture; readonly columns: Columns; count: number };

/** All portions of a picture. */
export function portionsOf(picture: Picture): Portions {
  const turns = picture.turns.session.length;
  const spends = rowsByTurn(picture.spends.turn, turns);
  const pieces = rowsByTurn(picture.pieces.turn, turns);
  const draft: Draft = { picture, columns: emptyColumns(mostRows(spends, pieces)), count: 0 };
  for (let turn = 0; turn < turns; turn++) {
    const rows = {
      turn,
      spend: spends[turn] ?? 0,
      spendEnd: spends[turn + 1] ?? 0,
      piece: pieces[turn] ?? 0,
      pieceEnd: pieces[turn + 1] ?? 0,
    };
    if (rows.piece === rows.pieceEnd) putWhole(draft, rows);
    else if (rows.spendEnd - rows.spend <= 1) putUncut(draft, rows);
    else putCut(draft, rows);
  }
  return { count: draft.count, ...draft.columns };
}

function mostRows(spends: Int32Array, pieces: Int32Array): number {
  let most = 0;
  for (let turn = 0; turn + 1 < spends.length; turn++) {
    const models = Math.max(1, (spends[turn + 1] ?? 0) - (spends[turn] ?? 0));
    const own = (pieces[turn + 1] ?? 0) - (pieces[turn] ?? 0);
    most += own === 0 ? models : own * (models + 1);
  }
  return most;
}

const emptyColumns = (rows: number): Columns => ({
  turn: new Int32Array(rows),
  piece: new Int32Array(rows),
  model: new Int32Array(rows),
  outcome: new Uint8Array(rows),
  cost: new BigInt64Array(rows),
  tokens: new Float64Array(rows),
  own: new Uint8Array(rows),
  priced: new Uint8Array(rows),
});

/** Adds a portion that costs nothing yet; its place. */
function put(draft: Draft, turn: number, piece: number, spend: number): number {
  const { picture, columns } = draft;
  const { spends, pieces, followed } = picture;
  const at = draft.count++;
  columns.turn[at] = turn;
  columns.piece[at] = piece;
  columns.model[at] = spend === NONE ? NONE : (spends.model[spend] ?? NONE);
  columns.priced[at] = spend === NONE ? 0 : (spends.priced[spend] ?? 0);
  if (piece === NONE) columns.outcome[at] = followed ? NO_CODE : UNKNOWN;
  else columns.outcome[at] = pieces.outcome[piece] ?? UNKNOWN;
  return at;
}

/** Lines of a model that was not paid in the turn, as far as the record says. */
function putWriter(draft: Draft, turn: number, piece: number): void {
  const at = put(draft, turn, piece, NONE);
  draft.columns.model[at] = draft.picture.pieces.model[piece] ?? NONE;
  draft.columns.own[at] = 1;
}

/** A turn without a piece. */
function putWhole(draft: Draft, { turn, spend, spendEnd }: Rows): void {
  const { picture, columns } = draft;
  if (spend === spendEnd) put(draft, turn, NONE, NONE);
  for (let row = spend; row < spendEnd; row++) {
    const at = put(draft, turn, NONE, row);
    columns.cost[at] = picture.spends.cost[row] ?? 0n;
    columns.tokens[at] = tokensOfSpend(picture, row);
  }
}

/** One model, as nearly always: it is also the one that wrote what no model is known for. */
function putUncut(draft: Draft, { turn, spend, spendEnd, piece, pieceEnd }: Rows): void {
  const { columns } = draft;
  const { pieces } = draft.picture;
  const paid = spend === spendEnd ? NONE : spend;
  for (let row = piece; row < pieceEnd; row++) {
    const at = put(draft, turn, row, paid);
    columns.cost[at] = pieces.cost[row] ?? 0n;
    columns.tokens[at] = pieces.tokens[row] ?? 0;
    const model = pieces.model[row] ?? NONE;
    if (model === NONE || model === columns.model[at]) columns.own[at] = 1;
    else putWriter(draft, turn, row);
  }
}

/** Each piece takes of every model in proportion to what is left of it, so that both sums come out. */
function putCut(draft: Draft, { turn, spend, spendEnd, piece, pieceEnd }: Rows): void {
  const { picture, columns } = draft;
  const { spends, pieces } = picture;
  let costs: bigint[] = [];
  let tokens: bigint[] = [];
  for (let row = spend; row < spendEnd; row++) {
    costs.push(spends.cost[row] ?? 0n);
    tokens.push(BigInt(tokensOfSpend(picture, row)));
  }
  for (let row = piece; row < pieceEnd; row++) {
    const money = shares(pieces.cost[row] ?? 0n, costs);
    const read = shares(BigInt(pieces.tokens[row] ?? 0), tokens);
    let written = false;
    for (let model = 0; model < costs.length; model++) {
      const at = put(draft, turn, row, spend + model);
      columns.cost[at] = money[model] ?? 0n;
      columns.tokens[at] = Number(read[model] ?? 0n);
      if (pieces.model[row] !== columns.model[at]) continue;
      columns.own[at] = 1;
      written = true;
    }
    if (!written) putWriter(draft, turn, row);
    costs = costs.map((cost, model) => cost - (money[model] ?? 0n));
    tokens = tokens.map((count, model) => count - (read[model] ?? 0n));
  }
}
