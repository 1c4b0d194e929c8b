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

/** All portions of a picture. */
export function portionsOf(picture: Picture): Portions {
  const turns = picture.turns.session.length;
  const spends = rowsByTurn(picture.spends.turn, turns);
  const pieces = rowsByTurn(picture.pieces.turn, turns);
  const writer = createWriter(picture, mostRows(spends, pieces));
  for (let turn = 0; turn < turns; turn++) {
    const rows = {
      turn,
      spend: spends[turn] ?? 0,
      spendEnd: spends[turn + 1] ?? 0,
      piece: pieces[turn] ?? 0,
      pieceEnd: pieces[turn + 1] ?? 0,
    };
    if (rows.piece === rows.pieceEnd) writer.whole(rows);
    else if (rows.spendEnd - rows.spend <= 1) writer.uncut(rows);
    else writer.cut(rows);
  }
  return writer.done();
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

function createWriter(picture: Picture, most: number) {
  const { spends, pieces } = picture;
  const none = picture.followed ? NO_CODE : UNKNOWN;
  let count = 0;
  const portions = {
    turn: new Int32Array(most),
    piece: new Int32Array(most),
    model: new Int32Array(most),
    outcome: new Uint8Array(most),
    cost: new BigInt64Array(most),
    tokens: new Float64Array(most),
    own: new Uint8Array(most),
    priced: new Uint8Array(most),
  };
  const put = (turn: number, piece: number, spend: number): number => {
    portions.turn[count] = turn;
    portions.piece[count] = piece;
    portions.model[count] = spend === NONE ? NONE : (spends.model[spend] ?? NONE);
    portions.outcome[count] = piece === NONE ? none : (pieces.outcome[piece] ?? UNKNOWN);
    portions.priced[count] = spend === NONE ? 0 : (spends.priced[spend] ?? 0);
    return count++;
  };
  /** Lines of a model that was not paid in the turn, as far as the record says. */
  const putWriter = (turn: number, piece: number): void => {
    const at = put(turn, piece, NONE);
    portions.model[at] = pieces.model[piece] ?? NONE;
    portions.own[at] = 1;
  };

  /** A turn without a piece. */
  function whole({ turn, spend, spendEnd }: Rows): void {
    if (spend === spendEnd) put(turn, NONE, NONE);
    for (let row = spend; row < spendEnd; row++) {
      const at = put(turn, NONE, row);
      portions.cost[at] = spends.cost[row] ?? 0n;
      portions.tokens[at] = tokensOfSpend(picture, row);
    }
  }

  /** One model, as nearly always: it is also the one that wrote what no model is known for. */
  function uncut({ turn, spend, spendEnd, piece, pieceEnd }: Rows): void {
    const paid = spend === spendEnd ? NONE : spend;
    for (let row = piece; row < pieceEnd; row++) {
      const at = put(turn, row, paid);
      portions.cost[at] = pieces.cost[row] ?? 0n;
      portions.tokens[at] = pieces.tokens[row] ?? 0;
      const model = pieces.model[row] ?? NONE;
      if (model === NONE || model === portions.model[at]) portions.own[at] = 1;
      else putWriter(turn, row);
    }
  }

  /** Each piece takes of every model in proportion to what is left of it, so that both sums come out. */
  function cut({ turn, spend, spendEnd, piece, pieceEnd }: Rows): void {
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
        const at = put(turn, row, spend + model);
        portions.cost[at] = money[model] ?? 0n;
        portions.tokens[at] = Number(read[model] ?? 0n);
        if (pieces.model[row] !== portions.model[at]) continue;
        portions.own[at] = 1;
        written = true;
      }
      if (!written) putWriter(turn, row);
      costs = costs.map((cost, model) => cost - (money[model] ?? 0n));
      tokens = tokens.map((count, model) => count - (read[model] ?? 0n));
    }
  }

  const done = (): Portions => ({ count, ...portions });
  return { whole, uncut, cut, done };
}
