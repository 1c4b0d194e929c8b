// Which line of one version of a file is which line of another, by fingerprints alone.

/** A version to align: for each line the key of its text without white space, the key of the text as it stands, and its weight. */
export type Side = {
  readonly text: ArrayLike<number>;
  /** Key of the line as it stands; lines that agree in it, too, weigh more. */
  readonly space: ArrayLike<number>;
};

/** What a pair of equal lines weighs: rare text more than templates, lines without letters or digits least. > 0. */
export type Weigh = (text: number) => number;

const NEIGHBOUR = 2;
const SAME_SPACE = 0.5;
/** Above this many cells a stretch is first cut at lines that stand once on both sides. */
const MAX_CELLS = 1_500_000;
const LONG = 10_000;

/**
 * Aligns `left` with `right` in order. `fixed`, where given, holds for each left line the right line it is known to be, or
 * -1; such pairs stand as far as they keep the order. Gives for each left line the right line it is, or -1.
 */
export function align(left: Side, right: Side, weigh: Weigh, fixed?: Int32Array): Int32Array {
  const result = new Int32Array(left.text.length).fill(-1);
  const anchors = fixed === undefined ? [] : increasing(pairsOf(fixed));
  let i = 0;
  let j = 0;
  for (const [a, b] of [...anchors, [left.text.length, right.text.length] as const]) {
    alignStretch(left, right, weigh, { i, j, iEnd: a, jEnd: b }, result);
    if (a < result.length) result[a] = b;
    i = a + 1;
    j = b + 1;
  }
  return result;
}

type Stretch = { readonly i: number; readonly j: number; readonly iEnd: number; readonly jEnd: number };

function alignStretch(left: Side, right: Side, weigh: Weigh, whole: Stretch, result: Int32Array): void {
  let stretch = whole;
  let { i, j, iEnd, jEnd } = whole;
  if (i >= iEnd || j >= jEnd) return;
  if (iEnd - i === jEnd - j && sameRun(left, right, stretch)) {
    for (; i < iEnd; i++, j++) result[i] = j;
    return;
  }
  // Of a long stretch the ends that are equal are no question; of a short one they may be a line of the middle moved.
  if ((iEnd - i) * (jEnd - j) > LONG) {
    for (; i < iEnd && j < jEnd && left.text[i] === right.text[j]; i++, j++) result[i] = j;
    for (; i < iEnd && j < jEnd && left.text[iEnd - 1] === right.text[jEnd - 1]; iEnd--, jEnd--)
      result[iEnd - 1] = jEnd - 1;
    if (i >= iEnd || j >= jEnd) return;
    stretch = { i, j, iEnd, jEnd };
  }
  if ((iEnd - i) * (jEnd - j) <= MAX_CELLS) return alignCells(left, right, weigh, stretch, result);
  const anchors = increasing(uniquePairs(left, right, stretch));
  if (anchors.length > 0) {
    for (const [a, b] of [...anchors, [iEnd, jEnd] as const]) {
      alignStretch(left, right, weigh, { i, j, iEnd: a, jEnd: b }, result);
      if (a < iEnd) result[a] = b;
      i = a + 1;
      j = b + 1;
    }
    return;
  }
}

function sameRun(left: Side, right: Side, { i, j, iEnd }: Stretch): boolean {
  for (let k = 0; i + k < iEnd; k++) if (left.text[i + k] !== right.text[j + k]) return false;
  return true;
}

/**
 * The heaviest alignment of a stretch; a pair next to another pair (or to the stretch's border) weighs more. Only pairs of
 * equal lines are looked at, row by row, since most lines of one side equal few of the other.
 */
