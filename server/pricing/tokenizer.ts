// Counts the tokens of a byte-pair encoding from its published ranks. What counting needs is a fraction of what encoding
// does.
import { pieceEnd } from "./ascii-pieces.ts";
import { type RankOf, readRanks } from "./ranks.ts";

/** The data of js-tiktoken: `pat_str` parts a text into pieces; `bpe_ranks` lists tokens in base64 by their rank. */
export type Ranks = { readonly pat_str: string; readonly bpe_ranks: string };

/** Pieces are words: few make up most of a text. */
const REMEMBERED = 20_000;

// Joining takes time by the square of a piece's length: longer ones are cut, at a token or so per cut.
const LONGEST = 64;
const LONGEST_WIDE = 24;
const MOST_BYTES_PER_UNIT = 3;

/**
 * A counter of tokens of o200k_base, exact but for words of more than 64 characters (24 outside of ASCII). No name of a
 * special token is special in what somebody wrote.
 */
export function createTokenizer({ pat_str: pattern, bpe_ranks: runs }: Ranks): (text: string) => number {
  const countPiece = pieceCounter(readRanks(runs));
  const pieces = new RegExp(pattern, "gu");
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(LONGEST_WIDE * MOST_BYTES_PER_UNIT);

  /** A piece's length in bytes, which then stand in `bytes`. */
  const encode = (piece: string): number => {
    for (let at = 0; at < piece.length; at++) {
      const unit = piece.charCodeAt(at);
      if (unit >= 128) return encoder.encodeInto(piece, bytes).written;
      bytes[at] = unit;
    }
    return piece.length;
  };
  const known = new Map<string, number>();
  const count = (piece: string): number => {
    const remembered = known.get(piece);
    if (remembered !== undefined) return remembered;
    let tokens = 0;
    for (const cut of cutsOf(piece)) tokens += countPiece(bytes, encode(cut));
    if (known.size >= REMEMBERED) known.clear();
    if (piece.length <= LONGEST) known.set(piece, tokens);
    return tokens;
  };
  const countAscii = (text: string): number => {
    let tokens = 0;
    for (let start = 0; start < text.length;) {
      const end = pieceEnd(text, start);
      tokens += count(text.slice(start, end));
      start = end;
    }
    return tokens;
  };
  const countWide = (text: string): number => {
    let tokens = 0;
    for (const piece of text.match(pieces) ?? []) tokens += count(piece);
    return tokens;
  };
  return (text) => (isAscii(text) ? countAscii(text) : countWide(text));
}

function cutsOf(piece: string): string[] {
  if (piece.length <= LONGEST_WIDE) return [piece];
  const size = isAscii(piece) ? LONGEST : LONGEST_WIDE;
  return Array.from({ length: Math.ceil(piece.length / size) }, (_, cut) =>
    piece.slice(cut * size, (cut + 1) * size),
  );
}

// oxlint-disable-next-line no-control-regex
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

/** Counts the tokens of a piece of up to 72 bytes: joins the neighbours of the lowest rank until no two of them make a token. */
function pieceCounter(rankOf: RankOf): (bytes: Uint8Array, length: number) => number {
  const starts = new Uint8Array(LONGEST_WIDE * MOST_BYTES_PER_UNIT + 1);
  const ranks = new Int32Array(starts.length);
  const NONE = 2 ** 31 - 1;
  return (bytes, length) => {
    if (length === 0) return 0;
    if (rankOf(bytes, 0, length) >= 0) return 1;
    let parts = length;
    const rankAt = (part: number): number => {
      const rank = part + 2 > parts ? -1 : rankOf(bytes, starts[part] ?? 0, starts[part + 2] ?? 0);
      return rank < 0 ? NONE : rank;
    };
    for (let part = 0; part <= length; part++) starts[part] = part;
    for (let part = 0; part < length; part++) ranks[part] = rankAt(part);
    for (;;) {
      let least = 0;
      for (let part = 1; part < parts; part++)
        if ((ranks[part] ?? NONE) < (ranks[least] ?? NONE)) least = part;
      if (ranks[least] === NONE) return parts;
      starts.copyWithin(least + 1, least + 2, parts + 1);
      ranks.copyWithin(least + 1, least + 2, parts);
      parts--;
      if (least > 0) ranks[least - 1] = rankAt(least - 1);
      ranks[least] = rankAt(least);
    }
  };
}
