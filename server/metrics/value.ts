// The two headline figures, side by side since each alone can be bent: the part of what was spent that is in work that
// lasted, and what a kept line cost.
import { keptLinesOf, WORDS_PER_LINE } from "./kept-lines.ts";
import { NONE, OUTCOMES } from "./picture.ts";
import { UNKNOWN } from "./portions.ts";
import type { Selection } from "./select.ts";
import { payFrom } from "./sums.ts";

/** Fewer sessions tell nothing at all; and fewer than the second figure, little. */
const FEWEST = 5;
const ENOUGH = 24;

export type Confidence = "enough" | "few" | "none";

/** How much so many sessions can tell. */
export function confidenceOf(sessions: number): Confidence {
  return sessions < FEWEST ? "none" : sessions < ENOUGH ? "few" : "enough";
}

export type ValueFigures = {
  readonly sessions: number;
  /** 10⁻¹² USD; null: nothing could be priced. */
  readonly cost: bigint | null;
  /** Parts from 0 to 1; null where nothing was spent, or where outcomes are not known. */
  readonly lastedUsd: number | null;
  readonly lastedTokens: number | null;
  readonly keptLines: number;
  /** USD; null where nothing is kept or priced. */
  readonly usdPerKeptLine: number | null;
};

const KEPT = OUTCOMES.indexOf("kept");

/** The figures of a selection as they stood at a time, epoch ms; at the picture's own time or later, as they stand. */
export function valueOf(selection: Selection, asOf: number): ValueFigures {
  const { portions, chosen, sessions } = selection;
  const isKept = keptAt(selection, asOf);
  const money = new BigInt64Array(2);
  const sum = { tokens: 0, kept: 0, priced: false, known: true };
  for (let k = 0; k < chosen.length; k++) {
    const i = chosen[k] ?? 0;
    payFrom(money, ALL, portions.cost, i);
    sum.tokens += portions.tokens[i] ?? 0;
    if (portions.priced[i] === 1) sum.priced = true;
    if (portions.outcome[i] === UNKNOWN) sum.known = false;
    if (!isKept(i)) continue;
    payFrom(money, LASTED, portions.cost, i);
    sum.kept += portions.tokens[i] ?? 0;
  }
  const [all = 0n, lasted = 0n] = money;
  const keptLines = keptLinesOf(wordsOf(selection, isKept));
  const cost = sum.priced ? all : null;
  return {
    sessions: sessions.length,
    cost,
    lastedUsd: sum.known ? partOf(Number(lasted), Number(all)) : null,
    lastedTokens: sum.known ? partOf(sum.kept, sum.tokens) : null,
    keptLines,
    usdPerKeptLine: perLine(cost, keptLines),
  };
}

/** Places of the sums of money. */
const [ALL, LASTED] = [0, 1];

/** A part of a whole, 0 to 1; null of nothing. */
export function partOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** What was spent (10⁻¹² USD) for each kept line, in USD. */
export function perLine(cost: bigint | null, keptLines: number): number | null {
  return cost === null || keptLines === 0 ? null : Number(cost) / 1e12 / keptLines;
}

/** Whether a portion's work was on the main line then. */
function keptAt({ picture, portions }: Selection, asOf: number): (portion: number) => boolean {
  if (asOf >= picture.at) return (i) => portions.outcome[i] === KEPT;
  const { from, until } = picture.pieces;
  return (i) => {
    const piece = portions.piece[i] ?? NONE;
    const ceased = until[piece] ?? Number.NaN;
    return piece !== NONE && (from[piece] ?? Number.NaN) <= asOf && !(ceased <= asOf);
  };
}

/**
 * Words of the lines that were there then. Of those that are gone since, the text is not known: they are taken to have as
 * many as the others on average.
 */
function wordsOf({ picture, portions, chosen }: Selection, isKept: (portion: number) => boolean): number {
  const { pieces } = picture;
  const there = { lines: 0, words: 0, gone: 0 };
  for (let k = 0; k < chosen.length; k++) {
    const i = chosen[k] ?? 0;
    const piece = portions.piece[i] ?? NONE;
    if (piece === NONE || portions.own[i] !== 1 || pieces.written[piece] !== 1 || !isKept(i)) continue;
    const lines = pieces.lines[piece] ?? 0;
    if (pieces.outcome[piece] === KEPT) {
      there.lines += lines;
      there.words += pieces.words[piece] ?? 0;
    } else there.gone += lines;
  }
  const usual = there.lines === 0 ? WORDS_PER_LINE : there.words / there.lines;
  return there.words + there.gone * usual;
}