function alignCells(
  left: Side,
  right: Side,
  weigh: Weigh,
  { i, j, iEnd, jEnd }: Stretch,
  result: Int32Array,
): void {
  const equals = placesOf(right, j, jEnd);
  const [lastRow, lastCol] = [iEnd - 1, jEnd - 1];
  // Of each pair: where it stands, the best alignment that ends with it, and the pair before it in that.
  const count = countPairs(left, i, iEnd, equals);
  const [rows, cols, before] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)];
  const weights = new Float64Array(count);
  let number = 0;
  // For the first so many right lines and the rows so far: the best, the pair it ends with, and the last line's last pair.
  const best = new Float64Array(jEnd - j + 1);
  const ends = new Int32Array(best.length).fill(-1);
  const latest = new Int32Array(best.length).fill(-1);
  for (let row = i; row <= lastRow; row++) {
    const text = left.text[row] ?? -1;
    const places = equals.get(text);
    if (places === undefined) continue;
    const own = weigh(text);
    // From the last column on: a row does not see what it adds itself.
    for (let k = places.length - 1; k >= 0; k--) {
      const col = places[k] ?? 0;
      const at = col - j;
      const most = best[at] ?? 0;
      const above = latest[at] ?? -1;
      const isBeside = above >= 0 && rows[above] === row - 1;
      const beside = isBeside ? (weights[above] ?? 0) : row === i && col === j ? 0 : -NEIGHBOUR;
      const pair =
        own +
        (right.space[col] === left.space[row] ? SAME_SPACE : 0) +
        (row === lastRow && col === lastCol ? NEIGHBOUR : 0) +
        Math.max(most, beside + NEIGHBOUR);
      rows[number] = row;
      cols[number] = col;
      weights[number] = pair;
      before[number] = isBeside && beside + NEIGHBOUR > most ? above : (ends[at] ?? -1);
      latest[at + 1] = number;
      if (pair === best[at + 1]) ends[at + 1] = number;
      for (let c = at + 1; c < best.length && (best[c] ?? 0) < pair; c++) {
        best[c] = pair;
        ends[c] = number;
      }
      number++;
    }
  }
  for (let pair = ends.at(-1) ?? -1; pair >= 0; pair = before[pair] ?? -1)
    result[rows[pair] ?? 0] = cols[pair] ?? -1;
}

function countPairs(
  { text }: Side,
  from: number,
  end: number,
  equals: ReadonlyMap<number, readonly number[]>,
): number {
  let count = 0;
  for (let at = from; at < end; at++) count += equals.get(text[at] ?? -1)?.length ?? 0;
  return count;
}

/** Where each text of a stretch stands. */
function placesOf({ text }: Side, from: number, end: number): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  for (let at = from; at < end; at++) {
    const known = places.get(text[at] ?? -1);
    if (known === undefined) places.set(text[at] ?? -1, [at]);
    else known.push(at);
  }
  return places;
}

type Pair = readonly [number, number];

function pairsOf(fixed: Int32Array): Pair[] {
  const pairs: Pair[] = [];
  for (let i = 0; i < fixed.length; i++) {
    const j = fixed[i] ?? -1;
    if (j >= 0) pairs.push([i, j]);
  }
  return pairs;
}

/** Lines whose text stands once on each side of a stretch. */
function uniquePairs(left: Side, right: Side, { i, j, iEnd, jEnd }: Stretch): Pair[] {
  const seen = new Map<number, { i: number; j: number; lefts: number; rights: number }>();
  for (let a = i; a < iEnd; a++) {
    const entry = seen.get(left.text[a] ?? -1);
    if (entry === undefined) seen.set(left.text[a] ?? -1, { i: a, j: -1, lefts: 1, rights: 0 });
    else entry.lefts++;
  }
  for (let b = j; b < jEnd; b++) {
    const entry = seen.get(right.text[b] ?? -1);
    if (entry !== undefined) {
      entry.j = b;
      entry.rights++;
    }
  }
  return [...seen.values()].filter((e) => e.lefts === 1 && e.rights === 1).map((e) => [e.i, e.j] as const);
}

/** The longest run of pairs, ascending on the left, that ascends on the right, too. */
function increasing(pairs: readonly Pair[]): Pair[] {
  const tails: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(([, b], k) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < b) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[k] = tails[low - 1] ?? -1;
    tails[low] = k;
  });
  const run: Pair[] = [];
  for (let k = tails.at(-1) ?? -1; k >= 0; k = previous[k] ?? -1) {
    const pair = pairs[k];
    if (pair !== undefined) run.push(pair);
  }
  return run.reverse();
}
